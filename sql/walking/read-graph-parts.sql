-- Some parts of a packed walking network, in order.
--
-- $1 bigint: network_id. $2 int: first part. $3 int: how many parts at most (each at most one megabyte).
-- Columns: part, content (bytes).
-- Uses the primary key of walk_graph_part.
select part, content
from walk_graph_part
where network_id = $1::bigint and part >= $2::int
order by part
limit $3::int
