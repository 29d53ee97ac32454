-- Removes designations of updated institutions that the file no longer states in this form.
-- Parameters: none.
-- Returns: nothing.
delete from designation d
using import_row r
where r.action = 'update' and not r.rejected and d.institution_id = r.entity_id
  and not (r.value -> 'services' ? d.service and d.status = r.value ->> 'designation_status'
           and d.valid_from is not distinct from (r.value ->> 'designated_from')::date
           and d.valid_to is not distinct from (r.value ->> 'designated_to')::date
           and d.counts_from is not distinct from (r.value ->> 'counts_from')::date
           and d.is_synthetic = (r.value ->> 'is_synthetic')::boolean);
