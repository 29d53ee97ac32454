-- Divides the beds of an institution that moves: up to the day before they stay with the old site, from that day they go on.
--
-- $1 institution   $2 its old site   $3 day of the move
-- Row: number of periods kept with the old site. Index: bed_institution_idx.
with past as (
  insert into bed (institution_id, category, licensed, open, designated, occupied_bed_days, valid_from, valid_to, document)
  select $2::bigint, category, licensed, open, designated, case when valid_to < $3::date then occupied_bed_days end, valid_from,
         least(valid_to, $3::date - 1), document
  from bed where institution_id = $1::bigint and coalesce(valid_from < $3::date, true)
  returning 1
), removed as (
  delete from bed where institution_id = $1::bigint and valid_to < $3::date
), moved as (
  update bed set valid_from = $3::date
  where institution_id = $1::bigint and coalesce(valid_from < $3::date, true) and coalesce(valid_to >= $3::date, true)
)
select count(*)::int as kept from past
