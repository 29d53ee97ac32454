-- Stages what is wrong or suspicious with rows, found while they were read.
-- Parameters: $1 JSON array of {row_no, severity, code, field, value, detail, allowed}.
-- Returns: nothing.
insert into import_issue (row_no, severity, code, field, value, detail, allowed)
select i.row_no, i.severity, i.code, i.field, i.value, i.detail, i.allowed
from jsonb_to_recordset($1::jsonb)
       as i(row_no int, severity text, code text, field text, value text, detail text, allowed text);
