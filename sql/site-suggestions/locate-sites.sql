-- Street, county and city of some points by the polygons valid on a date, and whether each lies in one area.
-- Inside exactly one polygon of a level: that area. On a border (within 1e-9 degrees, 0.1 mm) or in two polygons of a level: none, never
-- guessed. The polygon is the outer loop, so that PostGIS prepares it once.
--
-- $1 longitudes, $2 latitudes of one length (degrees, EPSG:4326)   $3 date on which the areas must be valid
-- $4 id of the area asked about (any level), or null
-- Row: arrays of one length, an entry for each point in the order given; area ids are null where none is decided;
-- inside: the point lies properly inside $4; true where $4 is null.
-- Index: area_geom_idx.
with point as materialized (
  select place::int as place, st_setsrid(st_makepoint(lon, lat), 4326) as geom
  from unnest($1::float8[], $2::float8[]) with ordinality as given (lon, lat, place)
),
touching as materialized (
  select p.place, a.level, a.area_id, st_containsproperly(a.geom, st_expand(p.geom, 1e-9)) as inside
  from area a
  cross join lateral (select place, geom from point where geom && st_expand(a.geom, 1e-9) offset 0) p
  where a.level in ('city', 'county', 'street') and a.valid @> $3::date and st_intersects(a.geom, st_expand(p.geom, 1e-9))
),
by_level as (
  select place, level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id
  from touching group by place, level
),
asked as materialized (
  select p.place
  from area a
  cross join lateral (select place, geom from point where geom && a.geom offset 0) p
  where a.area_id = $4::bigint and st_containsproperly(a.geom, st_expand(p.geom, 1e-9))
),
located as (
  select p.place, $4::bigint is null or p.place in (select place from asked) as inside,
         (select l.area_id from by_level l where l.place = p.place and l.level = 'street' and l.decided) as street_id,
         (select l.area_id from by_level l where l.place = p.place and l.level = 'county' and l.decided) as county_id,
         (select l.area_id from by_level l where l.place = p.place and l.level = 'city' and l.decided) as city_id
  from point p
)
select coalesce(array_agg(street_id order by place), '{}') as street_ids, coalesce(array_agg(county_id order by place), '{}') as county_ids,
       coalesce(array_agg(city_id order by place), '{}') as city_ids, coalesce(array_agg(inside order by place), '{}') as inside
from located
