-- Street, county and city of every institution by the polygons valid on a date, where those stored are of another date.
-- Inside exactly one polygon of a level: that area. On a border (within 1e-9 degrees, 0.1 mm) or in two polygons of a level:
-- 'border', never guessed. The polygon is the outer loop, so that PostGIS prepares it once.
--
-- $1 date on which the areas must be valid   SRID 4326
-- Row: arrays of one length, an entry for every institution with a position; area ids are null where none is decided;
-- statuses: located | border | outside.
-- Index: institution_geom_idx.
with touching as materialized (
  select i.institution_id, a.level, a.area_id, st_containsproperly(a.geom, st_expand(i.geom, 1e-9)) as inside
  from area a
  cross join lateral (
    select institution_id, geom from institution where geom && st_expand(a.geom, 1e-9) offset 0
  ) i
  where a.level in ('city', 'county', 'street') and a.valid @> $1::date and st_intersects(a.geom, st_expand(i.geom, 1e-9))
), by_level as (
  select institution_id, level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id
  from touching group by institution_id, level
  union all
  select institution_id, 'anywhere', null, null from institution where geom is not null
), located as (
  select institution_id,
         min(area_id) filter (where level = 'street' and decided) as street_id,
         min(area_id) filter (where level = 'county' and decided) as county_id,
         min(area_id) filter (where level = 'city' and decided) as city_id,
         case when count(decided) = 0 then 'outside' when bool_and(decided) then 'located' else 'border' end as location_status
  from by_level group by institution_id
)
select coalesce(array_agg(institution_id), '{}') as institution_ids, coalesce(array_agg(street_id), '{}') as street_ids,
       coalesce(array_agg(county_id), '{}') as county_ids, coalesce(array_agg(city_id), '{}') as city_ids,
       coalesce(array_agg(location_status), '{}') as statuses
from located
