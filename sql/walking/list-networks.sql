-- The versions of the walking network that an answer may use: the active ones, and the one asked for by name.
--
-- $1 text: code of a version, or null.
-- Columns: network_id, code, area, source, source_date (YYYY-MM-DD), is_synthetic, is_active, graph_format, graph_bytes, graph_key.
-- graph_key: differs for every import, also where a restored database gives an id a second time.
-- Sorted by network_id. Uses walk_network_active_idx and the unique code; there are few rows.
select network_id, code, area, source, source_date::text as source_date, is_synthetic, is_active, graph_format, graph_bytes,
       network_id || ' ' || sha256 || ' ' || extract(epoch from imported_at) as graph_key
from walk_network
where is_active or code = $1::text
order by network_id
