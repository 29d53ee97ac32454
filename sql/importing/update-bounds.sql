-- Writes the staged bounds that differ from the stored ones.
-- Parameters: none.
-- Returns: nothing.
update pharmacy_bound b
set lower_bound = (r.value ->> 'lower_bound')::float8, upper_bound = (r.value ->> 'upper_bound')::float8,
    document = r.value ->> 'document', valid_from = (r.value ->> 'valid_from')::date, valid_to = (r.value ->> 'valid_to')::date,
    is_synthetic = (r.value ->> 'is_synthetic')::boolean, content_hash = r.hash, updated_at = now()
from import_row r
where r.action = 'update' and not r.rejected and b.bound_id = r.entity_id;
