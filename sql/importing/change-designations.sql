-- Writes status, last day and counting day of stored designations that begin on the day the file states and differ otherwise.
-- Parameters: none.
-- Returns: nothing.
-- Index: designation_institution_idx.
update designation d
set status = w.status, valid_to = w.valid_to, counts_from = w.counts_from, is_synthetic = (r.value ->> 'is_synthetic')::boolean,
    updated_at = now()
from import_row r,
     jsonb_to_recordset(r.refs -> 'designations') as w(service text, status text, valid_from date, valid_to date, counts_from date)
where r.action = 'update' and not r.rejected and d.institution_id = r.entity_id and d.service = w.service
  and d.valid_from is not distinct from w.valid_from
  and (d.status, d.valid_to, d.counts_from, d.is_synthetic)
      is distinct from (w.status, w.valid_to, w.counts_from, (r.value ->> 'is_synthetic')::boolean);
