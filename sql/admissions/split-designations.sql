-- Divides the agreements of an institution that moves: up to the day before they stay with the old site; the service that
-- moves goes on with the institution from that day, all others end.
--
-- $1 institution   $2 its old site   $3 day of the move   $4 service that moves
-- Rows: service of each agreement in force on the day that was not moved and ends. Index: designation_institution_idx.
with past as (
  insert into designation (institution_id, service, status, valid_from, valid_to, counts_from, document, is_synthetic, plan_id,
                           coaching_until, lapses_on, application_id)
  select $2::bigint, d.service, d.status, d.valid_from, least(d.valid_to, $3::date - 1), d.counts_from, d.document, d.is_synthetic,
         d.plan_id, d.coaching_until, case when d.valid_to < $3::date then d.lapses_on end, d.application_id
  from designation d
  where d.institution_id = $1::bigint and coalesce(d.valid_from < $3::date, true)
  returning service
), removed as (
  delete from designation d
  where d.institution_id = $1::bigint and coalesce(d.valid_from < $3::date, true)
    and (d.service <> $4::text or d.valid_to < $3::date or d.status not in ('active', 'suspended'))
  returning d.service, designation_in_force(d.status, d.valid, $3::date) as in_force
), moved as (
  update designation d
  set valid_from = $3::date, updated_at = now()
  where d.institution_id = $1::bigint and d.service = $4::text and d.status in ('active', 'suspended')
    and coalesce(d.valid_from < $3::date, true) and coalesce(d.valid_to >= $3::date, true)
  returning d.service
)
select r.service from removed r where r.in_force order by r.service
