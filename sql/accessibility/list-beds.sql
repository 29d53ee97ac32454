-- Beds of institutions on a date, as columns; what is not known is kept apart from none.
--
-- $1 ids of the institutions   $2 date asked for   $3 which beds: open | licensed | designated
-- $4 category of beds, or null = every category but long-term care (ltc)
-- One row of JSON arrays of one length, in the order of institution_ids: beds (null = not known); partly: some of the records in
-- force name no number, so that beds may be more. Not known: records in force that all lack the number; or no record in force
-- of general care (or, with $4 = ltc, of long-term care) although the institution is designated for inpatients (residential
-- care), is a residential institution, or has such records on other dates. Without any of these an institution has no beds: 0.
-- Indexes: bed_one_count_at_a_time, designation_one_status_at_a_time (institution first).
select coalesce(json_agg(s.institution_id order by s.institution_id), '[]') as institution_ids,
       coalesce(json_agg(s.beds order by s.institution_id), '[]') as beds,
       coalesce(json_agg(s.partly order by s.institution_id), '[]') as partly
from (
  select asked.institution_id,
         case when held.records > 0 then held.known
              when held.of_family = 0 and (
                held.on_other_dates > 0
                or case when $4::text is not distinct from 'ltc' then i.kind in ('ltc_residential', 'ltc_both') end is true
                or exists (select 1 from designation d where d.institution_id = asked.institution_id
                           and d.service = case when $4::text is not distinct from 'ltc' then 'ltc_residential_care' else 'inpatient' end
                           and designation_in_force(d.status, d.valid, $2::date))) then null
              else 0 end as beds,
         held.records > held.numbered and held.numbered > 0 as partly
  from unnest($1::bigint[]) as asked (institution_id)
  join institution i using (institution_id)
  cross join lateral (
    select count(*) filter (where in_force and wanted) as records,
           count(number) filter (where in_force and wanted) as numbered,
           sum(number) filter (where in_force and wanted) as known,
           count(*) filter (where in_force) as of_family,
           count(*) filter (where not in_force) as on_other_dates
    from (
      select b.valid @> $2::date as in_force, $4::text is null or b.category = $4::text as wanted,
             case $3::text when 'open' then b.open when 'licensed' then b.licensed when 'designated' then b.designated end as number
      from bed b
      where b.institution_id = asked.institution_id
        and (b.category = 'ltc') = ($4::text is not distinct from 'ltc')
    ) record
  ) held
) s
