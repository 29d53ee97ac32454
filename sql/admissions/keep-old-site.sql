-- Keeps what an institution was at its old address as an institution of its own that ends the day before it moves: position,
-- areas and names stay, code and register key stay with the institution that goes on. Nothing is kept of one that has no
-- position or begins on that day or later.
--
-- $1 institution   $2 id of the application to move   $3 day of the move
-- Row: institution_id of the old site, none when there is nothing to keep. Index: primary key.
insert into institution (source, source_id, name, kind, category, type_scheme, type_no, address, geom, source_crs, accuracy_m, verified,
  location_status, street_id, county_id, city_id, stated_county, licensing_authority, licensing_level, licensing_area_id,
  business_licence_area_id, management_area_id, parent_id, is_branch, valid_from, valid_to, warnings, is_synthetic, content_hash)
select 'relocation', $2::uuid::text, name, kind, category, type_scheme, type_no, address, geom, source_crs, accuracy_m, verified,
       location_status, street_id, county_id, city_id, stated_county, licensing_authority, licensing_level, licensing_area_id,
       business_licence_area_id, management_area_id, parent_id, is_branch, valid_from, $3::date - 1, warnings, is_synthetic, 'relocation'
from institution
where institution_id = $1::bigint and geom is not null and coalesce(valid_from < $3::date, true)
returning institution_id
