-- Writes the beds by category that new institutions state, and those of updated ones that begin on a day not stored yet.
-- Parameters: none.
-- Returns: nothing.
-- Index: bed_institution_idx.
insert into bed (institution_id, category, licensed, open, designated, occupied_bed_days, valid_from, valid_to)
select institution_id, category, licensed, open, designated, occupied_bed_days, valid_from, valid_to
from (
  select r.row_no, r.entity_id as institution_id, w.category, w.licensed, w.open, w.designated, w.occupied_bed_days,
         (r.value ->> 'beds_valid_from')::date as valid_from, (r.value ->> 'beds_valid_to')::date as valid_to
  from import_row r,
       jsonb_to_recordset(r.value -> 'beds') as w(category text, licensed int, open int, designated int, occupied_bed_days double precision)
  where r.action = 'insert' and not r.rejected
  union all
  select r.row_no, r.entity_id, w.category, w.licensed, w.open, w.designated, w.occupied_bed_days, w.valid_from, w.valid_to
  from import_row r, jsonb_to_recordset(r.refs -> 'beds') as w(category text, licensed int, open int, designated int,
                                                               occupied_bed_days double precision, valid_from date, valid_to date)
  where r.action = 'update' and not r.rejected
    and num_nonnulls(w.licensed, w.open, w.designated, w.occupied_bed_days) > 0
    and not exists (select from bed b where b.institution_id = r.entity_id and b.category = w.category
                    and b.valid_from is not distinct from w.valid_from)
) stated
order by row_no;
