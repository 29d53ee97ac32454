-- Counts the staged rows by what became of them, and the loaded rows that carry a warning.
-- Parameters: none.
-- Returns: rejected, inserted, updated, unchanged, duplicates, warned.
select count(*) filter (where rejected)::int as rejected,
       count(*) filter (where not rejected and action = 'insert')::int as inserted,
       count(*) filter (where not rejected and action = 'update')::int as updated,
       count(*) filter (where not rejected and action = 'unchanged')::int as unchanged,
       count(*) filter (where not rejected and action = 'duplicate')::int as duplicates,
       count(*) filter (where not rejected and row_no in (select i.row_no from import_issue i where i.severity = 'warning'))::int as warned
from import_row;
