-- Writes the staged institutions that differ from the stored ones. The stored code stays where the file has none; the stored
-- source and source_id stay where the row is known by its code and states no source_id.
-- Parameters: none.
-- Returns: nothing.
update institution i
set code = coalesce(v.code, i.code),
    source = case when v.states_source_id then v.source else i.source end,
    source_id = case when v.states_source_id then v.source_id else i.source_id end,
    name = v.name, kind = v.kind, category = v.category, type_scheme = v.type_scheme, type_no = v.type_no, address = v.address,
    geom = r.geom, source_crs = v.source_crs, accuracy_m = v.accuracy_m, verified = v.verified, stated_county = v.stated_county,
    licensing_authority = v.licensing_authority, licensing_level = v.licensing_level,
    licensing_area_id = (r.refs ->> 'licensing_area_code')::bigint,
    business_licence_area_id = (r.refs ->> 'business_licence_area_code')::bigint,
    management_area_id = (r.refs ->> 'management_area_code')::bigint,
    is_branch = v.is_branch, valid_from = v.valid_from, valid_to = v.valid_to, is_synthetic = v.is_synthetic,
    street_id = (r.refs ->> 'street_id')::bigint, county_id = (r.refs ->> 'county_id')::bigint, city_id = (r.refs ->> 'city_id')::bigint,
    location_status = r.refs ->> 'location_status', content_hash = r.hash, updated_at = now()
from import_row r,
     jsonb_to_record(r.value) as v(code text, source text, source_id text, states_source_id boolean, name text, kind text, category text,
       type_scheme text, type_no int, address text, source_crs text, accuracy_m double precision, verified boolean, stated_county text,
       licensing_authority text, licensing_level text, is_branch boolean, valid_from date, valid_to date, is_synthetic boolean)
where r.action = 'update' and not r.rejected and i.institution_id = r.entity_id;
