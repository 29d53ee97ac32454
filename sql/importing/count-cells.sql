-- Counts the cells of the file by what became of them, and the residents in them.
-- Parameters: none.
-- Returns: inserted, updated, unchanged, population.
select count(*) filter (where action = 'insert')::int as inserted, count(*) filter (where action = 'update')::int as updated,
       count(*) filter (where action = 'unchanged')::int as unchanged, coalesce(sum(population), 0)::float8 as population
from import_cell;
