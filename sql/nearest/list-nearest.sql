-- The k nearest designated institutions to a point, exactly by distance on the ellipsoid; ids break ties.
--
-- $1 longitude, $2 latitude (degrees, EPSG:4326)   $3 type number or null   $4 kind or null   $5 service or null
-- $6 k   $7 date asked for
-- Rows: the first k by distance_m, then id. tied_at_last: how many institutions, shown or not, stand at the k-th distance.
-- Rings growing fourfold are counted until one holds k; everything inside that ring is then ranked, so the order of the
-- index (which is that of the sphere) decides nothing.
-- Indexes: institution_type_geog_idx; institution_kind_geog_idx, entered once for each kind when none is given.
with recursive site as materialized (
  select st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog,
         case when $4::text is null then array['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both'] else array[$4::text] end as kinds
),
ring as (
  select 500::float8 as reach_m, 0::bigint as held
  union all
  select 4 * ring.reach_m,
    (select count(*)
     from (
       select i.institution_id, i.valid from institution i
       where i.type_no = $3::int and st_dwithin(i.geog, (select geog from site), 4 * ring.reach_m)
       union all
       select i.institution_id, i.valid
       from unnest((select kinds from site)) as of_kind (kind)
       join institution i on i.kind = of_kind.kind and st_dwithin(i.geog, (select geog from site), 4 * ring.reach_m)
       where $3::int is null
     ) c
     where c.valid @> $7::date
       and exists (select 1 from designation d where d.institution_id = c.institution_id
                   and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $7::date)))
  from ring
  where ring.held < $6::int and ring.reach_m < 2.1e7
),
reach as materialized (select max(reach_m) as m from ring),
ranked as (
  select c.institution_id, m.distance_m,
         row_number() over (order by m.distance_m, c.institution_id) as place,
         count(*) over (partition by m.distance_m) as tied
  from (
    select i.institution_id, i.geog, i.valid from institution i
    where i.type_no = $3::int and st_dwithin(i.geog, (select geog from site), (select m from reach))
    union all
    select i.institution_id, i.geog, i.valid
    from unnest((select kinds from site)) as of_kind (kind)
    join institution i on i.kind = of_kind.kind and st_dwithin(i.geog, (select geog from site), (select m from reach))
    where $3::int is null
  ) c
  cross join lateral (select distance_m(c.geog, (select geog from site)) as distance_m offset 0) m
  where c.valid @> $7::date
    and exists (select 1 from designation d where d.institution_id = c.institution_id
                and ($5::text is null or d.service = $5::text) and designation_in_force(d.status, d.valid, $7::date))
)
select r.place::int as rank, r.distance_m, r.tied::int as tied_at_distance, i.institution_id, i.code, i.name, i.kind, i.category, i.type_no,
       i.accuracy_m, i.verified, i.is_synthetic, street.name as street, county.name as county, in_force.services, in_force.suspended,
       st_x(i.geom) as lon, st_y(i.geom) as lat
from ranked r
join institution i using (institution_id)
left join area street on street.area_id = i.street_id
left join area county on county.area_id = i.county_id
cross join lateral (
  select array_agg(d.service order by d.service) as services, bool_and(d.status = 'suspended') as suspended
  from designation d
  where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $7::date)
) in_force
where r.place <= $6::int
order by r.place
