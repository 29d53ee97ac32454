-- Removes grades of updated institutions on the scales that the file states, where it no longer states them.
-- Parameters: $1 scales stated (hospital_grade, settlement_level).
-- Returns: removed.
with gone as (
  delete from institution_grade g
  using import_row r
  where r.action = 'update' and not r.rejected and g.institution_id = r.entity_id
    and g.scale = any ($1::text[]) and g.grade is distinct from r.value ->> g.scale
  returning r.value ->> g.scale is null as cleared
)
select count(*) filter (where cleared)::int as removed from gone;
