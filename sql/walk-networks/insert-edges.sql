-- Stores one chunk of the edges of a walking network.
-- Parameters: $1 network; arrays of one length: $2 edge numbers, $3 and $4 nodes at their ends, $5 metres on the ellipsoid,
-- $6 components, $7 classes of street, $8 names, $9 ids in the source, $10 bridges, $11 tunnels, $12 layers, $13 lines as
-- hexadecimal EWKB (MultiLineString, SRID 4326, longitude first).
-- Returns: nothing.
insert into walk_edge (network_id, edge_id, source, target, length_m, component, highway, name, way_id, is_bridge, is_tunnel, layer, geom)
select $1::bigint, e.edge_id, e.source, e.target, e.length_m, e.component, e.highway, e.name, e.way_id, e.is_bridge, e.is_tunnel, e.layer,
       e.line::geometry
from unnest($2::int[], $3::int[], $4::int[], $5::double precision[], $6::int[], $7::text[], $8::text[], $9::text[], $10::boolean[],
            $11::boolean[], $12::int[], $13::text[])
  as e (edge_id, source, target, length_m, component, highway, name, way_id, is_bridge, is_tunnel, layer, line);
