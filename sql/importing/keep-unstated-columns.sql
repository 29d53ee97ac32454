-- Completes the staged rows of known institutions with what is stored for the columns that the file does not state at all: not
-- stated means unchanged. Accuracy and verification belong to the position and are kept only with it.
-- Parameters: $1 columns of institution to keep, $2 true when the file states no position, $3 columns that go with the position,
--   $4 columns of area codes (licensing_area_code, …) to keep.
-- SRID 4326.
-- Returns: kept_accuracies (rows whose accuracy is the stored one).
with known as materialized (
  select r.row_no, case when $2::boolean then i.geom else r.geom end as geom, $2::boolean or coalesce(r.geom = i.geom, false) as in_place,
         jsonb_build_object('category', i.category, 'type_scheme', i.type_scheme, 'type_no', i.type_no, 'address', i.address,
           'stated_county', i.stated_county, 'licensing_authority', i.licensing_authority, 'licensing_level', i.licensing_level,
           'is_branch', i.is_branch, 'valid_from', i.valid_from, 'valid_to', i.valid_to, 'source_crs', i.source_crs,
           'accuracy_m', i.accuracy_m, 'verified', i.verified) as stored,
         jsonb_build_object('licensing_area_code', i.licensing_area_id, 'business_licence_area_code', i.business_licence_area_id,
           'management_area_code', i.management_area_id) as stored_refs
  from import_row r join institution i on i.institution_id = r.entity_id
  where r.action = 'update' and not r.rejected
), kept as materialized (
  select k.row_no, k.geom, k.in_place and 'accuracy_m' = any ($3::text[]) and k.geom is not null as kept_accuracy,
         (select coalesce(jsonb_object_agg(s.key, s.value), '{}') from jsonb_each(k.stored) s
          where s.key = any ($1::text[]) or (k.in_place and s.key = any ($3::text[]))) as columns,
         (select coalesce(jsonb_object_agg(s.key, s.value), '{}') from jsonb_each(k.stored_refs) s where s.key = any ($4::text[])) as refs
  from known k
), completed as (
  update import_row r set value = r.value || k.columns, refs = r.refs || k.refs, geom = k.geom
  from kept k
  where k.row_no = r.row_no
), withdrawn as (
  delete from import_issue w
  using import_row r
  where w.row_no = r.row_no and w.code = 'category-missing' and 'category' = any ($1::text[])
    and r.action in ('update', 'unchanged') and not r.rejected
)
select count(*) filter (where kept_accuracy)::int as kept_accuracies from kept;
