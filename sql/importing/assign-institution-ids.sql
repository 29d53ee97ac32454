-- Gives the staged institutions that are new their ids, in the order of the file.
-- Parameters: none.
-- Returns: nothing.
update import_row r set entity_id = n.institution_id
from (
  select row_no, nextval(pg_get_serial_sequence('institution', 'institution_id')) as institution_id
  from (select row_no from import_row where action = 'insert' and not rejected order by row_no) ordered
) n
where n.row_no = r.row_no;
