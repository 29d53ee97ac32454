-- Writes the staged areas that differ from the stored ones. Runs before the inserts: an ended validity makes room for a new one.
-- Parameters: none.
-- Returns: nothing.
update area a
set name = r.value ->> 'name', name_en = r.value ->> 'name_en', geom = r.geom, parent_id = null,
    source = r.value ->> 'source', source_crs = r.value ->> 'source_crs', valid_to = (r.value ->> 'valid_to')::date,
    is_synthetic = (r.value ->> 'is_synthetic')::boolean, content_hash = r.hash, updated_at = now()
from import_row r
where r.action = 'update' and not r.rejected and a.area_id = r.entity_id;
