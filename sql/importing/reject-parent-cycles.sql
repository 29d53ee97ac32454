-- Rejects staged institutions that would be their own parent, directly or along a chain of up to 20.
-- Parameters: none.
-- Returns: nothing.
with recursive edge (child, parent, row_no) as (
  select value ->> 'code', value ->> 'parent_code', row_no
  from import_row
  where not rejected and action in ('insert', 'update', 'unchanged')
    and value ->> 'code' is not null and value ->> 'parent_code' is not null
  union all
  select c.code, p.code, null
  from institution c join institution p on p.institution_id = c.parent_id
  where c.code is not null and p.code is not null
    and not exists (select from import_row r where r.entity_id = c.institution_id and not r.rejected)
), walk (row_no, start, at, depth) as (
  select row_no, child, parent, 1 from edge where row_no is not null
  union all
  select w.row_no, w.start, e.parent, w.depth + 1
  from walk w join edge e on e.child = w.at
  where w.at <> w.start and w.depth < 20
)
insert into import_issue (row_no, severity, code, field, value)
select distinct row_no, 'rejected', 'parent-cycle', 'parent_code', at from walk where at = start;
