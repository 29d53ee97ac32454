-- Street, county and city of the institutions that a scenario adds or moves. Inside exactly one polygon of a level: that area. On a
-- border (within 1e-9 degrees, 0.1 mm) or in two polygons of a level: 'border', never guessed. Run only in a transaction that is
-- rolled back.
--
-- $1 ids of institutions   $2 date on which the areas must be valid   $3 ids of those whose business licence is of the county they stand in
-- Row: institution_id, location_status. Index: area_geom_idx.
with point as (
  select institution_id, geom from institution where institution_id = any ($1::bigint[])
), touching as (
  select p.institution_id, a.level, a.area_id, st_containsproperly(a.geom, st_expand(p.geom, 1e-9)) as inside
  from point p
  join area a on a.level in ('city', 'county', 'street') and a.valid @> $2::date and st_intersects(a.geom, st_expand(p.geom, 1e-9))
), by_level as (
  select institution_id, level, count(*) = 1 and bool_and(inside) as decided, min(area_id) as area_id from touching group by institution_id, level
), place as (
  select p.institution_id,
         min(b.area_id) filter (where b.level = 'street' and b.decided) as street_id,
         min(b.area_id) filter (where b.level = 'county' and b.decided) as county_id,
         min(b.area_id) filter (where b.level = 'city' and b.decided) as city_id,
         case when count(b.level) = 0 then 'outside' when bool_and(b.decided) then 'located' else 'border' end as status
  from point p left join by_level b using (institution_id)
  group by p.institution_id
)
update institution i
set street_id = place.street_id, county_id = place.county_id, city_id = place.city_id, location_status = place.status,
    business_licence_area_id = case when i.institution_id = any ($3::bigint[]) then place.county_id else i.business_licence_area_id end
from place
where i.institution_id = place.institution_id
returning i.institution_id, i.location_status
