-- Pairs of sites near to each other among the applications of a batch.
--
-- $1 application ids   $2 groups within which pairs are looked for (same length): same type, or all of one kind; null: with anybody
-- $3 accuracies of the sites in metres (same length)   $4 limit in metres   $5 most rows
-- Rows: each pair once, nearest first; distance_m in metres on the ellipsoid to the millimetre; verdict within | uncertain
-- (inside the accuracy of both points); pairs beyond are left out.
-- SRID 4326. Index: application_geog_idx.
with member as materialized (
  select m.application_id, m.grp, m.accuracy_m, a.geog
  from unnest($1::uuid[], $2::text[], $3::float8[]) as m (application_id, grp, accuracy_m)
  join application a using (application_id)
  where a.geog is not null
), reach as materialized (
  select $4::float8 + 2 * coalesce(max(accuracy_m), 0) + 0.001 as search_m from member
)
select x.application_id as a, y.application_id as b, d.distance_m,
       distance_verdict(d.distance_m, $4::float8, x.accuracy_m + y.accuracy_m) as verdict
from member x
join application near on st_dwithin(x.geog, near.geog, (select search_m from reach)) and near.application_id > x.application_id
join member y on y.application_id = near.application_id and (y.grp = x.grp or y.grp is null or x.grp is null)
cross join lateral (select distance_m(x.geog, near.geog) as distance_m offset 0) d
where distance_verdict(d.distance_m, $4::float8, x.accuracy_m + y.accuracy_m) <> 'beyond'
order by d.distance_m, x.application_id, y.application_id
limit $5::int
