-- The outlines of some population cells.
--
-- $1 cell ids
-- Rows: cell_id; geom as GeoJSON text (EPSG:4326, 7 decimals). Index: population_cell_cell_id_key.
select c.cell_id, st_asgeojson(c.geom, 7) as geom
from population_cell c
where c.cell_id = any ($1::bigint[])
