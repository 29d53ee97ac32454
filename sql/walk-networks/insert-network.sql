-- Stores the head of a walking network, not active.
-- Parameters: $1 facts of the network as a JSON object named like the columns; $2 GeoJSON polygon that holds its streets (SRID 4326,
-- longitude first), which is widened by about 20 m.
-- Returns: the number of the network.
insert into walk_network (code, area, title_zh, title_en, source, source_date, document, profile, profile_hash, is_synthetic, file_name, sha256,
                          nodes, edges, length_m, components, largest_share, report, graph_format, graph_bytes, geom)
select n.code, n.area, n.title_zh, n.title_en, n.source, n.source_date, n.document, n.profile, n.profile_hash, n.is_synthetic, n.file_name,
       n.sha256, n.nodes, n.edges, n.length_m, n.components, n.largest_share, n.report, n.graph_format, n.graph_bytes,
       st_multi(st_buffer(st_geomfromgeojson($2::text), 0.0002))
from jsonb_to_record($1::jsonb) as n (code text, area text, title_zh text, title_en text, source text, source_date date, document text,
                                      profile text, profile_hash text, is_synthetic boolean, file_name text, sha256 text, nodes int, edges int,
                                      length_m double precision, components int, largest_share double precision, report jsonb,
                                      graph_format int, graph_bytes bigint)
returning network_id;
