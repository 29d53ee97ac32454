-- Enters an institution that an application has brought into being. Inside exactly one polygon of a level: that area. On a
-- border (within 1e-9 degrees, 0.1 mm) or in two polygons of a level: flagged 'border', never guessed.
--
-- $1 id of the application   $2 code or null   $3 name   $4 kind   $5 licence category or null   $6 type scheme or null
-- $7 type number or null   $8 longitude, $9 latitude (degrees, EPSG:4326) or nulls   $10 CRS given or null
-- $11 accuracy in metres   $12 whether somebody has confirmed the entrance   $13 licensing authority or null
-- $14 its level or null   $15 code of its area or null   $16 code of the area of the business licence or null
-- $17 code or name of the management area or null   $18 id of the main institution or null   $19 whether it is a branch
-- $20 first day   $21 date on which areas must be valid
-- Row: institution_id. Indexes: area_geom_idx, area_level_code_idx, area_name_idx.
with point as (
  select case when $8::float8 is not null then st_setsrid(st_makepoint($8::float8, $9::float8), 4326) end as geom
), touching as (
  select a.level, a.area_id, st_containsproperly(a.geom, st_expand(p.geom, 1e-9)) as inside
  from point p
  join area a on a.level in ('city', 'county', 'street') and a.valid @> $21::date and st_intersects(a.geom, st_expand(p.geom, 1e-9))
), by_level as (
  select level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id from touching group by level
), place as (
  select min(area_id) filter (where level = 'street' and decided) as street_id,
         min(area_id) filter (where level = 'county' and decided) as county_id,
         min(area_id) filter (where level = 'city' and decided) as city_id,
         case when count(*) = 0 then 'outside' when bool_and(decided) then 'located' else 'border' end as status
  from by_level
), named as (
  select (select a.area_id from area a where a.code = $15::text and a.level in ('city', 'county') and a.valid @> $21::date
          order by a.level desc, a.area_id limit 1) as licensing_id,
         (select a.area_id from area a where a.code = $16::text and a.level in ('city', 'county') and a.valid @> $21::date
          order by a.level desc, a.area_id limit 1) as business_id,
         (select case when count(*) = 1 then min(a.area_id) end from area a
          where (a.code = $17::text or a.name = $17::text) and a.level = 'management' and a.valid @> $21::date) as management_id
)
insert into institution (code, source, source_id, name, kind, category, type_scheme, type_no, geom, source_crs, accuracy_m, verified,
  location_status, street_id, county_id, city_id, licensing_authority, licensing_level, licensing_area_id, business_licence_area_id,
  management_area_id, parent_id, is_branch, valid_from, content_hash)
select $2::text, 'application', $1::uuid::text, $3::text, $4::text, $5::text, $6::text, $7::int, p.geom, $10::text, $11::float8, $12::boolean,
       case when p.geom is null then 'unlocated' else place.status end, place.street_id, place.county_id, place.city_id,
       $13::text, $14::text, named.licensing_id, named.business_id, named.management_id, $18::bigint, $19::boolean, $20::date, 'application'
from point p cross join place cross join named
returning institution_id
