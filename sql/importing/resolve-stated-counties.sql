-- Finds the county that each row states, by its exact name or code among the counties valid on the date; a name that several
-- counties share is not used. Unknown names are warned of, as long as any county is stored.
-- Parameters: $1 date.
-- Returns: nothing.
with county as (
  select area_id, name, code from area where level = 'county' and valid @> $1::date
), label as (
  select text, min(area_id) as area_id
  from (select name as text, area_id from county union select code, area_id from county) named
  group by text having count(distinct area_id) = 1
), unknown as (
  insert into import_issue (row_no, severity, code, field, value)
  select row_no, 'warning', 'stated-county-unknown', 'stated_county', value ->> 'stated_county'
  from import_row
  where not rejected and action in ('insert', 'update', 'unchanged') and value ->> 'stated_county' is not null
    and exists (select from county)
    and value ->> 'stated_county' not in (select name from county union all select code from county)
)
update import_row r set refs = r.refs || jsonb_build_object('stated_county', l.area_id)
from label l
where not r.rejected and r.action in ('insert', 'update', 'unchanged') and r.value ->> 'stated_county' = l.text;
