-- Which residents live within a limit of a designated institution: totals, areas ranked by uncovered residents, and the
-- uncovered cells themselves.
--
-- $1 surface id   $2 limit in metres   $3 date asked for   $4 type number or null   $5 kind or null   $6 service or null
-- $7 level of the areas to rank: county | street   $8 level of the area asked about, or null = everywhere
-- $9 id of that area   $10 most cells listed   $11 whether to gather all uncovered cells for dissolving
-- $12 mean area of a cell in square metres, which only chooses the way to search   $13 type scheme of the type number
-- $14 whether the cells are located again, because the areas stored with them are of another date
-- A cell's distance is that of its centre. covered: within beyond doubt; uncertain: only inside an accuracy band; else uncovered.
-- Rows: part = total (one; gap_cells = hex indexes of every uncovered cell when $11) | area (group_kind = area, or border,
-- outside for cells that belong to no area of the level) | edge (one: cells on the border of
-- the area asked about, which the total leaves out) | cell (uncovered or uncertain, most residents first; nearest_m within
-- 5 limits, else null; geom GeoJSON text, EPSG:4326).
-- Either each institution takes the cells around it (population_cell_centre_idx), or each cell looks for one institution
-- (institution_type_geog_idx, institution_kind_geog_idx; institution_coarse_geog_idx for positions less exact than 100 m):
-- whichever is less work. nearest_m: the same indexes, or all institutions of the selection where they are few.
with counted as materialized (
  select i.institution_id, i.geog, i.accuracy_m
  from institution i
  where i.geog is not null and i.valid @> $3::date
    and ($4::int is null or i.type_no = $4::int and i.type_scheme = $13::text) and ($5::text is null or i.kind = $5::text)
    and exists (select 1 from designation d where d.institution_id = i.institution_id
                and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date))
),
touching as materialized ( -- the polygon is the outer loop, so that PostGIS prepares it once
  select c.cell_id, a.level, a.area_id, st_containsproperly(a.geom, st_expand(c.centre, 1e-9)) as inside
  from area a
  cross join lateral (
    select x.cell_id, x.centre::geometry as centre from population_cell x
    where x.surface_id = $1::bigint and x.geom && st_expand(a.geom, 1e-9) offset 0
  ) c
  where $14::boolean and a.level in ('city', 'county', 'street') and a.valid @> $3::date
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
  where c.surface_id = $1::bigint and not $14::boolean
  union all
  select c.cell_id, c.h3, c.population, c.centre, coalesce(l.location_status, 'outside'), l.street_id, l.county_id, l.city_id
  from population_cell c
  left join located l using (cell_id)
  where c.surface_id = $1::bigint and $14::boolean
),
scope as materialized (
  select c.cell_id, c.h3, c.population, c.centre, c.location_status, c.street_id, c.county_id,
         case $8::text when 'city' then c.city_id when 'county' then c.county_id when 'street' then c.street_id end
           = $9::bigint is not true and $8::text is not null as on_edge
  from placed c
  where case $8::text when 'city' then c.city_id = $9::bigint or c.city_id is null and c.location_status = 'border'
                      when 'county' then c.county_id = $9::bigint or c.county_id is null and c.location_status = 'border'
                      when 'street' then c.street_id = $9::bigint or c.street_id is null and c.location_status = 'border'
                      else true end
    and (c.location_status <> 'border' or $8::text is null
         or case $8::text when 'city' then c.city_id when 'county' then c.county_id else c.street_id end is not null
         or exists (select 1 from area a where a.area_id = $9::bigint and st_intersects(a.geom, st_expand(c.centre::geometry, 1e-9))))
),
way as materialized ( -- microseconds as measured; only their ratio matters
  select (select count(*) from counted) * (30 + 6 * pi() * $2::float8 * $2::float8 / $12::float8)
         <= (select count(*) from scope) * 60.0 as from_institutions,
         (select count(*) <= 150 from counted) as few,
         coalesce((select max(accuracy_m) from counted), 0) as greatest_accuracy_m
),
nearest_by_accuracy as ( -- for one accuracy the nearest decides, so the verdict is asked once for each
  select c.cell_id, i.accuracy_m, min(distance_m(c.centre, i.geog)) as distance_m
  from counted i
  join population_cell c on c.surface_id = $1::bigint and st_dwithin(c.centre, i.geog, $2::float8 + i.accuracy_m + 0.001)
  where (select from_institutions from way)
  group by c.cell_id, i.accuracy_m
),
reached as materialized (
  select cell_id, bool_or(verdict = 'within') as surely, bool_or(verdict = 'uncertain') as perhaps
  from (
    select cell_id, distance_verdict(distance_m, $2::float8, accuracy_m) as verdict from nearest_by_accuracy
  ) judged_once
  group by cell_id
  union all
  select c.cell_id, sure.found, not sure.found and maybe.found
  from scope c
  cross join lateral (
    select exists (
      select 1 from institution i cross join lateral (select distance_m(i.geog, c.centre) as distance_m offset 0) m
      where $4::int is not null and i.type_no = $4::int and i.type_scheme = $13::text and ($5::text is null or i.kind = $5::text)
        and st_dwithin(i.geog, c.centre, $2::float8 + 0.001) and i.valid @> $3::date
        and distance_verdict(m.distance_m, $2::float8, i.accuracy_m) = 'within'
        and (select true from designation d where d.institution_id = i.institution_id
                    and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1))
    or exists (
      select 1 from institution i cross join lateral (select distance_m(i.geog, c.centre) as distance_m offset 0) m
      where $4::int is null and ($5::text is null or i.kind = $5::text)
        and st_dwithin(i.geog, c.centre, $2::float8 + 0.001) and i.valid @> $3::date
        and distance_verdict(m.distance_m, $2::float8, i.accuracy_m) = 'within'
        and (select true from designation d where d.institution_id = i.institution_id
                    and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1)) as found
    offset 0
  ) sure
  cross join lateral (
    select not sure.found and (exists (
      select 1 from institution i cross join lateral (select distance_m(i.geog, c.centre) as distance_m offset 0) m
      where $4::int is not null and i.type_no = $4::int and i.type_scheme = $13::text and ($5::text is null or i.kind = $5::text) and i.accuracy_m <= 100
        and st_dwithin(i.geog, c.centre, $2::float8 + least(100, (select greatest_accuracy_m from way)) + 0.001) and i.valid @> $3::date
        and distance_verdict(m.distance_m, $2::float8, i.accuracy_m) <> 'beyond'
        and (select true from designation d where d.institution_id = i.institution_id
                    and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1))
    or exists (
      select 1 from institution i cross join lateral (select distance_m(i.geog, c.centre) as distance_m offset 0) m
      where $4::int is null and ($5::text is null or i.kind = $5::text) and i.accuracy_m <= 100
        and st_dwithin(i.geog, c.centre, $2::float8 + least(100, (select greatest_accuracy_m from way)) + 0.001) and i.valid @> $3::date
        and distance_verdict(m.distance_m, $2::float8, i.accuracy_m) <> 'beyond'
        and (select true from designation d where d.institution_id = i.institution_id
                    and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1))
    or exists (
      select 1 from institution i cross join lateral (select distance_m(i.geog, c.centre) as distance_m offset 0) m
      where (select greatest_accuracy_m from way) > 100 and i.accuracy_m > 100
        and ($4::int is null or i.type_no = $4::int and i.type_scheme = $13::text) and ($5::text is null or i.kind = $5::text)
        and st_dwithin(i.geog, c.centre, $2::float8 + (select greatest_accuracy_m from way) + 0.001) and i.valid @> $3::date
        and distance_verdict(m.distance_m, $2::float8, i.accuracy_m) <> 'beyond'
        and (select true from designation d where d.institution_id = i.institution_id
                    and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1))) as found
    offset 0
  ) maybe
  where not (select from_institutions from way)
),
judged as materialized (
  select c.cell_id, c.h3, c.population, c.centre, c.on_edge, g.area_id,
         case when g.area_id is not null then 'area'
              when c.location_status = 'border' then 'border' else 'outside' end as group_kind,
         case when r.surely then 'covered' when r.perhaps then 'uncertain' else 'uncovered' end as verdict
  from scope c
  left join reached r using (cell_id)
  left join area g on g.area_id = case $7::text when 'county' then c.county_id else c.street_id end
),
listed as materialized (
  select j.cell_id, j.centre, j.verdict, j.population
  from judged j where not j.on_edge and j.verdict <> 'covered' and j.population > 0
  order by j.population desc, j.cell_id
  limit $10::int
),
figures as (
  select case when j.on_edge then 'edge' when grouping(j.area_id) = 1 then 'total' else 'area' end as part, j.group_kind, j.area_id,
         count(*)::int as cells, coalesce(sum(j.population), 0) as total,
         coalesce(sum(j.population) filter (where j.verdict = 'covered'), 0) as covered,
         coalesce(sum(j.population) filter (where j.verdict = 'uncertain'), 0) as uncertain,
         coalesce(sum(j.population) filter (where j.verdict = 'uncovered'), 0) as uncovered,
         count(*) filter (where j.verdict <> 'covered' and j.population > 0)::int as open_cells
  from judged j
  group by grouping sets ((j.on_edge), (j.on_edge, j.group_kind, j.area_id))
  having not j.on_edge or grouping(j.area_id) = 1
)
select f.part, f.group_kind, f.area_id as key, a.code, a.name, a.name_en, null::text as parent, f.cells, f.total, f.covered, f.uncertain, f.uncovered, f.open_cells,
       case when f.part = 'total' and $11::boolean
            then (select array_agg(to_hex(j.h3)) from judged j where not j.on_edge and j.verdict = 'uncovered' and j.population > 0) end as gap_cells,
       null::text as h3, null::text as verdict, null::float8 as nearest_m, null::text as geom
