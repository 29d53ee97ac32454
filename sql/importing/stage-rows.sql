-- Stages one chunk of understood rows.
-- Parameters: $1 JSON array of {row_no, key, hash, value, geometry (GeoJSON, WGS 84 lon/lat), readings, original, action, rejected}.
-- SRID 4326. Polygons become MultiPolygons.
-- Returns: nothing.
insert into import_row (row_no, key, hash, value, geom, readings, original, action, rejected)
select r.row_no, r.key, r.hash, r.value,
       case when r.geometry ->> 'type' = 'Polygon' then st_multi(st_geomfromgeojson(r.geometry))
            when r.geometry is not null then st_geomfromgeojson(r.geometry) end,
       r.readings, r.original, r.action, r.rejected
from jsonb_to_recordset($1::jsonb) as r(row_no int, key text, hash text, value jsonb, geometry jsonb, readings jsonb,
                                        original jsonb, action text, rejected boolean);
