-- The circle around a site, to draw: verdicts come from distances.
-- $1 longitude, $2 latitude (degrees, EPSG:4326)   $3 radius in metres
-- circle: GeoJSON text, 128 vertices projected on the ellipsoid, split at the antimeridian. Index: none.
select st_asgeojson(case when st_xmax(ring.geom) - st_xmin(ring.geom) > 180
                         then st_wrapx(st_shiftlongitude(ring.geom), 180, -360) else ring.geom end, 7) as circle
from (select st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog) site
cross join lateral (
  select st_makepolygon(st_makeline(array_agg(st_project(site.geog, $3::float8, radians(-step * 360.0 / 128))::geometry order by step))) as geom
  from generate_series(0, 128) as step
) ring
