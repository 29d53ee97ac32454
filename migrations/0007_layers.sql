-- One view a layer for map clients. `fid` is a stable number, never reused; `geom` (EPSG:4326) and `valid` where the layer has them;
-- every other column is a property of the feature under its own name (api/collections declares them; a test compares).
-- Names of areas and figures of other tables come by left joins that give at most one row, so that the planner drops
-- those a question does not ask for: counting or picking the rows of a page touches the layer's own table only.

-- H3 indexes exceed the whole numbers that a map client keeps exactly (2^53), so cells get a number of their own.
alter table population_cell add column cell_id bigint generated always as identity unique;

-- Figures of one institution are looked up by its id, thousands for a page: index-only scans instead of the GiST
-- indexes of the exclusion constraints, which take several times longer.
create index designation_institution_idx on designation (institution_id) include (service, status, valid);
create index institution_grade_institution_idx on institution_grade (institution_id) include (scale, grade, valid);
create index bed_institution_idx on bed (institution_id) include (licensed, open, designated, valid);

create function today_in_shanghai() returns date language sql stable parallel safe
as $$ select (now() at time zone 'Asia/Shanghai')::date $$;
comment on function today_in_shanghai() is 'The calendar date that a question means when it names none.';

create view layer_institutions as
select i.institution_id as fid,
       i.code, i.name, i.kind, i.category, i.type_no, i.type_scheme, i.address,
       city.name as city_name, county.code as county_code, county.name as county_name,
       street.code as street_code, street.name as street_name, i.stated_county, i.location_status,
       management.name as management_area_name, i.licensing_authority, i.licensing_level,
       business.name as business_licence_area_name, i.parent_id as parent_fid, i.is_branch,
       grade.hospital_grade, grade.settlement_level, service.services, beds.beds_licensed, beds.beds_open, beds.beds_designated,
       i.source_crs, i.accuracy_m, i.verified, i.source, i.source_id, i.valid_from, i.valid_to, i.warnings, i.is_synthetic, i.updated_at,
       i.valid, i.geom
from institution i
left join area city on city.area_id = i.city_id
left join area county on county.area_id = i.county_id
left join area street on street.area_id = i.street_id
left join area management on management.area_id = i.management_area_id
left join area business on business.area_id = i.business_licence_area_id
left join lateral (
  select max(g.grade) filter (where g.scale = 'hospital_grade' and g.valid @> today_in_shanghai()) as hospital_grade,
         max(g.grade) filter (where g.scale = 'settlement_level' and g.valid @> today_in_shanghai()) as settlement_level
  from institution_grade g where g.institution_id = i.institution_id) grade on true
left join lateral (
  select coalesce(array_agg(d.service order by d.service)
           filter (where designation_in_force(d.status, d.valid, today_in_shanghai())), '{}') as services
  from designation d where d.institution_id = i.institution_id) service on true
left join lateral (
  select sum(b.licensed) filter (where b.valid @> today_in_shanghai()) as beds_licensed,
         sum(b.open) filter (where b.valid @> today_in_shanghai()) as beds_open,
         sum(b.designated) filter (where b.valid @> today_in_shanghai()) as beds_designated
  from bed b where b.institution_id = i.institution_id) beds on true;

create view layer_designations as
select d.designation_id as fid,
       d.institution_id as institution_fid, i.code as institution_code, i.name as institution_name, i.kind as institution_kind,
       i.category, i.type_no, d.service, d.status, d.valid_from, d.valid_to, d.counts_from, d.document,
       county.code as county_code, county.name as county_name, street.code as street_code, street.name as street_name,
       i.source_crs, i.accuracy_m, i.verified, i.warnings,
       d.is_synthetic or i.is_synthetic as is_synthetic, d.updated_at,
       d.valid, i.geom
from designation d
join institution i using (institution_id)
left join area county on county.area_id = i.county_id
left join area street on street.area_id = i.street_id
where d.status in ('active', 'suspended');

create view layer_counties as
select a.area_id as fid, a.code, a.name, a.name_en, city.code as city_code, city.name as city_name, a.area_km2,
       (select s.value from area_statistic s where s.area_id = a.area_id and s.indicator = 'resident_pop'
           and s.as_of <= today_in_shanghai() order by s.as_of desc limit 1) as resident_pop,
       (select s.as_of from area_statistic s where s.area_id = a.area_id and s.indicator = 'resident_pop'
           and s.as_of <= today_in_shanghai() order by s.as_of desc limit 1) as resident_pop_as_of,
       (select s.value from area_statistic s where s.area_id = a.area_id and s.indicator = 'insured_pop'
           and s.as_of <= today_in_shanghai() order by s.as_of desc limit 1) as insured_pop,
       (select s.as_of from area_statistic s where s.area_id = a.area_id and s.indicator = 'insured_pop'
           and s.as_of <= today_in_shanghai() order by s.as_of desc limit 1) as insured_pop_as_of,
       a.source_crs, a.source, a.valid_from, a.valid_to, a.is_synthetic, a.updated_at, a.valid, a.geom
from area a
left join area city on city.area_id = a.parent_id
where a.level = 'county';

create view layer_streets as
select a.area_id as fid, a.code, a.name, a.name_en, county.code as county_code, county.name as county_name, a.area_km2,
       (select s.value from area_statistic s where s.area_id = a.area_id and s.indicator = 'resident_pop'
           and s.as_of <= today_in_shanghai() order by s.as_of desc limit 1) as resident_pop,
       (select s.as_of from area_statistic s where s.area_id = a.area_id and s.indicator = 'resident_pop'
           and s.as_of <= today_in_shanghai() order by s.as_of desc limit 1) as resident_pop_as_of,
       a.source_crs, a.source, a.valid_from, a.valid_to, a.is_synthetic, a.updated_at, a.valid, a.geom
from area a
left join area county on county.area_id = a.parent_id
where a.level = 'street';

create view layer_management_areas as
select a.area_id as fid, a.code, a.name, a.name_en, parent.code as parent_code, parent.name as parent_name,
       a.source, a.valid_from, a.valid_to, a.is_synthetic, a.updated_at, a.valid
from area a
left join area parent on parent.area_id = a.parent_id
where a.level = 'management';

create view layer_population_cells as
select c.cell_id as fid, to_hex(c.h3) as h3, s.code as surface_code, s.title_zh as surface_title_zh, s.title_en as surface_title_en,
       s.as_of, c.population, s.is_modelled,
       case when s.is_modelled then 'modelled' else 'counted' end as population_basis, s.method,
       county.code as county_code, county.name as county_name, street.code as street_code, street.name as street_name,
       c.location_status, s.document, s.is_synthetic, c.geom
from population_cell c
join population_surface s using (surface_id)
left join area county on county.area_id = c.county_id
left join area street on street.area_id = c.street_id;

-- A bound is drawn as the polygon of its area; the bound of a management area has none.
create view layer_pharmacy_bounds as
select b.bound_id as fid, a.code as area_code, a.level as area_level, a.name as area_name, b.pharmacy_kind,
       b.lower_bound, b.upper_bound, b.version, b.document, b.valid_from, b.valid_to,
       b.is_synthetic or a.is_synthetic as is_synthetic, b.updated_at, b.valid, a.geom
from pharmacy_bound b
join area a using (area_id);
