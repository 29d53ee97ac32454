-- How many pairs of designated institutions of the same type (or kind) lie within a limit of each other, at least one end
-- inside an area: complete counts, in all, by type and by street.
--
-- $1 limit in metres   $2 date asked for   $3 only this type number, or null   $4 kind (instead of types), or null
-- $5 only those designated for this service, or null   $6 level of the area   $7 ids of the area's stored versions
-- Rows: part = total | type (key = type_no) | street (key = area_id, null = no street). A pair across two streets counts
-- in both. `uncertain` pairs lie inside the accuracy band around the limit.
-- Indexes: institution_county_idx and its like give the inside ends; institution_type_geog_idx, institution_kind_geog_idx
-- give their partners; partners less exact than 100 m come from institution_coarse_geog_idx with the reach they need.
with inside as materialized (
  select i.institution_id, i.type_no, i.type_scheme, i.kind, i.geog, i.accuracy_m, i.street_id, i.is_synthetic
  from institution i
  where i.institution_id in (
      select institution_id from institution where $6::text = 'street' and street_id = any ($7::bigint[])
      union all
      select institution_id from institution where $6::text = 'county' and county_id = any ($7::bigint[])
      union all
      select institution_id from institution where $6::text = 'city' and city_id = any ($7::bigint[])
      union all
      select institution_id from institution where $6::text = 'management' and management_area_id = any ($7::bigint[]))
    and case when $4::text is null then i.type_no is not null and ($3::int is null or i.type_no = $3::int) else i.kind = $4::text end
    and i.geom is not null and i.valid @> $2::date
    and exists (select 1 from designation d where d.institution_id = i.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
),
greatest_accuracy as materialized (
  select coalesce(max(accuracy_m), 0) as accuracy_m from institution
),
near as (
  select a.institution_id as inside_id, a.geog as inside_geog, a.accuracy_m as inside_accuracy_m, a.type_no,
         a.street_id as street_a, a.is_synthetic as inside_is_synthetic, b.*
  from inside a
  cross join lateral (
    select b.institution_id, b.geog, b.accuracy_m, b.valid, b.street_id, b.county_id, b.city_id, b.management_area_id, b.is_synthetic
    from institution b
    where $4::text is null and b.type_no = a.type_no and b.type_scheme = a.type_scheme and b.accuracy_m <= 100
      and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + 100.001)
    union all
    select b.institution_id, b.geog, b.accuracy_m, b.valid, b.street_id, b.county_id, b.city_id, b.management_area_id, b.is_synthetic
    from institution b
    where $4::text is not null and b.kind = a.kind and b.accuracy_m <= 100
      and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + 100.001)
    union all
    select b.institution_id, b.geog, b.accuracy_m, b.valid, b.street_id, b.county_id, b.city_id, b.management_area_id, b.is_synthetic
    from institution b
    where b.accuracy_m > 100
      and case when $4::text is null then b.type_no = a.type_no and b.type_scheme = a.type_scheme else b.kind = a.kind end
      and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + (select accuracy_m from greatest_accuracy) + 0.001)
  ) b
),
measured as materialized (
  select n.type_no, n.street_a, n.street_id as street_b, n.inside_is_synthetic or n.is_synthetic as is_synthetic,
         distance_m(n.inside_geog, n.geog) as distance_m, n.inside_accuracy_m + n.accuracy_m as band_m
  from near n
  where n.institution_id <> n.inside_id and n.valid @> $2::date
    -- both ends inside: taken once, from the smaller id
    and (n.inside_id < n.institution_id
         or (case $6::text when 'street' then n.street_id when 'county' then n.county_id when 'city' then n.city_id
                           else n.management_area_id end = any ($7::bigint[])) is not true)
    and exists (select 1 from designation d where d.institution_id = n.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
),
pairs as (
  select type_no, street_a, street_b, is_synthetic, distance_verdict(distance_m, $1::float8, band_m) as verdict
  from measured
),
by_type_and_streets as materialized (
  select type_no, street_a, street_b, verdict, count(*) as pairs, bool_or(is_synthetic) as is_synthetic
  from pairs where verdict <> 'beyond' group by type_no, street_a, street_b, verdict
),
by_part as (
  select 'total' as part, null::bigint as key, verdict, sum(pairs) as pairs, bool_or(is_synthetic) as is_synthetic
  from by_type_and_streets group by verdict
  union all
  select 'type', type_no, verdict, sum(pairs), bool_or(is_synthetic)
  from by_type_and_streets where $4::text is null group by type_no, verdict
  union all
  select 'street', end_of_pair.street_id, verdict, sum(pairs), bool_or(is_synthetic)
  from by_type_and_streets
  cross join lateral (
    select street_a union all select street_b where street_b is distinct from street_a
  ) end_of_pair (street_id)
  group by end_of_pair.street_id, verdict
)
select p.part, p.key, street.code, street.name, county.name as county,
       coalesce(sum(p.pairs) filter (where p.verdict = 'within'), 0)::int as conflict,
       coalesce(sum(p.pairs) filter (where p.verdict = 'uncertain'), 0)::int as uncertain,
       bool_or(p.is_synthetic) as is_synthetic
from by_part p
left join area street on p.part = 'street' and street.area_id = p.key
left join area county on county.area_id = street.parent_id and county.level = 'county'
group by p.part, p.key, street.code, street.name, county.name
order by p.part, conflict desc, uncertain desc, p.key
