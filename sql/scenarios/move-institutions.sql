-- Puts institutions at the places that a scenario gives them. Run only in a transaction that is rolled back.
--
-- $1 ids, $2 longitudes, $3 latitudes (degrees, EPSG:4326), $4 CRS given, $5 accuracies in metres, $6 whether verified: arrays of one
-- length. Their areas are found by locate-institutions.
-- Row: institution_id.
update institution i
set geom = st_setsrid(st_makepoint(m.lon, m.lat), 4326), source_crs = m.crs, accuracy_m = m.accuracy_m, verified = m.verified, stated_county = null
from unnest($1::bigint[], $2::float8[], $3::float8[], $4::text[], $5::float8[], $6::boolean[]) as m (institution_id, lon, lat, crs, accuracy_m, verified)
where i.institution_id = m.institution_id
returning i.institution_id
