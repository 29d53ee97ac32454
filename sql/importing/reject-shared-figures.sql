-- Rejects rows that turn out to mean the same figure once their area is known (one with area_level, one without).
-- Parameters: none.
-- Returns: nothing.
-- Index: import_row_key_idx.
with shared as (
  select key, left(string_agg(row_no::text, ', ' order by row_no), 200) as rows_of_file
  from import_row where not rejected and action in ('insert', 'update', 'unchanged') and key is not null
  group by key having count(*) > 1
)
insert into import_issue (row_no, severity, code, field, value, detail)
select r.row_no, 'rejected', 'duplicate-differs', 'area_code', r.value ->> 'area_code', s.rows_of_file
from shared s join import_row r on r.key = s.key
where not r.rejected and r.action in ('insert', 'update', 'unchanged');
