-- Which of some population cells have a designated institution within the limit beyond doubt.
--
-- $1 cell ids   $2 limit in metres   $3 date asked for   $4 type number or null   $5 kind or null   $6 service or null
-- $7 type scheme of the type number
-- Rows: cell_id of each cell that is surely covered, measured from its centre (EPSG:4326) by distance_m.
-- Indexes: population_cell_cell_id_key; institution_type_geog_idx with a type number, else institution_kind_geog_idx.
with wanted as materialized (
  select c.cell_id, c.centre from population_cell c where c.cell_id = any ($1::bigint[])
)
select w.cell_id
from wanted w
where exists (
    select 1 from institution i cross join lateral (select distance_m(i.geog, w.centre) as distance_m offset 0) m
    where $4::int is not null and i.type_no = $4::int and i.type_scheme = $7::text and ($5::text is null or i.kind = $5::text)
      and st_dwithin(i.geog, w.centre, $2::float8 + 0.001) and i.valid @> $3::date
      and distance_verdict(m.distance_m, $2::float8, i.accuracy_m) = 'within'
      and (select true from designation d where d.institution_id = i.institution_id
           and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1))
  or exists (
    select 1 from institution i cross join lateral (select distance_m(i.geog, w.centre) as distance_m offset 0) m
    where $4::int is null and ($5::text is null or i.kind = $5::text)
      and st_dwithin(i.geog, w.centre, $2::float8 + 0.001) and i.valid @> $3::date
      and distance_verdict(m.distance_m, $2::float8, i.accuracy_m) = 'within'
      and (select true from designation d where d.institution_id = i.institution_id
           and ($6::text is null or d.service = $6::text) and designation_in_force(d.status, d.valid, $3::date) limit 1))
