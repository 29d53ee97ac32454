-- Institutions that bear on a distance rule at a site, by relation:
--   within     designated, nearer than the limit beyond doubt
--   exempt     the same, but exempt and counted only from a later date
--   uncertain  designated, at a distance inside the accuracy band around the limit
--   lapsed     within the limit or band, no agreement in force: the last one ran out without a recorded end, or the institution's
--              own validity ended while an agreement runs
--   untyped    designated medical institutions near by whose type is unknown in the scheme asked for
--   beyond     the nearest designated one beyond the limit
--
-- $1 longitude, $2 latitude (degrees, EPSG:4326)   $3 type number or null   $4 kind or null (one of $3, $4 is given)
-- $5 limit in metres   $6 accuracy of the site in metres   $7 date asked for   $8 institution ids left out   $9 most rows of each relation
-- $10 type scheme that $3 belongs to
-- Rows: by relation, then distance, then id. total_in_relation counts before $9 cuts.
-- Distances: metres on the ellipsoid, millimetres rounded (distance_m), compared only by distance_verdict.
-- Indexes: institution_type_geog_idx, institution_kind_geog_idx; institution_coarse_geog_idx holds the few positions
-- less exact than 100 m, so that one coarse point does not widen every search; institution_untyped_geog_idx.
with recursive site as materialized (
  select st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog,
         $5::float8 + $6::float8 + 100.001 as fine_reach_m,
         $5::float8 + $6::float8 + coalesce((select max(accuracy_m) from institution), 0) + 0.001 as coarse_reach_m,
         -- Usually one scheme is in use, and nobody has to be looked for under another.
         $3::int is not null and ((select min(type_scheme) from institution) <> $10::text
                               or (select max(type_scheme) from institution) <> $10::text) as has_other_schemes
),
near as (
  select i.institution_id, false as untyped
  from institution i
  where $3::int is not null and i.type_no = $3::int and i.type_scheme = $10::text and i.accuracy_m <= 100
    and st_dwithin(i.geog, (select geog from site), (select fine_reach_m from site))
  union all
  select i.institution_id, false
  from institution i
  where $4::text is not null and i.kind = $4::text and i.accuracy_m <= 100
    and st_dwithin(i.geog, (select geog from site), (select fine_reach_m from site))
  union all
  select i.institution_id, false
  from institution i
  where i.accuracy_m > 100 and (i.type_no = $3::int and i.type_scheme = $10::text or i.kind = $4::text)
    and st_dwithin(i.geog, (select geog from site), (select coarse_reach_m from site))
  union all
  select i.institution_id, true
  from institution i
  where $3::int is not null and i.type_no is null and i.kind = 'medical'
    and st_dwithin(i.geog, (select geog from site), (select coarse_reach_m from site))
  union all
  select i.institution_id, true
  from institution i
  where (select has_other_schemes from site) and i.kind = 'medical' and i.type_scheme <> $10::text
    and st_dwithin(i.geog, (select geog from site), (select coarse_reach_m from site))
),
judged as (
  select i.institution_id, n.untyped, m.distance_m, distance_verdict(m.distance_m, $5::float8, i.accuracy_m + $6::float8) as verdict,
         i.valid @> $7::date as exists_then, agreement.in_force, agreement.counts, agreement.lapsed
  from near n
  join institution i using (institution_id)
  cross join lateral (select distance_m(i.geog, (select geog from site)) as distance_m offset 0) m
  cross join lateral (
    select coalesce(bool_or(designation_in_force(d.status, d.valid, $7::date)), false) as in_force,
           coalesce(bool_or(designation_in_force(d.status, d.valid, $7::date) and coalesce(d.counts_from <= $7::date, true)), false) as counts,
           coalesce(bool_or(d.status in ('active', 'suspended') and d.valid_to < $7::date and d.lapses_on is null
             and not exists (select 1 from designation later
                             where later.institution_id = d.institution_id and later.service = d.service
                               and later.status in ('terminated', 'withdrawn') and later.valid_from > d.valid_to
                               and later.valid_from <= $7::date)), false) as lapsed
    from designation d
    where d.institution_id = i.institution_id
  ) agreement
  where i.institution_id <> all ($8::bigint[])
),
related as (
  select institution_id, distance_m,
         case when exists_then and in_force and untyped then 'untyped'
              when exists_then and in_force and verdict = 'uncertain' then 'uncertain'
              when exists_then and in_force and counts then 'within'
              when exists_then and in_force then 'exempt'
              when exists_then and lapsed or in_force then 'lapsed' end as relation
  from judged where verdict <> 'beyond'
),
-- The nearest one beyond: rings growing fourfold (from 1 m at least, or a limit of 0 would never end) until one holds it, each
-- searched by index and exactly.
ring as (
  select greatest(1.25 * $5::float8, 1) as reach_m, null::bigint as institution_id, null::float8 as distance_m
  union all
  select 4 * ring.reach_m, found.institution_id, found.distance_m
  from ring
  left join lateral (
    select c.institution_id, m.distance_m
    from (
      select i.institution_id, i.geog, i.accuracy_m, i.valid from institution i
      where i.type_no = $3::int and i.type_scheme = $10::text and st_dwithin(i.geog, (select geog from site), ring.reach_m)
      union all
      select i.institution_id, i.geog, i.accuracy_m, i.valid from institution i
      where i.kind = $4::text and st_dwithin(i.geog, (select geog from site), ring.reach_m)
    ) c
    cross join lateral (select distance_m(c.geog, (select geog from site)) as distance_m offset 0) m
    where c.valid @> $7::date and c.institution_id <> all ($8::bigint[])
      and distance_verdict(m.distance_m, $5::float8, c.accuracy_m + $6::float8) = 'beyond'
      and exists (select 1 from designation d where d.institution_id = c.institution_id and designation_in_force(d.status, d.valid, $7::date))
    order by m.distance_m, c.institution_id
    limit 1
  ) found on true
  where ring.institution_id is null and ring.reach_m < 2.1e7
),
chosen as (
  select relation, institution_id, distance_m,
         count(*) over (partition by relation) as total_in_relation,
         row_number() over (partition by relation order by distance_m, institution_id) as place
  from (
    select relation, institution_id, distance_m from related where relation is not null
    union all
    select 'beyond', institution_id, distance_m from ring where institution_id is not null
  ) all_relations
)
select c.relation, c.total_in_relation::int as total_in_relation, c.distance_m, i.institution_id, i.code, i.name, i.kind, i.category,
       i.type_no, i.accuracy_m, i.verified, i.source_crs, i.is_synthetic, street.name as street, county.name as county,
       coalesce(in_force.services, '{}') as services, coalesce(in_force.suspended, false) as suspended, in_force.counts_from, in_force.last_day,
       st_x(i.geom) as lon, st_y(i.geom) as lat
from chosen c
join institution i using (institution_id)
left join area street on street.area_id = i.street_id
left join area county on county.area_id = i.county_id
cross join lateral (
  select array_agg(d.service order by d.service) filter (where f.runs) as services, bool_and(d.status = 'suspended') filter (where f.runs) as suspended,
         max(d.counts_from) filter (where f.runs) as counts_from, max(d.valid_to) filter (where not f.runs) as last_day
  from designation d
  cross join lateral (select designation_in_force(d.status, d.valid, $7::date) as runs) f
  where d.institution_id = i.institution_id
) in_force
where c.place <= $9::int
order by array_position(array['within', 'exempt', 'uncertain', 'lapsed', 'untyped', 'beyond'], c.relation), c.distance_m, i.institution_id
