-- Warns of staged figures of a ratio that are larger than a limit: usually a percentage.
-- Parameters: $1 limit.
-- Returns: nothing.
insert into import_issue (row_no, severity, code, field, value)
select r.row_no, 'warning', 'ratio-looks-like-percent', 'value', r.value ->> 'value'
from import_row r join indicator i on i.indicator = r.value ->> 'indicator'
where not r.rejected and r.action in ('insert', 'update', 'unchanged') and i.unit = 'ratio' and (r.value ->> 'value')::float8 > $1::float8;
