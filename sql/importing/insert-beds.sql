-- Writes the beds by category of new and updated institutions that are not stored yet.
-- Parameters: none.
-- Returns: nothing.
insert into bed (institution_id, category, licensed, open, designated, occupied_bed_days, valid_from, valid_to)
select r.entity_id, w.category, w.licensed, w.open, w.designated, w.occupied_bed_days,
       (r.value ->> 'beds_valid_from')::date, (r.value ->> 'beds_valid_to')::date
from import_row r,
     jsonb_to_recordset(r.value -> 'beds') as w(category text, licensed int, open int, designated int, occupied_bed_days double precision)
where r.action in ('insert', 'update') and not r.rejected
  and (r.action = 'insert' or not exists (select from bed b where b.institution_id = r.entity_id and b.category = w.category))
order by r.row_no;
