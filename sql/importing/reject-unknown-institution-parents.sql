-- Rejects staged institutions whose parent code is neither stored nor in the file. Run until nothing more is rejected.
-- Parameters: none.
-- Returns: nothing.
-- Index: institution_code_key.
insert into import_issue (row_no, severity, code, field, value)
select r.row_no, 'rejected', 'unknown-parent', 'parent_code', r.value ->> 'parent_code'
from import_row r
where not r.rejected and r.action in ('insert', 'update', 'unchanged') and r.value ->> 'parent_code' is not null
  and not exists (select from institution i where i.code = r.value ->> 'parent_code')
  and not exists (select from import_row p where p.value ->> 'code' = r.value ->> 'parent_code' and not p.rejected);
