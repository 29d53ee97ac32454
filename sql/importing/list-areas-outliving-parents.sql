-- Lists the areas that are valid, today or later, on days on which their parent is not.
-- Parameters: $1 today.
-- Returns: code, name, parent (code and name), parent_valid (period as text).
select c.code, c.name, p.code || ' ' || p.name as parent, p.valid::text as parent_valid
from area c join area p on p.area_id = c.parent_id
where not isempty(c.valid * daterange($1::date, null)) and not c.valid * daterange($1::date, null) <@ p.valid
order by c.code, c.area_id
limit 1000;
