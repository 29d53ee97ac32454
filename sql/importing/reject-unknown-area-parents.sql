-- Rejects staged areas whose parent code names no area of a level above, stored or in the file. Run until nothing more is rejected:
-- a rejected row is no parent.
-- Parameters: none.
-- Returns: nothing.
-- Index: area_level_code_idx.
with above (level, parent_level) as (
  values ('county', 'city'), ('street', 'county'), ('street', 'city'),
         ('management', 'city'), ('management', 'county'), ('management', 'street')
)
insert into import_issue (row_no, severity, code, field, value)
select r.row_no, 'rejected', 'unknown-parent', 'parent_code', r.value ->> 'parent_code'
from import_row r
where not r.rejected and r.action in ('insert', 'update', 'unchanged')
  and r.value ->> 'parent_code' is not null and r.value ->> 'level' <> 'city'
  and not exists (
    select from above b join area a on a.level = b.parent_level
    where b.level = r.value ->> 'level' and a.code = r.value ->> 'parent_code')
  and not exists (
    select from above b join import_row p on p.value ->> 'level' = b.parent_level
    where b.level = r.value ->> 'level' and p.value ->> 'code' = r.value ->> 'parent_code' and not p.rejected);
