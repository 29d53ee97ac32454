-- Straight distances of given pairs of positions, those within a limit. The caller has found the candidate pairs.
-- Parameters: $1 longitudes and $2 latitudes of the points (EPSG:4326 degrees); $3 and $4 the two points of each pair, as
-- places in $1 and $2 counted from 1; $5 limit in metres, itself within.
-- Columns: distances_m, one entry a pair in their order, joined by commas: metres on the ellipsoid rounded to the millimetre,
-- empty = beyond the limit. One text instead of one row a pair: the row transport would cost more than the measuring.
-- Index: none; the work is bounded by the number of pairs given.
with point as materialized (select $1::float8[] as lon, $2::float8[] as lat)
select string_agg(case when m.distance_m <= $5::float8 then m.distance_m::text else '' end, ',' order by pair.place) as distances_m
from unnest($3::int[], $4::int[]) with ordinality as pair (a, b, place)
cross join point
cross join lateral (
  select distance_m(st_makepoint(point.lon[pair.a], point.lat[pair.a])::geography,
                    st_makepoint(point.lon[pair.b], point.lat[pair.b])::geography) as distance_m
  offset 0 -- measured once, not once for each use
) m
