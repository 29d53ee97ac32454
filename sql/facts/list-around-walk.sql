-- Residents around a site and who is designated around them, for counting those who have nobody of the type within a walk.
--
-- $1 longitude, $2 latitude (degrees, EPSG:4326)   $3 length of a walk in metres   $4 date   $5 kind of institution
-- $6 institution left out (the applicant), or null
-- Row (always one): surface: the latest with a date on or before $4, or null, and then nothing else is read; cells: inhabited cells
-- whose centre lies within $3 of the site, by id; institutions: of the kind, in force on the date and with a position, within twice $3
-- (whoever a resident of the cells can reach), by id. Positions in degrees (EPSG:4326).
-- Distances by distance_m. Indexes: population_cell_centre_idx, institution_kind_geog_idx, designation_institution_idx.
with site as materialized (
  select st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog
),
surface as materialized (
  select s.surface_id, s.code, s.is_modelled, s.is_synthetic
  from population_surface s where s.as_of <= $4::date
  order by s.as_of desc, s.surface_id desc
  limit 1
)
select
  (select jsonb_build_object('code', s.code, 'isModelled', s.is_modelled, 'isSynthetic', s.is_synthetic) from surface s) as surface,
  coalesce((
    select jsonb_agg(jsonb_build_object('lon', st_x(c.centre::geometry), 'lat', st_y(c.centre::geometry), 'residents', c.population)
                     order by c.cell_id)
    from population_cell c
    where c.surface_id = (select surface_id from surface) and c.population > 0
      and st_dwithin(c.centre, (select geog from site), $3::float8 + 0.001)
      and distance_m(c.centre, (select geog from site)) <= $3::float8), '[]') as cells,
  coalesce((
    select jsonb_agg(jsonb_build_object('lon', st_x(i.geom), 'lat', st_y(i.geom), 'kind', i.kind, 'category', i.category, 'typeNo', i.type_no,
                                        'typeScheme', i.type_scheme, 'services', to_jsonb(agreed.services))
                     order by i.institution_id)
    from institution i
    cross join lateral (
      select array_agg(d.service order by d.service) as services
      from designation d
      where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $4::date)
    ) agreed
    where exists (select 1 from surface) and i.kind = $5::text and i.valid @> $4::date and i.institution_id is distinct from $6::bigint
      and st_dwithin(i.geog, (select geog from site), 2 * $3::float8 + 0.001)
      and agreed.services is not null), '[]') as institutions
