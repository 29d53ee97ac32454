-- Writes new cells with their outlines.
-- Parameters: $1 surface_id, $2 JSON array of {h3 (decimal text), lon, lat (centre), geometry (GeoJSON MultiPolygon)}.
-- SRID 4326.
-- Returns: nothing.
insert into population_cell (surface_id, h3, population, centre, geom)
select $1::bigint, f.h3, f.population, st_setsrid(st_makepoint(c.lon, c.lat), 4326)::geography, st_geomfromgeojson(c.geometry)
from jsonb_to_recordset($2::jsonb) as c(h3 text, lon double precision, lat double precision, geometry jsonb)
join import_cell f on f.h3 = c.h3::bigint;
