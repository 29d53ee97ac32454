-- Lists the issues of one severity in the order of the file.
-- Parameters: $1 severity, $2 most rows returned.
-- Returns: row_no, code, field, value, detail, allowed.
select row_no, code, field, value, detail, allowed
from import_issue
where severity = $1::text
order by row_no, field, code
limit $2::int;
