-- Judges the new institutions of a file without any column of a position: they have none, and no stored one to keep.
-- Parameters: $1 true when rows without position are loaded unlocated.
-- Returns: nothing.
insert into import_issue (row_no, severity, code, field)
select row_no, case when $1::boolean then 'warning' else 'rejected' end,
       case when $1::boolean then 'coordinates-empty' else 'missing-coordinates' end, 'lon'
from import_row
where action = 'insert' and not rejected;
