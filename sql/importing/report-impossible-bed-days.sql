-- Warns of staged institutions with more occupied bed-days than their open beds have in the period stated, of known institutions
-- together with what is kept. A period that is open at an end has no number of days and is not judged.
-- Parameters: none.
-- Returns: nothing.
with bed as (
  select r.row_no, w.category, w.open, w.occupied_bed_days, (r.value ->> 'beds_valid_from')::date as valid_from,
         (r.value ->> 'beds_valid_to')::date as valid_to
  from import_row r, jsonb_to_recordset(r.value -> 'beds') as w(category text, open int, occupied_bed_days double precision)
  where not r.rejected and r.action in ('insert', 'unchanged') and r.value ->> 'beds_valid_to' is not null
  union all
  select r.row_no, w.category, w.open, w.occupied_bed_days, w.valid_from, w.valid_to
  from import_row r, jsonb_to_recordset(r.refs -> 'beds') as w(category text, open int, occupied_bed_days double precision,
                                                               valid_from date, valid_to date)
  where not r.rejected and r.action = 'update'
), judged as (
  select row_no, category, open, occupied_bed_days, valid_to - valid_from + 1 as days from bed
)
insert into import_issue (row_no, severity, code, field, value, detail)
select row_no, 'warning', 'bed-days-exceed-beds', 'beds_' || category || '_occupied_bed_days', occupied_bed_days::text, open || ' x ' || days
from judged
where occupied_bed_days > open::float8 * days;
