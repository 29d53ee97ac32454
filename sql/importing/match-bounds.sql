-- Finds for each staged pair of bounds the stored one of the same area, pharmacy kind and version, and decides what is to do.
-- Parameters: none.
-- Returns: nothing.
-- Index: pharmacy_bound_area_id_pharmacy_kind_version_key.
update import_row r
set entity_id = m.bound_id, key = m.own_key,
    action = case when m.bound_id is null then 'insert' when m.content_hash = r.hash then 'unchanged' else 'update' end
from (
  select s.row_no, b.bound_id, b.content_hash,
         jsonb_build_array(s.refs -> 'area_code', s.value -> 'pharmacy_kind', s.value -> 'version')::text as own_key
  from import_row s
  left join pharmacy_bound b on b.area_id = (s.refs ->> 'area_code')::bigint and b.pharmacy_kind = s.value ->> 'pharmacy_kind'
   and b.version = s.value ->> 'version'
  where not s.rejected and s.action is null
) m
where m.row_no = r.row_no;
