-- Removes beds of updated institutions that the file no longer states in this form.
-- Parameters: none.
-- Returns: nothing.
delete from bed b
using import_row r
where r.action = 'update' and not r.rejected and b.institution_id = r.entity_id
  and not exists (
    select from jsonb_to_recordset(r.value -> 'beds')
      as w(category text, licensed int, open int, designated int, occupied_bed_days double precision)
    where w.category = b.category and w.licensed is not distinct from b.licensed and w.open is not distinct from b.open
      and w.designated is not distinct from b.designated and w.occupied_bed_days is not distinct from b.occupied_bed_days
      and b.valid_from is not distinct from (r.value ->> 'beds_valid_from')::date
      and b.valid_to is not distinct from (r.value ->> 'beds_valid_to')::date);
