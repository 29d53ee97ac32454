-- One page of the pairs of designated institutions of the same type (or kind) within a limit of each other, at least one
-- end inside an area.
--
-- $1 limit in metres   $2 date asked for   $3 only this type number, or null   $4 kind (instead of types), or null
-- $5 only those designated for this service, or null   $6, $7 the last pair of the page before (0, 0 at first)   $8 most rows
-- $9 level of the area   $10 ids of the area: of the version valid on the date, or of every version of a management area
-- $11 type scheme that the type numbers are of
-- $12 whether to go by the polygon of the area, because the stored areas are of another date
-- Inside: stored with the area, or touching its polygon from the border, where an institution has no area of the level.
-- Rows: each pair once, in the order of driver_id, other_id (the cursor). The driver is inside; a is the end with the smaller id.
-- distance_m: metres on the ellipsoid; band_m: sum of both accuracies; positions: EPSG:4326.
-- Indexes: institution_county_idx and its like for the inside ends; institution_type_geog_idx, institution_kind_geog_idx,
-- institution_coarse_geog_idx (partners less exact than 100 m) for the others.
with asked as materialized (
  select a.geom from area a where $9::text <> 'management' and a.area_id = any ($10::bigint[]) limit 1
),
inside_id as (
  select institution_id from institution where $9::text = 'street' and not $12::boolean and street_id = any ($10::bigint[])
  union all
  select institution_id from institution where $9::text = 'county' and not $12::boolean and county_id = any ($10::bigint[])
  union all
  select institution_id from institution where $9::text = 'city' and not $12::boolean and city_id = any ($10::bigint[])
  union all
  select institution_id from institution where $9::text = 'management' and management_area_id = any ($10::bigint[])
  union all -- those on the border touch the area; all of them where the stored areas are of another date
  select i.institution_id
  from asked
  cross join lateral (
    select x.institution_id, x.geom from institution x
    where x.geom && st_expand(asked.geom, 1e-9)
      and ($12::boolean or x.location_status = 'border' and case $9::text when 'street' then x.street_id when 'county' then x.county_id else x.city_id end is null)
    offset 0
  ) i
  where st_intersects(asked.geom, st_expand(i.geom, 1e-9))
),
greatest_accuracy as materialized (
  select coalesce(max(accuracy_m), 0) as accuracy_m from institution
),
page as materialized (
  select a.institution_id as driver_id, near.other_id, near.distance_m, near.verdict
  from (
    select i.institution_id, i.type_no, i.type_scheme, i.kind, i.geog, i.accuracy_m
    from institution i
    where i.institution_id in (select institution_id from inside_id)
      and i.institution_id >= $6::bigint
      and case when $4::text is null then i.type_scheme = $11::text and ($3::int is null or i.type_no = $3::int) else i.kind = $4::text end
      and i.geom is not null and i.valid @> $2::date
      and exists (select 1 from designation d where d.institution_id = i.institution_id
                  and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
    order by i.institution_id
    offset 0 -- kept apart and sorted, so that the page stops as soon as it is full
  ) a
  cross join lateral (
    select n.institution_id as other_id, n.distance_m, distance_verdict(n.distance_m, $1::float8, a.accuracy_m + n.accuracy_m) as verdict
    from (
      select b.institution_id, b.accuracy_m, b.geom, b.location_status, b.street_id, b.county_id, b.city_id, b.management_area_id, b.valid,
             distance_m(a.geog, b.geog) as distance_m
      from institution b
      where $4::text is null and b.type_no = a.type_no and b.type_scheme = $11::text and b.accuracy_m <= 100
        and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + 100.001)
      union all
      select b.institution_id, b.accuracy_m, b.geom, b.location_status, b.street_id, b.county_id, b.city_id, b.management_area_id, b.valid, distance_m(a.geog, b.geog)
      from institution b
      where $4::text is not null and b.kind = a.kind and b.accuracy_m <= 100
        and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + 100.001)
      union all
      select b.institution_id, b.accuracy_m, b.geom, b.location_status, b.street_id, b.county_id, b.city_id, b.management_area_id, b.valid, distance_m(a.geog, b.geog)
      from institution b
      where b.accuracy_m > 100
        and case when $4::text is null then b.type_no = a.type_no and b.type_scheme = $11::text else b.kind = a.kind end
        and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + (select accuracy_m from greatest_accuracy) + 0.001)
      offset 0
    ) n
    where n.institution_id <> a.institution_id and n.valid @> $2::date
      -- both ends inside: taken once, from the smaller id
      and (a.institution_id < n.institution_id
           or (case when $9::text = 'management' then n.management_area_id = any ($10::bigint[])
               when not $12::boolean and case $9::text when 'street' then n.street_id when 'county' then n.county_id else n.city_id end is not null
                 then case $9::text when 'street' then n.street_id when 'county' then n.county_id else n.city_id end = any ($10::bigint[])
               when $12::boolean or n.location_status = 'border'
                 then st_intersects((select geom from asked), st_expand(n.geom, 1e-9)) end) is not true)
      and exists (select 1 from designation d where d.institution_id = n.institution_id
                  and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
    order by n.institution_id
  ) near
  where (a.institution_id > $6::bigint or near.other_id > $7::bigint) and near.verdict <> 'beyond'
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
