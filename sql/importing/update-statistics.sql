-- Writes the staged statistics that differ from the stored ones.
-- Parameters: none.
-- Returns: nothing.
update area_statistic t
set value = (r.value ->> 'value')::float8, document = r.value ->> 'document', is_modelled = (r.value ->> 'is_modelled')::boolean,
    is_synthetic = (r.value ->> 'is_synthetic')::boolean, content_hash = r.hash, updated_at = now()
from import_row r
where r.action = 'update' and not r.rejected and t.statistic_id = r.entity_id;
