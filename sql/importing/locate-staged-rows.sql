-- Finds street, county and city of the staged positions that are about to be written, into refs: written with the row, they cost
-- no second update. Inside exactly one polygon of a level:
-- that area. On a border (within 1e-9 degrees, 0.1 mm) or in two polygons of a level: flagged 'border', never guessed.
-- The polygon is the outer loop, so that PostGIS prepares it once. Every row to be placed enters the grouping once without an area.
-- Parameters: $1 date on which areas must be valid.
-- SRID 4326.
-- Returns: nothing.
-- Index: import_row_geom_idx.
with touching as materialized (
  select i.row_no, a.level, a.area_id, i.inside
  from area a
  cross join lateral (
    select row_no, geom, st_containsproperly(a.geom, st_expand(geom, 1e-9)) as inside from import_row
    where geom && st_expand(a.geom, 1e-9) and action in ('insert', 'update') and not rejected offset 0
  ) i
  where a.level in ('city', 'county', 'street') and a.valid @> $1::date
    and (i.inside or st_intersects(a.geom, st_expand(i.geom, 1e-9)))
), by_level as (
  select row_no, level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id
  from touching group by row_no, level
  union all
  select row_no, case when geom is null then 'nowhere' else 'somewhere' end, null, null from import_row
  where action in ('insert', 'update') and not rejected
), wanted as materialized (
  select row_no,
         min(area_id) filter (where level = 'street' and decided) as street_id,
         min(area_id) filter (where level = 'county' and decided) as county_id,
         min(area_id) filter (where level = 'city' and decided) as city_id,
         case when bool_or(level = 'nowhere') then 'unlocated' when count(decided) = 0 then 'outside'
              when bool_and(decided) then 'located' else 'border' end as location_status
  from by_level group by row_no
)
update import_row r
set refs = r.refs || jsonb_build_object('street_id', w.street_id, 'county_id', w.county_id, 'city_id', w.city_id,
                                        'location_status', w.location_status)
from wanted w
where w.row_no = r.row_no;
