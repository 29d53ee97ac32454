-- Stores one chunk of the components of a walking network.
-- Parameters: $1 network; arrays of one length: $2 component numbers, $3 nodes, $4 edges, $5 metres on the ellipsoid.
-- Returns: nothing.
insert into walk_component (network_id, component, nodes, edges, length_m)
select $1::bigint, c.component, c.nodes, c.edges, c.length_m
from unnest($2::int[], $3::int[], $4::int[], $5::double precision[]) as c (component, nodes, edges, length_m);
