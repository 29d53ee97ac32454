-- Splits the outline of the extent into pieces of at most 50 vertices, so that the distance to the edge is an index scan.
-- Parameters: none.
-- SRID 4326.
-- Returns: nothing.
insert into data_extent_edge (geog)
select piece.geom::geography
from data_extent e,
     st_dump(st_boundary(e.geom)) line,
     st_subdivide(line.geom, 50) as piece(geom)
where st_dimension(piece.geom) = 1;
