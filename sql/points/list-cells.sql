-- The population cells of a question, as columns: the same scope as coverage-gaps/judge-cells.
--
-- $1 surface id   $2 date asked for   $3 level of the area asked about: city | county | street, or null = everywhere
-- $4 id of that area   $5 whether the cells are located again, because the areas stored with them are of another date
-- One row of JSON arrays of one length, an entry for each cell in the order of cell_ids: h3 as hex text; lon, lat of the centre
-- in degrees (EPSG:4326); residents; ids of the areas (null where none is decided); statuses located | border | outside;
-- on_edge: the centre lies on the border of the area asked about, so that it cannot be said to belong to it.
-- JSON because 100,000 rows of their own take several times longer to send and to read.
-- Indexes: primary key of population_cell (surface_id first); population_cell_geom_idx when located again.
with touching as materialized ( -- the polygon is the outer loop, so that PostGIS prepares it once
  select c.cell_id, a.level, a.area_id, st_containsproperly(a.geom, st_expand(c.centre, 1e-9)) as inside
  from area a
  cross join lateral (
    select x.cell_id, x.centre::geometry as centre from population_cell x
    where x.surface_id = $1::bigint and x.geom && st_expand(a.geom, 1e-9) offset 0
  ) c
  where $5::boolean and a.level in ('city', 'county', 'street') and a.valid @> $2::date
    and st_intersects(a.geom, st_expand(c.centre, 1e-9))
),
located as materialized (
  select cell_id,
         min(area_id) filter (where level = 'street' and decided) as street_id,
         min(area_id) filter (where level = 'county' and decided) as county_id,
         min(area_id) filter (where level = 'city' and decided) as city_id,
         case when bool_and(decided) then 'located' else 'border' end as location_status
  from (
    select cell_id, level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id
    from touching group by cell_id, level
  ) by_level
  group by cell_id
),
placed as (
  select c.cell_id, c.h3, c.population, c.centre, c.location_status, c.street_id, c.county_id, c.city_id
  from population_cell c
  where c.surface_id = $1::bigint and not $5::boolean
  union all
  select c.cell_id, c.h3, c.population, c.centre, coalesce(l.location_status, 'outside'), l.street_id, l.county_id, l.city_id
  from population_cell c
  left join located l using (cell_id)
  where c.surface_id = $1::bigint and $5::boolean
),
scope as (
  select c.cell_id, c.h3, c.population, c.centre::geometry as centre, c.location_status, c.street_id, c.county_id, c.city_id,
         case $3::text when 'city' then c.city_id when 'county' then c.county_id when 'street' then c.street_id end
           = $4::bigint is not true and $3::text is not null as on_edge
  from placed c
  where case $3::text when 'city' then c.city_id = $4::bigint or c.city_id is null and c.location_status = 'border'
                      when 'county' then c.county_id = $4::bigint or c.county_id is null and c.location_status = 'border'
                      when 'street' then c.street_id = $4::bigint or c.street_id is null and c.location_status = 'border'
                      else true end
    and (c.location_status <> 'border' or $3::text is null
         or case $3::text when 'city' then c.city_id when 'county' then c.county_id else c.street_id end is not null
         or exists (select 1 from area a where a.area_id = $4::bigint and st_intersects(a.geom, st_expand(c.centre::geometry, 1e-9))))
  order by c.cell_id
)
select coalesce(json_agg(s.cell_id), '[]') as cell_ids, coalesce(json_agg(to_hex(s.h3)), '[]') as h3,
       coalesce(json_agg(st_x(s.centre)), '[]') as lon, coalesce(json_agg(st_y(s.centre)), '[]') as lat,
       coalesce(json_agg(s.population), '[]') as population, coalesce(json_agg(s.street_id), '[]') as street_ids,
       coalesce(json_agg(s.county_id), '[]') as county_ids, coalesce(json_agg(s.city_id), '[]') as city_ids,
       coalesce(json_agg(s.location_status), '[]') as statuses, coalesce(json_agg(s.on_edge), '[]') as on_edge
from scope s
