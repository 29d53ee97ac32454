-- Marks staged rows that have a rejecting issue.
-- Parameters: none.
-- Returns: row_no of each row newly marked.
-- Index: import_issue_row_idx.
update import_row r set rejected = true
where not r.rejected
  and exists (select from import_issue i where i.row_no = r.row_no and i.severity = 'rejected')
returning r.row_no;
