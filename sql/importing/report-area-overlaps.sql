-- Warns of staged polygons that overlap another of the same level, stored or in the file, on a common day by more than a sliver: over
-- 1 ha and 20 m wide on average (on a grid of 0.1 mm, without which borders that nearly coincide may make it fail). What lies in the overlap is in neither. Of two rows of the file the later one carries the warning.
-- Parameters: none.
-- SRID 4326; areas and lengths on geography.
-- Returns: nothing.
-- Index: area_geom_idx, import_row_geom_idx.
with staged as (
  select row_no, entity_id, action, value ->> 'level' as level, value ->> 'code' as code, value ->> 'name' as name, geom,
         daterange((value ->> 'valid_from')::date, (value ->> 'valid_to')::date, '[]') as valid
  from import_row
  where not rejected and action in ('insert', 'update', 'unchanged') and geom is not null
), pair as (
  select s.row_no, s.code, s.name, o.code as other_code, o.name as other_name, s.geom, o.geom as other_geom
  from staged s
  join staged o on o.row_no < s.row_no and o.level = s.level and o.code <> s.code and o.valid && s.valid and o.geom && s.geom
  where s.action <> 'unchanged' or o.action <> 'unchanged'
  union all
  select s.row_no, s.code, s.name, a.code, a.name, s.geom, a.geom
  from staged s
  join area a on a.level = s.level and a.code <> s.code and a.valid && s.valid and a.geom && s.geom
  where s.action <> 'unchanged' and not exists (select from staged f where f.entity_id = a.area_id)
), common as materialized (
  select row_no, code, name, other_code, other_name, st_collectionextract(st_intersection(geom, other_geom, 1e-9), 3)::geography as geog
  from pair
  where st_relate(geom, other_geom, '2********')
), measured as (
  select row_no, code || ' ' || name as named, other_code || ' ' || other_name as other, st_area(geog) as area_m2, st_perimeter(geog) as perimeter_m
  from common
)
insert into import_issue (row_no, severity, code, field, value, detail)
select row_no, 'warning', 'area-overlap', 'geometry', named,
       left(string_agg(other || ': ' || round((area_m2 / 1e6)::numeric, 3) || ' km2', ', ' order by area_m2 desc), 200)
from measured
where area_m2 > 10000 and area_m2 > 20 * perimeter_m / 2
group by row_no, named;
