-- Ends stored designations the day before the later period that the file states for the same service: history stays.
-- Parameters: none.
-- Returns: nothing.
-- Index: designation_institution_idx.
update designation d
set valid_to = w.valid_from - 1, updated_at = now()
from import_row r, jsonb_to_recordset(r.refs -> 'designations') as w(service text, valid_from date, valid_to date)
where r.action = 'update' and not r.rejected and d.institution_id = r.entity_id and d.service = w.service
  and d.valid && daterange(w.valid_from, w.valid_to, '[]') and (d.valid_from is null or d.valid_from < w.valid_from)
  and w.valid_from is not null;
