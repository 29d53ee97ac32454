-- Stores one chunk of the nodes of a walking network.
-- Parameters: $1 network; $2 node numbers; $3 components; $4 longitudes and $5 latitudes in degrees (arrays of one length).
-- SRID 4326. Returns: nothing.
insert into walk_node (network_id, node_id, component, geom)
select $1::bigint, n.node_id, n.component, st_setsrid(st_makepoint(n.lon, n.lat), 4326)
from unnest($2::int[], $3::int[], $4::double precision[], $5::double precision[]) as n (node_id, component, lon, lat);
