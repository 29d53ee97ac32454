-- Where points stand, as facts/describe-place tells it of one site: the areas that hold or touch each, and whether the circle that
-- rules decide by leaves the data or the city.
--
-- $1 longitudes, $2 latitudes of one length (degrees, EPSG:4326)   $3 radius in metres that rules decide by   $4 date
-- $5 code of the plan's city   $6 area in which the points must lie, or null
-- Rows: points inside $6 by index (from 0); areas: ids of those that hold the point, ascending, and touched: of those whose border it
-- stands on; extent (unknown | outside | leaves | inside) and leaves_city (null: no polygon of the city is known).
-- Distances by distance_m; a point closer than 0.1 mm to a border is on it. Polygons are the outer loops, so that PostGIS prepares each once.
-- Indexes: area_geom_idx, area_level_code_idx, data_extent_edge_idx.
with given as materialized (
  select place::int - 1 as index, st_setsrid(st_makepoint(lon, lat), 4326) as geom
  from unnest($1::float8[], $2::float8[]) with ordinality as point (lon, lat, place)
),
point as materialized (
  select g.index, g.geom, g.geom::geography as geog from given g where $6::bigint is null
  union all
  select g.index, g.geom, g.geom::geography
  from area a
  cross join lateral (select index, geom from given where geom && a.geom offset 0) g
  where a.area_id = $6::bigint and st_containsproperly(a.geom, st_expand(g.geom, 1e-9))
),
touching as materialized (
  select p.index, p.geom, p.geog, a.area_id, a.level, st_containsproperly(a.geom, st_expand(p.geom, 1e-9)) as inside
  from area a
  cross join lateral (select index, geom, geog from point where geom && st_expand(a.geom, 1e-9) offset 0) p
  where a.valid @> $4::date and st_intersects(a.geom, st_expand(p.geom, 1e-9))
),
plan_city as materialized (
  select a.area_id from area a where a.level = 'city' and a.code = $5::text and a.valid @> $4::date
),
city_of as materialized (
  select p.index, p.geom, p.geog, c.area_id from point p cross join plan_city c
  union all
  select index, geom, geog, area_id
  from (select t.index, t.geom, t.geog, t.area_id, t.inside, count(*) over (partition by t.index) as cities
        from touching t where t.level = 'city') own
  where own.inside and own.cities = 1 and not exists (select 1 from plan_city)
),
city as materialized (
  select a.area_id, a.geom, st_boundary(a.geom)::geography as border from area a where a.area_id in (select area_id from city_of)
),
-- What is known of the points, one row a thing, gathered by one sort: joins on an index without statistics grow with the square.
known as (
  select p.index, null::bigint as inside_id, null::bigint as touched_id, null::boolean as is_covered, null::boolean as is_near_edge, null::boolean as leaves
  from point p
  union all
  select t.index, case when t.inside then t.area_id end, case when not t.inside then t.area_id end, null, null, null
  from touching t
  union all
  select p.index, null, null, true, null, null
  from data_extent e
  cross join lateral (select index, geom from point offset 0) p
  where st_intersects(e.geom, p.geom)
  union all
  select p.index, null, null, null, true, null
  from point p
  join data_extent_edge e on st_dwithin(e.geog, p.geog, $3::float8 + 0.001)
  where distance_m(e.geog, p.geog) <= $3::float8
  union all
  -- Of most points a box around the circle tells at once that they do not leave the city.
  select p.index, null, null, null, null,
         case when not st_intersects(c.geom, p.geom) then true
              when st_covers(c.geom, st_expand(p.geom, $3::float8 / (110000 * greatest(cos(radians(st_y(p.geom))), 0.01)), $3::float8 / 110000)) then false
              else st_dwithin(c.border, p.geog, $3::float8 + 0.001) and distance_m(c.border, p.geog) <= $3::float8 end
  from city c
  cross join lateral (select o.index, o.geom, o.geog from city_of o where o.area_id = c.area_id offset 0) p
)
select k.index,
       coalesce(array_agg(k.inside_id order by k.inside_id) filter (where k.inside_id is not null), '{}') as areas,
       coalesce(array_agg(k.touched_id order by k.touched_id) filter (where k.touched_id is not null), '{}') as touched,
       case when not exists (select 1 from data_extent) then 'unknown'
            when bool_or(k.is_covered) is null then 'outside'
            when bool_or(k.is_near_edge) then 'leaves'
            else 'inside' end as extent,
       bool_or(k.leaves) as leaves_city
from known k
group by k.index
order by k.index
