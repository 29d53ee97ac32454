-- Finds street, county and city of every institution again, after areas have changed. Inside exactly one polygon of a level:
-- that area. On a border (within 1e-9 degrees, 0.1 mm) or in two polygons of a level: flagged 'border', never guessed.
-- The polygon is the outer loop, so that PostGIS prepares it once. Every row to be placed enters the grouping once without an area.
-- Parameters: $1 date on which areas must be valid.
-- SRID 4326.
-- Returns: nothing.
-- Index: institution_geom_idx.
with touching as materialized (
  select i.institution_id, a.level, a.area_id, i.inside
  from area a
  cross join lateral (
    select institution_id, geom, st_containsproperly(a.geom, st_expand(geom, 1e-9)) as inside
    from institution where geom && st_expand(a.geom, 1e-9) offset 0
  ) i
  where a.level in ('city', 'county', 'street') and a.valid @> $1::date
    and (i.inside or st_intersects(a.geom, st_expand(i.geom, 1e-9)))
), by_level as (
  select institution_id, level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id
  from touching group by institution_id, level
  union all
  select institution_id, case when geom is null then 'nowhere' else 'somewhere' end, null, null from institution
), wanted as materialized (
  select institution_id,
         min(area_id) filter (where level = 'street' and decided) as street_id,
         min(area_id) filter (where level = 'county' and decided) as county_id,
         min(area_id) filter (where level = 'city' and decided) as city_id,
         case when bool_or(level = 'nowhere') then 'unlocated' when count(decided) = 0 then 'outside'
              when bool_and(decided) then 'located' else 'border' end as location_status
  from by_level group by institution_id
)
update institution i
set street_id = w.street_id, county_id = w.county_id, city_id = w.city_id, location_status = w.location_status
from wanted w
where w.institution_id = i.institution_id
  and (i.street_id, i.county_id, i.city_id, i.location_status)
      is distinct from (w.street_id, w.county_id, w.city_id, w.location_status);
