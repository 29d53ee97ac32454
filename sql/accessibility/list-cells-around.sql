-- The populated cells of a surface in the box of an area widened on every side: residents beyond a border share what stands within.
--
-- $1 surface id   $2 id of the area   $3 metres by which its box is widened
-- One row of JSON arrays of one length, in the order of cell_ids: lon, lat of the centre in degrees (EPSG:4326); residents. The
-- box of degrees is at least that wide (110,500 m to a degree of latitude is less than anywhere on the ellipsoid): it leaves out
-- nobody nearer than $3 to the area and measures nothing.
-- Index: population_cell_geom_idx.
with framed as materialized (
  select st_expand(st_envelope(a.geom),
                   $3::float8 / (110500 * cos(radians(least(89, greatest(abs(st_ymin(a.geom)), abs(st_ymax(a.geom))) + $3::float8 / 110500)))),
                   $3::float8 / 110500) as box
  from area a where a.area_id = $2::bigint
),
around as (
  select c.cell_id, c.centre::geometry as centre, c.population
  from population_cell c
  where c.surface_id = $1::bigint and c.population > 0 and c.geom && (select box from framed)
)
select coalesce(json_agg(cell_id order by cell_id), '[]') as cell_ids,
       coalesce(json_agg(st_x(centre) order by cell_id), '[]') as lon,
       coalesce(json_agg(st_y(centre) order by cell_id), '[]') as lat,
       coalesce(json_agg(population order by cell_id), '[]') as population
from around