from figures f
left join area a on f.part = 'area' and a.area_id = f.area_id
union all
select 'cell', null, c.cell_id, street.code, street.name, street.name_en, county.name, 1, l.population,
       0, case l.verdict when 'uncertain' then l.population else 0 end, case l.verdict when 'uncovered' then l.population else 0 end, 1,
       null, to_hex(c.h3), l.verdict, case when exact.distance_m <= 5 * $2::float8 then exact.distance_m end, st_asgeojson(c.geom, 7)
from listed l
join population_cell c using (cell_id)
join scope s using (cell_id)
left join area street on street.area_id = s.street_id
left join area county on county.area_id = s.county_id
cross join lateral (
  -- The index orders by the sphere: what it finds bounds the nearest, which is then taken on the ellipsoid.
  select case when (select few from way) then null else coalesce(
    (select distance_m(i.geog, l.centre) from institution i
     where $4::int is not null and i.type_no = $4::int and i.type_scheme = $13::text and ($5::text is null or i.kind = $5::text)
       and st_dwithin(i.geog, l.centre, 5 * $2::float8 + 0.001) and i.valid @> $3::date
       and (select true from designation d where d.institution_id = i.institution_id
            and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1)
     order by i.geog <-> l.centre limit 1),
    (select distance_m(i.geog, l.centre) from institution i
     where $4::int is null and ($5::text is null or i.kind = $5::text)
       and st_dwithin(i.geog, l.centre, 5 * $2::float8 + 0.001) and i.valid @> $3::date
       and (select true from designation d where d.institution_id = i.institution_id
            and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1)
     order by i.geog <-> l.centre limit 1)) end as distance_m
  offset 0
) bound
cross join lateral (
  select min(found.distance_m) as distance_m
  from (
    select distance_m(i.geog, l.centre) as distance_m from counted i where (select few from way)
    union all
    select distance_m(i.geog, l.centre)
    from institution i
    where $4::int is not null and i.type_no = $4::int and i.type_scheme = $13::text and ($5::text is null or i.kind = $5::text)
      and st_dwithin(i.geog, l.centre, bound.distance_m + 0.001) and i.valid @> $3::date
      and (select true from designation d where d.institution_id = i.institution_id
           and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1)
    union all
    select distance_m(i.geog, l.centre)
    from institution i
    where $4::int is null and ($5::text is null or i.kind = $5::text)
      and st_dwithin(i.geog, l.centre, bound.distance_m + 0.001) and i.valid @> $3::date
      and (select true from designation d where d.institution_id = i.institution_id
           and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1)
  ) found
) exact
order by 1 desc, uncovered desc, total desc, key
limit 100000 + $10::int
