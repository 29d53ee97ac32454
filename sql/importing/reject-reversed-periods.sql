-- Rejects staged rows of known institutions whose stated dates do not go with the stored ones that are kept: a first day after the
-- last, or a last day for an agreement that is over.
-- Parameters: none.
-- Returns: nothing.
with period as (
  select row_no, 'valid_from' as field, (value ->> 'valid_from')::date as first_day, (value ->> 'valid_to')::date as last_day, null as status
  from import_row where action = 'update' and not rejected
  union all
  select r.row_no, 'designated_from', d.valid_from, d.valid_to, d.status
  from import_row r, jsonb_to_recordset(r.refs -> 'designations') as d(status text, valid_from date, valid_to date)
  where r.action = 'update' and not r.rejected
  union all
  select r.row_no, 'beds_valid_from', b.valid_from, b.valid_to, null
  from import_row r, jsonb_to_recordset(r.refs -> 'beds') as b(valid_from date, valid_to date)
  where r.action = 'update' and not r.rejected
)
insert into import_issue (row_no, severity, code, field, value)
select distinct row_no, 'rejected', 'validity-reversed', field, first_day || ' – ' || last_day from period where first_day > last_day
union all
select distinct row_no, 'rejected', 'ended-with-last-day', 'designated_to', last_day::text
from period where status in ('terminated', 'withdrawn') and last_day is not null;
