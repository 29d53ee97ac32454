-- Splits the outline of the extent into pieces of at most 50 vertices, so that the distance to the edge is an index scan. Its edges
-- are straight in degrees; as geography they would run along great circles, up to 120 m off for an edge of 1° at 40° N. Vertices
-- every 0.01° keep them where they are to about a centimetre.
-- Parameters: none.
-- SRID 4326.
-- Returns: nothing.
insert into data_extent_edge (geog)
select piece.geom::geography
from data_extent e,
     st_dump(st_boundary(e.geom)) line,
     st_subdivide(st_segmentize(line.geom, 0.01), 50) as piece(geom)
where st_dimension(piece.geom) = 1;
