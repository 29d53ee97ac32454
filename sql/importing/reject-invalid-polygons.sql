-- Rejects staged geometries that are not valid (self-crossing, ring outside shell, …), with the place.
-- Parameters: none.
-- Returns: nothing.
insert into import_issue (row_no, severity, code, field, detail)
select row_no, 'rejected', 'invalid-geometry', 'geometry', coalesce(nullif(st_isvalidreason(geom), 'Valid Geometry'), 'empty')
from import_row
where not rejected and geom is not null and (st_isempty(geom) or not st_isvalid(geom));
