-- Removes the cells of a surface that the file no longer holds: a surface is replaced as a whole.
-- Parameters: $1 surface_id.
-- Returns: removed.
with gone as (
  delete from population_cell c
  where c.surface_id = $1::bigint and not exists (select from import_cell f where f.h3 = c.h3)
  returning 1
)
select count(*)::int as removed from gone;
