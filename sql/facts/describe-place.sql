-- Where an application stands: its site with every area around it, the areas it names, and the applicant in the register.
--
-- $1 longitude, $2 latitude (degrees, EPSG:4326) or nulls   $3 radius in metres that rules decide by   $4 accuracy of the site in metres
-- $5 date   $6 code of the plan's city   $7 code of the applicant in the register, or `id:<number>`, or null
-- $8 whether the applicant's own position is the site where $1 is null
-- $9 names of what the application refers to (licensing, business, management), $10 codes or names of those areas, of one length
-- Row (always one): site: lon, lat, accuracy_m, verified, location_status (located | border | outside), extent (unknown: no area
-- polygons | outside | leaves | inside), leaves_city; null without a position.
-- containing: areas of any level that hold or touch the site; decided = inside it and in no other of its level.
-- named: areas that fit $10 by code or name, those of the applicant in the register (roles register_*), and the city (role city).
-- counties: area ids of all counties of the city.   applicant: null when $7 is null or not known.
-- Distances by distance_m; a site closer than 0.1 mm to a border is on it.
-- Indexes: area_geom_idx, area_level_code_idx, area_name_idx, data_extent_edge_idx, institution_code_key, institution_pkey.
with applicant as materialized (
  select i.institution_id, i.code, i.name, i.kind, i.category, i.type_no, i.type_scheme, i.geom, i.geog, i.accuracy_m, i.verified,
         i.licensing_level, i.licensing_area_id, i.business_licence_area_id, i.management_area_id, i.is_branch, i.is_synthetic
  from institution i
  where i.code = case when $7::text !~ '^id:[0-9]{1,15}$' then $7::text end
     or i.institution_id = case when $7::text ~ '^id:[0-9]{1,15}$' then substr($7::text, 4)::bigint end
),
site as materialized (
  select geom, geom::geography as geog, accuracy_m, verified, $3::float8 + accuracy_m as reach_m
  from (
    select st_setsrid(st_makepoint($1::float8, $2::float8), 4326) as geom, $4::float8 as accuracy_m, null::boolean as verified
    where $1::float8 is not null
    union all
    select a.geom, a.accuracy_m, a.verified from applicant a where $1::float8 is null and $8::boolean and a.geom is not null
  ) given
),
touching as materialized (
  select a.area_id, a.level, st_containsproperly(a.geom, st_expand(site.geom, 1e-9)) as inside, count(*) over (partition by a.level) as of_level
  from site join area a on a.valid @> $5::date and st_intersects(a.geom, st_expand(site.geom, 1e-9))
),
city as materialized (
  select a.area_id, a.geom from area a where a.level = 'city' and a.code = $6::text and a.valid @> $5::date
  union all
  select a.area_id, a.geom
  from touching t join area a using (area_id)
  where t.level = 'city' and t.inside and t.of_level = 1
    and not exists (select 1 from area c where c.level = 'city' and c.code = $6::text and c.valid @> $5::date)
),
wanted as (
  select role, a.area_id, given, a.code = given as by_code
  from unnest($9::text[], $10::text[]) as reference (role, given)
  join area a on (a.code = given or a.name = given) and (a.level = 'management') = (role = 'management')
  where a.valid @> $5::date
  union all
  select role, v.area_id, null, true
  from applicant
  cross join lateral (values ('register_licensing', licensing_area_id), ('register_business', business_licence_area_id),
                             ('register_management', management_area_id)) as register (role, area_id)
  join area stored on stored.area_id = register.area_id
  join area v on v.level = stored.level and v.code = stored.code and v.valid @> $5::date
  union all
  select 'city', area_id, null, true from city
),
described as (
  select a.area_id, jsonb_build_object('areaId', a.area_id, 'code', a.code, 'level', a.level, 'name', a.name, 'parentCode', p.code,
                                       'isSynthetic', a.is_synthetic) as area,
         a.area_km2, a.level, a.code, p.area_id as parent_id,
         case when a.level = 'city' then a.code when p.level = 'city' then p.code when g.level = 'city' then g.code end as city_code
  from area a
  left join area p on p.area_id = a.parent_id
  left join area g on g.area_id = p.parent_id
  where a.area_id in (select area_id from touching union select area_id from wanted
                      union select s.parent_id from touching t join area s using (area_id))
)
select
  (select jsonb_build_object(
     'lon', st_x(site.geom), 'lat', st_y(site.geom), 'accuracy_m', site.accuracy_m, 'verified', site.verified,
     'location_status', case when count(*) filter (where t.level <> 'management') = 0 then 'outside'
                             when coalesce(bool_or(not t.inside or t.of_level > 1) filter (where t.level <> 'management'), false) then 'border'
                             else 'located' end,
     'extent', case
       when not exists (select 1 from data_extent) then 'unknown'
       when not exists (select 1 from data_extent e where st_intersects(e.geom, site.geom)) then 'outside'
       when exists (select 1 from data_extent_edge e
                    where st_dwithin(e.geog, site.geog, site.reach_m + 0.001) and distance_m(e.geog, site.geog) <= site.reach_m) then 'leaves'
       else 'inside' end,
     'leaves_city', (
       select case
         when not st_intersects(city.geom, site.geom) then true
         when st_covers(city.geom, st_expand(site.geom, site.reach_m / (110000 * greatest(cos(radians(st_y(site.geom))), 0.01)),
                                             site.reach_m / 110000)) then false
         else st_dwithin(st_boundary(city.geom)::geography, site.geog, site.reach_m + 0.001)
              and distance_m(st_boundary(city.geom)::geography, site.geog) <= site.reach_m end
       from city))
   from site left join touching t on true
   group by site.geom, site.geog, site.accuracy_m, site.verified, site.reach_m) as site,
  coalesce((
    select jsonb_agg(jsonb_build_object('area', d.area, 'area_km2', d.area_km2, 'city_code', d.city_code, 'inside', t.inside,
                                        'decided', t.inside and t.of_level = 1, 'parent', parent.area)
                     order by array_position(array['city', 'county', 'street', 'management'], d.level), d.code)
    from touching t join described d using (area_id) left join described parent on parent.area_id = d.parent_id), '[]') as containing,
  coalesce((
    select jsonb_agg(jsonb_build_object('role', w.role, 'given', w.given, 'by_code', w.by_code, 'area', d.area, 'city_code', d.city_code)
                     order by w.role, d.level, d.code, d.area_id)
    from wanted w join described d using (area_id)), '[]') as named,
  coalesce((
    select array_agg(a.area_id order by a.code)
    from city join area c on c.area_id = city.area_id
    join area p on p.level = 'city' and p.code = c.code
    join area a on a.parent_id = p.area_id and a.level = 'county' and a.valid @> $5::date), '{}') as counties,
  (select jsonb_build_object(
     'institutionId', a.institution_id, 'code', a.code, 'name', a.name, 'kind', a.kind, 'category', a.category, 'typeNo', a.type_no,
     'typeScheme', a.type_scheme, 'lon', st_x(a.geom), 'lat', st_y(a.geom), 'licensingLevel', a.licensing_level,
     'isBranch', a.is_branch, 'isSynthetic', a.is_synthetic,
     'movedM', (select distance_m(a.geog, site.geog) from site),
     'services', coalesce((
       select jsonb_agg(jsonb_build_object('service', d.service, 'status', d.status, 'from', d.valid_from, 'to', d.valid_to,
                                           'countsFrom', d.counts_from, 'isTemporary', d.lapses_on is not null)
                        order by d.service, d.valid_from nulls first, d.designation_id)
       from designation d where d.institution_id = a.institution_id), '[]'),
     'grades', coalesce((
       select jsonb_agg(jsonb_build_object('scale', g.scale, 'grade', g.grade, 'obtainedBy', g.obtained_by, 'from', g.valid_from,
                                           'to', g.valid_to)
                        order by g.scale, g.valid_from nulls first)
       from institution_grade g where g.institution_id = a.institution_id), '[]'),
     'designatedBeds', coalesce((
       select jsonb_object_agg(b.category, b.designated)
       from bed b where b.institution_id = a.institution_id and b.valid @> $5::date and b.designated is not null), '{}'),
     'coachingUntil', (select max(d.coaching_until) from designation d
                       where d.institution_id = a.institution_id and designation_in_force(d.status, d.valid, $5::date)))
   from applicant a) as applicant
