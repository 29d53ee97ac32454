-- How many pairs of designated institutions of the same type (or kind) lie within a limit of each other, everywhere:
-- complete counts, in all, by type and by street.
--
-- $1 limit in metres   $2 date asked for   $3 only this type number, or null   $4 kind (instead of types), or null
-- $5 only those designated for this service, or null   $6 type scheme that the type numbers are of
-- $7, $8 institutions located for the date: ids and street ids; nulls where the stored streets hold
-- Rows: part = total | type (key = type_no) | street (key = area_id, null = no street). A pair across two streets counts
-- in both. `uncertain` pairs lie inside the accuracy band around the limit.
-- Each pair is found once, from the end whose position is less exact (id decides between equals): the other end's accuracy
-- is then at most its own, so its reach is limit + 2 * accuracy and one coarse point does not widen every search.
-- Indexes: institution_type_geog_idx, institution_kind_geog_idx (inner side of the self-join).
with measured as materialized (
  select a.type_no, case when $7::bigint[] is null then a.street_id else a.institution_id end as end_a,
         case when $7::bigint[] is null then b.street_id else b.institution_id end as end_b, a.is_synthetic or b.is_synthetic as is_synthetic,
         distance_m(a.geog, b.geog) as distance_m, a.accuracy_m + b.accuracy_m as band_m
  from institution a
  join institution b
    on b.type_no = a.type_no and b.type_scheme = $6::text
   and st_dwithin(b.geog, a.geog, $1::float8 + 2 * a.accuracy_m + 0.001)
   and (b.accuracy_m < a.accuracy_m or b.accuracy_m = a.accuracy_m and b.institution_id < a.institution_id)
  where $4::text is null and a.type_scheme = $6::text and ($3::int is null or a.type_no = $3::int)
    and a.valid @> $2::date and b.valid @> $2::date
    and exists (select 1 from designation d where d.institution_id = a.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
    and exists (select 1 from designation d where d.institution_id = b.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
  union all
  select null::int, case when $7::bigint[] is null then a.street_id else a.institution_id end,
         case when $7::bigint[] is null then b.street_id else b.institution_id end, a.is_synthetic or b.is_synthetic,
         distance_m(a.geog, b.geog), a.accuracy_m + b.accuracy_m
  from institution a
  join institution b
    on b.kind = a.kind
   and st_dwithin(b.geog, a.geog, $1::float8 + 2 * a.accuracy_m + 0.001)
   and (b.accuracy_m < a.accuracy_m or b.accuracy_m = a.accuracy_m and b.institution_id < a.institution_id)
  where $4::text is not null and a.kind = $4::text
    and a.valid @> $2::date and b.valid @> $2::date
    and exists (select 1 from designation d where d.institution_id = a.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
    and exists (select 1 from designation d where d.institution_id = b.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $2::date))
),
pairs as (
  select type_no, is_synthetic, distance_verdict(distance_m, $1::float8, band_m) as verdict, end_a as street_a, end_b as street_b
  from measured
  where $7::bigint[] is null
  union all
  select p.type_no, p.is_synthetic, distance_verdict(p.distance_m, $1::float8, p.band_m), a.street_id, b.street_id
  from measured p
  join unnest($7::bigint[], $8::bigint[]) as a (institution_id, street_id) on a.institution_id = p.end_a
  join unnest($7::bigint[], $8::bigint[]) as b (institution_id, street_id) on b.institution_id = p.end_b
  where $7::bigint[] is not null
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
