-- Removes grades of updated institutions that the file no longer states.
-- Parameters: none.
-- Returns: nothing.
delete from institution_grade g
using import_row r
where r.action = 'update' and not r.rejected and g.institution_id = r.entity_id
  and g.grade is distinct from r.value ->> g.scale;
