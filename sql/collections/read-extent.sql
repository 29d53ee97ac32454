-- Box that holds every geometry of a table, from the head of its GiST index: no scan, and true without ANALYZE.
-- It may be larger than the data after deletions.
-- Parameters: $1 name of the table in the current schema. SRID 4326, degrees.
-- Columns: west, south, east, north; one row, all empty for a table without geometry.
-- Index: the GiST index on $1.geom.
select st_xmin(box) as west, st_ymin(box) as south, st_xmax(box) as east, st_ymax(box) as north
from (select st_estimatedextent(current_schema()::text, $1::text, 'geom') as box) extent
