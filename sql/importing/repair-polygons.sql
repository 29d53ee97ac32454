-- Repairs staged polygons that are not valid with ST_MakeValid, keeps the polygonal part, and says so; a repair that leaves
-- no polygon changes nothing, so that the row is rejected afterwards.
-- Parameters: none.
-- Returns: nothing.
with broken as (
  select row_no, st_isvalidreason(geom) as reason, st_multi(st_collectionextract(st_makevalid(geom), 3)) as repaired
  from import_row
  where not rejected and geom is not null and not st_isvalid(geom)
), told as (
  insert into import_issue (row_no, severity, code, field, detail)
  select row_no, 'warning', 'geometry-repaired', 'geometry', reason from broken where not st_isempty(repaired)
)
update import_row r set geom = b.repaired
from broken b
where b.row_no = r.row_no and not st_isempty(b.repaired);
