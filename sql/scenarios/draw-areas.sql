-- Polygons of areas for a comparison, simplified for drawing (about 50 m).
--
-- $1 codes   $2 level: county | street   $3 date on which they must be valid
-- Row: code, name, name_en, GeoJSON text (EPSG:4326). Index: area_level_code_idx.
select a.code, a.name, a.name_en, st_asgeojson(st_multi(st_forcepolygonccw(st_simplifypreservetopology(a.geom, 0.0005))), 6) as geometry
from area a
where a.code = any ($1::text[]) and a.level = $2::text and a.valid @> $3::date
order by a.code
limit 20000
