-- Sets the parent institution that written rows name by code (or clears it).
-- Parameters: none.
-- Returns: nothing.
-- Index: institution_code_key.
update institution i
set parent_id = p.institution_id
from import_row r left join institution p on p.code = r.value ->> 'parent_code'
where r.action in ('insert', 'update') and not r.rejected and i.institution_id = r.entity_id
  and i.parent_id is distinct from p.institution_id;
