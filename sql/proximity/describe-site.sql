-- What is known around a site: whether its circle stays inside the area that data exists for, designated institutions
-- of the selection that have no position and could stand inside the circle, and the circle to draw.
--
-- $1 longitude, $2 latitude (degrees, EPSG:4326)   $3 type number or null   $4 kind or null   $5 radius in metres
-- $6 accuracy of the site in metres   $7 date asked for   $8 institution ids left out   $9 type scheme that $3 belongs to
-- extent: unknown (no area polygons) | outside (site in no area) | leaves (the edge is within the radius) | inside.
-- unplaced: designated ones without position, of the type or of unknown type, unless every county of the stated name is out of reach.
-- rejected_rows: rows that the latest import of institutions could not load.
-- circle: GeoJSON text, 128 vertices projected on the ellipsoid, split at the antimeridian; a drawing, never a decision.
-- Indexes: data_extent_edge_idx, institution_unplaced_idx, area_name_idx.
with site as materialized (
  select st_setsrid(st_makepoint($1::float8, $2::float8), 4326) as geom,
         st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog,
         $5::float8 + $6::float8 as reach_m
)
select
  case
    when not exists (select 1 from data_extent) then 'unknown'
    when not exists (select 1 from data_extent e where st_intersects(e.geom, site.geom)) then 'outside'
    when exists (select 1 from data_extent_edge e
                 where st_dwithin(e.geog, site.geog, site.reach_m + 0.001) and distance_m(e.geog, site.geog) <= site.reach_m) then 'leaves'
    else 'inside'
  end as extent,
  (select count(*)::int
   from institution i
   where i.geom is null and i.valid @> $7::date and i.institution_id <> all ($8::bigint[])
     and (i.type_no = $3::int and i.type_scheme = $9::text or i.kind = $4::text
          or $3::int is not null and i.kind = 'medical' and i.type_scheme is distinct from $9::text)
     and exists (select 1 from designation d where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $7::date))
     and not (exists (select 1 from area a where a.level = 'county' and a.name = i.stated_county and a.valid @> $7::date)
              and not exists (select 1 from area a
                              where a.level = 'county' and a.name = i.stated_county and a.valid @> $7::date
                                and st_dwithin(a.geom::geography, site.geog, site.reach_m + 0.001)))) as unplaced,
  coalesce((select rejected from import_run where kind = 'institutions' order by finished_at desc limit 1), 0) as rejected_rows,
  st_asgeojson(case when st_xmax(circle.geom) - st_xmin(circle.geom) > 180
                    then st_wrapx(st_shiftlongitude(circle.geom), 180, -360) else circle.geom end, 7) as circle
from site
cross join lateral (
  select st_makepolygon(st_makeline(array_agg(st_project(site.geog, $5::float8, radians(-step * 360.0 / 128))::geometry order by step))) as geom
  from generate_series(0, 128) as step
) circle
