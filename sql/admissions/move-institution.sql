-- Puts an institution at its new address from a day on. Areas as when one is entered: border is flagged, never guessed.
--
-- $1 institution   $2 longitude, $3 latitude (degrees, EPSG:4326)   $4 CRS given   $5 accuracy in metres
-- $6 whether somebody has confirmed the entrance   $7 day of the move   $8 date on which areas must be valid
-- Row: institution_id. Index: area_geom_idx.
with point as (
  select st_setsrid(st_makepoint($2::float8, $3::float8), 4326) as geom
), touching as (
  select a.level, a.area_id, st_containsproperly(a.geom, st_expand(p.geom, 1e-9)) as inside
  from point p
  join area a on a.level in ('city', 'county', 'street') and a.valid @> $8::date and st_intersects(a.geom, st_expand(p.geom, 1e-9))
), by_level as (
  select level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id from touching group by level
), place as (
  select min(area_id) filter (where level = 'street' and decided) as street_id,
         min(area_id) filter (where level = 'county' and decided) as county_id,
         min(area_id) filter (where level = 'city' and decided) as city_id,
         case when count(*) = 0 then 'outside' when bool_and(decided) then 'located' else 'border' end as status
  from by_level
)
update institution i
set geom = p.geom, source_crs = $4::text, accuracy_m = $5::float8, verified = $6::boolean, address = null, stated_county = null,
    location_status = place.status, street_id = place.street_id, county_id = place.county_id, city_id = place.city_id,
    valid_from = $7::date, content_hash = 'relocation', updated_at = now()
from point p cross join place
where i.institution_id = $1::bigint
returning i.institution_id
