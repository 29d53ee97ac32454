-- Which residents live within a limit of a designated institution: totals, areas ranked by uncovered residents, and the
-- uncovered cells themselves.
--
-- $1 surface id   $2 limit in metres   $3 date asked for   $4 type number or null   $5 kind or null   $6 service or null
-- $7 level of the areas to rank: county | street   $8 level of the area asked about, or null = everywhere
-- $9 ids of that area's versions   $10 most cells listed   $11 whether to gather all uncovered cells for dissolving
-- A cell's distance is that of its centre. covered: within beyond doubt; uncertain: only inside an accuracy band; else uncovered.
-- Rows: part = total (one; gap_cells = hex indexes of every uncovered cell when $11) | area (key null = cells on a border or
-- in no area) | cell (uncovered or uncertain, most residents first; nearest_m within 5 limits, else null; geom GeoJSON text).
-- Driven from the institutions, each with its own reach (limit + accuracy). Index: population_cell_centre_idx (surface, centre);
-- nearest_m: institution_type_geog_idx, institution_kind_geog_idx.
with counted as materialized (
  select i.institution_id, i.geog, i.accuracy_m, i.is_synthetic
  from institution i
  where i.geog is not null and i.valid @> $3::date
    and ($4::int is null or i.type_no = $4::int) and ($5::text is null or i.kind = $5::text)
    and exists (select 1 from designation d where d.institution_id = i.institution_id
                and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date))
),
reached as (
  select c.cell_id, bool_or(distance_verdict(distance_m(c.centre, i.geog), $2::float8, i.accuracy_m) = 'within') as surely,
         bool_or(distance_verdict(distance_m(c.centre, i.geog), $2::float8, i.accuracy_m) = 'uncertain') as perhaps
  from counted i
  join population_cell c on c.surface_id = $1::bigint and st_dwithin(c.centre, i.geog, $2::float8 + i.accuracy_m + 0.001)
  group by c.cell_id
),
judged as materialized (
  select c.cell_id, c.h3, c.population, case $7::text when 'county' then c.county_id else c.street_id end as area_id,
         case when r.surely then 'covered' when r.perhaps then 'uncertain' else 'uncovered' end as verdict
  from population_cell c
  left join reached r using (cell_id)
  where c.surface_id = $1::bigint
    and case $8::text when 'city' then c.city_id = any ($9::bigint[]) when 'county' then c.county_id = any ($9::bigint[])
                      when 'street' then c.street_id = any ($9::bigint[]) else true end
),
listed as materialized (
  select j.cell_id, j.verdict, row_number() over (order by j.population desc, j.cell_id) as place
  from judged j where j.verdict <> 'covered' and j.population > 0
  order by j.population desc, j.cell_id
  limit $10::int
),
figures as (
  select case when grouping(j.area_id) = 1 then 'total' else 'area' end as part, j.area_id,
         count(*)::int as cells, coalesce(sum(j.population), 0) as total,
         coalesce(sum(j.population) filter (where j.verdict = 'covered'), 0) as covered,
         coalesce(sum(j.population) filter (where j.verdict = 'uncertain'), 0) as uncertain,
         coalesce(sum(j.population) filter (where j.verdict = 'uncovered'), 0) as uncovered,
         count(*) filter (where j.verdict <> 'covered' and j.population > 0)::int as open_cells
  from judged j
  group by grouping sets ((), (j.area_id))
)
select f.part, f.area_id as key, a.code, a.name, a.name_en, null::text as parent, f.cells, f.total, f.covered, f.uncertain, f.uncovered, f.open_cells,
       case when f.part = 'total' and $11::boolean
            then (select array_agg(to_hex(j.h3)) from judged j where j.verdict = 'uncovered' and j.population > 0) end as gap_cells,
       null::text as h3, null::text as verdict, null::float8 as nearest_m, null::text as geom
from figures f
left join area a on f.part = 'area' and a.area_id = f.area_id
union all
select 'cell', c.cell_id, street.code, street.name, street.name_en, county.name, 1, c.population,
       0, case l.verdict when 'uncertain' then c.population else 0 end, case l.verdict when 'uncovered' then c.population else 0 end, 1,
       null, to_hex(c.h3), l.verdict,
       (select min(distance_m(i.geog, c.centre))
        from unnest(case when $5::text is null then array['medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both'] else array[$5::text] end) as of_kind (kind)
        join institution i on i.kind = of_kind.kind and st_dwithin(i.geog, c.centre, 5 * $2::float8)
        where ($4::int is null or i.type_no = $4::int) and i.valid @> $3::date
          and exists (select 1 from designation d where d.institution_id = i.institution_id
                      and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date))),
       st_asgeojson(c.geom, 7)
from listed l
join population_cell c using (cell_id)
left join area street on street.area_id = c.street_id
left join area county on county.area_id = c.county_id
order by 1 desc, uncovered desc, total desc, key
limit 10000 + $10::int
