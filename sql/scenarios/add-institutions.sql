-- Enters the institutions that a scenario adds. Run only in a transaction that is rolled back.
--
-- $1 JSON array of {id, source_id, name, kind, category, type_scheme, type_no, lon, lat, crs, accuracy_m, verified}; lon and lat in
-- degrees, EPSG:4326. The ids are given, so that no sequence moves; their areas are found by locate-institutions.
-- Row: institution_id.
insert into institution (institution_id, source, source_id, name, kind, category, type_scheme, type_no, geom, source_crs, accuracy_m, verified, content_hash)
overriding system value
select a.id, 'scenario', a.source_id, a.name, a.kind, a.category, a.type_scheme, a.type_no, st_setsrid(st_makepoint(a.lon, a.lat), 4326), a.crs, a.accuracy_m,
       a.verified, 'scenario'
from jsonb_to_recordset($1::jsonb) as a (id bigint, source_id text, name text, kind text, category text, type_scheme text, type_no int, lon float8,
  lat float8, crs text, accuracy_m float8, verified boolean)
returning institution_id
