-- Finds street, county and city of population cells by their centre. Inside exactly one polygon of a level:
-- that area. On a border (within 1e-9 degrees, 0.1 mm) or in two polygons of a level: flagged 'border', never guessed.
-- The polygon is the outer loop, so that PostGIS prepares it once. Every row to be placed enters the grouping once without an area.
-- Parameters: $1 date on which areas must be valid, $2 surface_id (null: every surface).
-- SRID 4326.
-- Returns: nothing.
-- Index: population_cell_geom_idx (the cell holds its centre).
with touching as materialized (
  select c.surface_id, c.h3, a.level, a.area_id, c.inside
  from area a
  cross join lateral (
    select surface_id, h3, centre::geometry as centre, st_containsproperly(a.geom, st_expand(centre::geometry, 1e-9)) as inside
    from population_cell
    where geom && st_expand(a.geom, 1e-9) and ($2::bigint is null or surface_id = $2::bigint) offset 0
  ) c
  where a.level in ('city', 'county', 'street') and a.valid @> $1::date
    and (c.inside or st_intersects(a.geom, st_expand(c.centre, 1e-9)))
), by_level as (
  select surface_id, h3, level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id
  from touching group by surface_id, h3, level
  union all
  select surface_id, h3, 'somewhere', null, null from population_cell where $2::bigint is null or surface_id = $2::bigint
), wanted as materialized (
  select surface_id, h3,
         min(area_id) filter (where level = 'street' and decided) as street_id,
         min(area_id) filter (where level = 'county' and decided) as county_id,
         min(area_id) filter (where level = 'city' and decided) as city_id,
         case when count(decided) = 0 then 'outside' when bool_and(decided) then 'located' else 'border' end as location_status
  from by_level group by surface_id, h3
)
update population_cell c
set street_id = w.street_id, county_id = w.county_id, city_id = w.city_id, location_status = w.location_status
from wanted w
where w.surface_id = c.surface_id and w.h3 = c.h3
  and (c.street_id, c.county_id, c.city_id, c.location_status)
      is distinct from (w.street_id, w.county_id, w.city_id, w.location_status);
