-- Serialises those who write to the same release pools, until the transaction ends.
--
-- $1 plan   $2 kinds of the pools   $3 their areas (arrays of one length)
-- Rows: one, with the number of locks taken. Versions of an area (one level and code) are one pool.
-- Locks are taken in the order of their keys, so that two writers never wait for each other in a circle.
select count(pg_advisory_xact_lock(wanted.key))::int as locks
from (
  select distinct hashtextextended(concat_ws(chr(31), 'release-pool', $1::text, pool.kind, a.level, a.code), 0) as key
  from unnest($2::text[], $3::bigint[]) as pool (kind, area_id)
  join area a using (area_id)
  order by 1
) wanted
