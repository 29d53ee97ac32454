-- One page of the pairs of designated institutions of the same type (or kind) within a limit of each other, everywhere.
--
-- $1 limit in metres   $2 date asked for   $3 only this type number, or null   $4 kind (instead of types), or null
-- $5 only those designated for this service, or null   $6, $7 the last pair of the page before (0, 0 at first)   $8 most rows
-- $9 type scheme that the type numbers are of
-- Rows: each pair once, in the order of driver_id, other_id (the cursor). a is the end with the smaller id.
-- distance_m: metres on the ellipsoid; band_m: sum of both accuracies; positions: EPSG:4326.
-- The driver is the end whose position is less exact, so that its reach is limit + 2 * its accuracy.
-- Indexes: institution_pkey in order (the scan stops when the page is full), institution_type_geog_idx, institution_kind_geog_idx.
with page as materialized (
  select a.institution_id as driver_id, near.other_id, near.distance_m, near.verdict
  from institution a
  cross join lateral (
    select n.other_id, n.distance_m, distance_verdict(n.distance_m, $1::float8, a.accuracy_m + n.accuracy_m) as verdict
    from (
      select b.institution_id as other_id, b.accuracy_m, distance_m(a.geog, b.geog) as distance_m
      from institution b
      where $4::text is null and b.type_no = a.type_no and b.type_scheme = $9::text
        and st_dwithin(b.geog, a.geog, $1::float8 + 2 * a.accuracy_m + 0.001)
        and (b.accuracy_m < a.accuracy_m or b.accuracy_m = a.accuracy_m and b.institution_id < a.institution_id)
        and b.valid @> $2::date
      union all
      select b.institution_id, b.accuracy_m, distance_m(a.geog, b.geog)
      from institution b
      where $4::text is not null and b.kind = a.kind
        and st_dwithin(b.geog, a.geog, $1::float8 + 2 * a.accuracy_m + 0.001)
        and (b.accuracy_m < a.accuracy_m or b.accuracy_m = a.accuracy_m and b.institution_id < a.institution_id)
        and b.valid @> $2::date
      offset 0
    ) n
    where exists (select 1 from designation d where d.institution_id = n.other_id
                  and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
    order by n.other_id
  ) near
  where a.institution_id >= $6::bigint and (a.institution_id > $6::bigint or near.other_id > $7::bigint)
    and near.verdict <> 'beyond'
    and case when $4::text is null then a.type_scheme = $9::text and ($3::int is null or a.type_no = $3::int) else a.kind = $4::text end
    and a.geom is not null and a.valid @> $2::date
    and (select true from designation d where d.institution_id = a.institution_id
         and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date) limit 1)
  order by a.institution_id, near.other_id
  limit $8::int
)
select p.driver_id, p.other_id, p.distance_m, p.verdict, a.accuracy_m + b.accuracy_m as band_m, a.type_no, a.kind,
       a.institution_id as a_id, a.code as a_code, a.name as a_name, a.category as a_category, street_a.name as a_street,
       st_x(a.geom) as a_lon, st_y(a.geom) as a_lat,
       b.institution_id as b_id, b.code as b_code, b.name as b_name, b.category as b_category, street_b.name as b_street,
       st_x(b.geom) as b_lon, st_y(b.geom) as b_lat,
       a.verified and b.verified as both_verified, a.is_synthetic or b.is_synthetic as is_synthetic
from page p
join institution a on a.institution_id = least(p.driver_id, p.other_id)
join institution b on b.institution_id = greatest(p.driver_id, p.other_id)
left join area street_a on street_a.area_id = a.street_id
left join area street_b on street_b.area_id = b.street_id
order by p.driver_id, p.other_id
