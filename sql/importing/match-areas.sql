-- Finds for each staged area the stored one with the same level, code and first day, and decides what is to do.
-- Parameters: none.
-- Returns: nothing.
-- Index: area_level_code_idx.
update import_row r
set entity_id = m.area_id,
    action = case when m.area_id is null then 'insert' when m.content_hash = r.hash then 'unchanged' else 'update' end
from (
  select s.row_no, a.area_id, a.content_hash
  from import_row s
  left join area a on a.level = s.value ->> 'level' and a.code = s.value ->> 'code'
   and a.valid_from is not distinct from (s.value ->> 'valid_from')::date
  where not s.rejected and s.action is null
) m
where m.row_no = r.row_no;
