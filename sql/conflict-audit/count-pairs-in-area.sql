-- How many pairs of designated institutions of the same type (or kind) lie within a limit of each other, at least one end
-- inside an area: complete counts, in all, by type and by street.
--
-- $1 limit in metres   $2 date asked for   $3 only this type number, or null   $4 kind (instead of types), or null
-- $5 only those designated for this service, or null   $6 level of the area   $7 ids of the area: of the version valid on the
-- date, or of every version of a management area   $8 type scheme that the type numbers are of
-- $9 whether to go by the polygon of the area, because the stored areas are of another date
-- $10, $11 institutions located for the date: ids and street ids; nulls where the stored streets hold
-- Inside: stored with the area, or touching its polygon from the border, where an institution has no area of the level.
-- Rows: part = total | type (key = type_no) | street (key = area_id, null = no street). A pair across two streets counts
-- in both. `uncertain` pairs lie inside the accuracy band around the limit.
-- Indexes: institution_county_idx and its like give the inside ends; institution_type_geog_idx, institution_kind_geog_idx
-- give their partners; partners less exact than 100 m come from institution_coarse_geog_idx with the reach they need.
with asked as materialized (
  select a.geom from area a where $6::text <> 'management' and a.area_id = any ($7::bigint[]) limit 1
),
inside_id as (
  select institution_id from institution where $6::text = 'street' and not $9::boolean and street_id = any ($7::bigint[])
  union all
  select institution_id from institution where $6::text = 'county' and not $9::boolean and county_id = any ($7::bigint[])
  union all
  select institution_id from institution where $6::text = 'city' and not $9::boolean and city_id = any ($7::bigint[])
  union all
  select institution_id from institution where $6::text = 'management' and management_area_id = any ($7::bigint[])
  union all -- those on the border touch the area; all of them where the stored areas are of another date
  select i.institution_id
  from asked
  cross join lateral (
    select x.institution_id, x.geom from institution x
    where x.geom && st_expand(asked.geom, 1e-9)
      and ($9::boolean or x.location_status = 'border' and case $6::text when 'street' then x.street_id when 'county' then x.county_id else x.city_id end is null)
    offset 0
  ) i
  where st_intersects(asked.geom, st_expand(i.geom, 1e-9))
),
inside as materialized (
  select i.institution_id, i.type_no, i.kind, i.geog, i.accuracy_m, i.street_id, i.is_synthetic
  from institution i
  where i.institution_id in (select institution_id from inside_id)
    and case when $4::text is null then i.type_scheme = $8::text and ($3::int is null or i.type_no = $3::int) else i.kind = $4::text end
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
    select b.institution_id, b.geog, b.accuracy_m, b.valid, b.geom, b.location_status, b.street_id, b.county_id, b.city_id, b.management_area_id, b.is_synthetic
    from institution b
    where $4::text is null and b.type_no = a.type_no and b.type_scheme = $8::text and b.accuracy_m <= 100
      and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + 100.001)
    union all
    select b.institution_id, b.geog, b.accuracy_m, b.valid, b.geom, b.location_status, b.street_id, b.county_id, b.city_id, b.management_area_id, b.is_synthetic
    from institution b
    where $4::text is not null and b.kind = a.kind and b.accuracy_m <= 100
      and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + 100.001)
    union all
    select b.institution_id, b.geog, b.accuracy_m, b.valid, b.geom, b.location_status, b.street_id, b.county_id, b.city_id, b.management_area_id, b.is_synthetic
    from institution b
    where b.accuracy_m > 100
      and case when $4::text is null then b.type_no = a.type_no and b.type_scheme = $8::text else b.kind = a.kind end
      and st_dwithin(b.geog, a.geog, $1::float8 + a.accuracy_m + (select accuracy_m from greatest_accuracy) + 0.001)
  ) b
),
measured as materialized (
  select n.type_no, case when $10::bigint[] is null then n.street_a else n.inside_id end as end_a,
         case when $10::bigint[] is null then n.street_id else n.institution_id end as end_b, n.inside_is_synthetic or n.is_synthetic as is_synthetic,
         distance_m(n.inside_geog, n.geog) as distance_m, n.inside_accuracy_m + n.accuracy_m as band_m
  from near n
  where n.institution_id <> n.inside_id and n.valid @> $2::date
    -- both ends inside: taken once, from the smaller id
    and (n.inside_id < n.institution_id
         or (case when $6::text = 'management' then n.management_area_id = any ($7::bigint[])
               when not $9::boolean and case $6::text when 'street' then n.street_id when 'county' then n.county_id else n.city_id end is not null
                 then case $6::text when 'street' then n.street_id when 'county' then n.county_id else n.city_id end = any ($7::bigint[])
               when $9::boolean or n.location_status = 'border'
                 then st_intersects((select geom from asked), st_expand(n.geom, 1e-9)) end) is not true)
    and exists (select 1 from designation d where d.institution_id = n.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
),
pairs as (
  select type_no, is_synthetic, distance_verdict(distance_m, $1::float8, band_m) as verdict, end_a as street_a, end_b as street_b
  from measured
  where $10::bigint[] is null
  union all
  select p.type_no, p.is_synthetic, distance_verdict(p.distance_m, $1::float8, p.band_m), a.street_id, b.street_id
  from measured p
  join unnest($10::bigint[], $11::bigint[]) as a (institution_id, street_id) on a.institution_id = p.end_a
  join unnest($10::bigint[], $11::bigint[]) as b (institution_id, street_id) on b.institution_id = p.end_b
  where $10::bigint[] is not null
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
left join area county on county.area_id = coalesce( -- the parent where it is valid on the date, else the county around the street
  (select c.area_id from area c where c.area_id = street.parent_id and c.level = 'county' and c.valid @> $2::date),
  (select min(c.area_id) from area c
   where c.level = 'county' and c.valid @> $2::date and st_intersects(c.geom, st_pointonsurface(street.geom))
   having count(*) = 1))
group by p.part, p.key, street.code, street.name, county.name
order by p.part, conflict desc, uncertain desc, p.key
