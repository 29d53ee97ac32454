-- Straight distances of given pairs of positions, in the one measure that is compared with limits.
-- Parameters, one entry a pair: $1 longitudes and $2 latitudes of the one point, $3 and $4 of the other (EPSG:4326 degrees).
-- Columns: distances_m, one entry a pair in their order: metres on the ellipsoid, rounded to the millimetre.
-- Index: none; the work is bounded by the number of pairs given.
select array_agg(distance_m(st_makepoint(pair.lon_a, pair.lat_a)::geography, st_makepoint(pair.lon_b, pair.lat_b)::geography)
                 order by pair.place) as distances_m
from unnest($1::float8[], $2::float8[], $3::float8[], $4::float8[]) with ordinality as pair (lon_a, lat_a, lon_b, lat_b, place)
