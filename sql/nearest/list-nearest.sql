-- The k nearest designated institutions to a point, exactly by distance on the ellipsoid; ids break ties.
--
-- $1 longitude, $2 latitude (degrees, EPSG:4326)   $3 type number or null   $4 kind or null   $5 service or null
-- $6 k   $7 date asked for   $8 type scheme of the type number
-- Rows: the first k by distance_m, then id. tied_at_distance: how many institutions, shown or not, stand at that distance.
-- The indexes order by the sphere: the k they find first bound the k-th distance; everything within that bound is then
-- ranked on the ellipsoid, so the order of the index decides nothing. A service that fewer than 5,000 agreements name is
-- ranked whole instead: neighbours who offer something else would be read by the thousand.
-- Indexes: institution_type_geog_idx; institution_kind_geog_idx, entered once for each kind when none is given;
-- designation_service_idx, designation_institution_idx.
with site as materialized (
  select st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog,
         case when $4::text is null then array['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both'] else array[$4::text] end as kinds,
         $5::text is not null
           and (select count(*) from (select 1 from designation where service = $5::text limit 5000) few) < 5000 as is_rare
),
first_found as (
  select i.institution_id, i.distance_m
  from (
    select x.institution_id, distance_m(x.geog, (select geog from site)) as distance_m
    from institution x
    where not (select is_rare from site) and x.type_no = $3::int and x.type_scheme = $8::text and ($4::text is null or x.kind = $4::text) and x.valid @> $7::date
      and (select true from designation d where d.institution_id = x.institution_id
           and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $7::date) limit 1)
    order by x.geog <-> (select geog from site)
    limit $6::int
  ) i
  union all
  select i.institution_id, i.distance_m
  from unnest((select kinds from site)) as of_kind (kind)
  cross join lateral (
    select x.institution_id, distance_m(x.geog, (select geog from site)) as distance_m
    from institution x
    where $3::int is null and not (select is_rare from site) and x.kind = of_kind.kind and x.geog is not null and x.valid @> $7::date
      and (select true from designation d where d.institution_id = x.institution_id
           and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $7::date) limit 1)
    order by x.geog <-> (select geog from site)
    limit $6::int
  ) i
),
reach as materialized (
  select max(distance_m) as m from (select distance_m from first_found order by distance_m limit $6::int) nearest
),
candidate as (
  select c.institution_id, c.geog
  from (
    select i.institution_id, i.kind, i.geog, i.valid
    from institution i
    where i.type_no = $3::int and i.type_scheme = $8::text and st_dwithin(i.geog, (select geog from site), (select m + 0.001 from reach))
    union all
    select i.institution_id, i.kind, i.geog, i.valid
    from unnest((select kinds from site)) as of_kind (kind)
    join institution i on i.kind = of_kind.kind and st_dwithin(i.geog, (select geog from site), (select m + 0.001 from reach))
    where $3::int is null
  ) c
  where not (select is_rare from site) and ($4::text is null or c.kind = $4::text) and c.valid @> $7::date
    and (select true from designation d where d.institution_id = c.institution_id
         and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $7::date) limit 1)
  union all
  select i.institution_id, i.geog
  from (
    select distinct d.institution_id from designation d
    where d.service = $5::text and designation_in_force(d.status, d.valid, $7::date)
  ) offered
  join institution i using (institution_id)
  where (select is_rare from site) and i.geog is not null and i.valid @> $7::date
    and ($3::int is null or i.type_no = $3::int and i.type_scheme = $8::text) and ($4::text is null or i.kind = $4::text)
),
ranked as (
  select c.institution_id, m.distance_m,
         row_number() over (order by m.distance_m, c.institution_id) as place,
         count(*) over (partition by m.distance_m) as tied
  from candidate c
  cross join lateral (select distance_m(c.geog, (select geog from site)) as distance_m offset 0) m
)
select r.place::int as rank, r.distance_m, r.tied::int as tied_at_distance, i.institution_id, i.code, i.name, i.kind, i.category, i.type_no,
       i.accuracy_m, i.verified, i.is_synthetic, street.name as street, county.name as county, in_force.services, in_force.suspended,
       st_x(i.geom) as lon, st_y(i.geom) as lat
from ranked r
cross join lateral ( -- offset 0: the few rows shown are fetched by their ids
  select x.institution_id, x.code, x.name, x.kind, x.category, x.type_no, x.accuracy_m, x.verified, x.is_synthetic,
         x.street_id, x.county_id, x.geom
  from institution x where x.institution_id = r.institution_id offset 0
) i
left join area street on street.area_id = i.street_id
left join area county on county.area_id = i.county_id
cross join lateral (
  select array_agg(d.service order by d.service) as services, bool_and(d.status = 'suspended') as suspended
  from designation d
  where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $7::date)
) in_force
where r.place <= $6::int
order by r.place
