-- Lists the columns that rejected rows have in the file (features may each have others).
-- Parameters: none.
-- Returns: name.
select distinct k.name
from import_row r, jsonb_object_keys(r.original) as k(name)
where r.rejected
order by k.name;
