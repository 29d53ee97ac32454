-- Writes the residents of stored cells that the file changes and decides for every cell of the file what is to do.
-- Parameters: $1 surface_id.
-- Returns: nothing.
-- Index: population_cell_pkey.
with known as (
  select f.h3, c.population is distinct from f.population as differs
  from import_cell f join population_cell c on c.surface_id = $1::bigint and c.h3 = f.h3
), written as (
  update population_cell c set population = f.population
  from import_cell f join known k on k.h3 = f.h3 and k.differs
  where c.surface_id = $1::bigint and c.h3 = f.h3
)
update import_cell f set action = case when k.differs then 'update' else 'unchanged' end
from known k
where k.h3 = f.h3;
