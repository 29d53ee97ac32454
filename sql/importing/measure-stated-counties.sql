-- Compares positions with the counties that the rows state: as declared, and with the same numbers read in the three datums that
-- are mistaken for each other. gained: outside as declared but inside in that reading; lost: the other way round.
-- Parameters: none.
-- SRID 4326.
-- Returns: compared, inside, and for crs84, gcj02, bd09: _inside, _gained, _lost (rows).
with stated as materialized (
  select geom, readings, (refs ->> 'stated_county')::bigint as area_id
  from import_row
  where not rejected and action in ('insert', 'update', 'unchanged') and geom is not null and readings is not null and refs ? 'stated_county'
  order by 3
), judged as materialized (
  select st_intersects(a.geom, s.geom) as declared,
         coalesce(st_intersects(a.geom, st_setsrid(st_makepoint((s.readings -> 'CRS84' ->> 0)::float8, (s.readings -> 'CRS84' ->> 1)::float8), 4326)), false) as crs84,
         coalesce(st_intersects(a.geom, st_setsrid(st_makepoint((s.readings -> 'GCJ02' ->> 0)::float8, (s.readings -> 'GCJ02' ->> 1)::float8), 4326)), false) as gcj02,
         coalesce(st_intersects(a.geom, st_setsrid(st_makepoint((s.readings -> 'BD09' ->> 0)::float8, (s.readings -> 'BD09' ->> 1)::float8), 4326)), false) as bd09
  from stated s join area a on a.area_id = s.area_id
)
select count(*)::int as compared, count(*) filter (where declared)::int as inside,
       count(*) filter (where crs84)::int as crs84_inside, count(*) filter (where crs84 and not declared)::int as crs84_gained,
       count(*) filter (where declared and not crs84)::int as crs84_lost,
       count(*) filter (where gcj02)::int as gcj02_inside, count(*) filter (where gcj02 and not declared)::int as gcj02_gained,
       count(*) filter (where declared and not gcj02)::int as gcj02_lost,
       count(*) filter (where bd09)::int as bd09_inside, count(*) filter (where bd09 and not declared)::int as bd09_gained,
       count(*) filter (where declared and not bd09)::int as bd09_lost
from judged;
