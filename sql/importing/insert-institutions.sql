-- Writes the staged institutions that are new, under the ids assigned.
-- Parameters: none.
-- Returns: nothing.
insert into institution (institution_id, code, source, source_id, name, kind, category, type_scheme, type_no, address, geom, source_crs, accuracy_m,
  verified, stated_county, licensing_authority, licensing_level, licensing_area_id, business_licence_area_id, management_area_id,
  is_branch, valid_from, valid_to, is_synthetic, content_hash, street_id, county_id, city_id, location_status)
overriding system value
select r.entity_id, v.code, v.source, v.source_id, v.name, v.kind, v.category, v.type_scheme, v.type_no, v.address, r.geom, v.source_crs,
       v.accuracy_m, v.verified, v.stated_county, v.licensing_authority, v.licensing_level,
       (r.refs ->> 'licensing_area_code')::bigint, (r.refs ->> 'business_licence_area_code')::bigint,
       (r.refs ->> 'management_area_code')::bigint, v.is_branch, v.valid_from, v.valid_to, v.is_synthetic, r.hash,
       (r.refs ->> 'street_id')::bigint, (r.refs ->> 'county_id')::bigint, (r.refs ->> 'city_id')::bigint, r.refs ->> 'location_status'
from import_row r,
     jsonb_to_record(r.value) as v(code text, source text, source_id text, name text, kind text, category text, type_scheme text,
       type_no int, address text, source_crs text, accuracy_m double precision, verified boolean, stated_county text,
       licensing_authority text, licensing_level text, is_branch boolean, valid_from date, valid_to date, is_synthetic boolean)
where r.action = 'insert' and not r.rejected
order by r.row_no;
