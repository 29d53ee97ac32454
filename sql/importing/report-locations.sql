-- Flags staged institutions that were written or are unchanged and lie on a border or in no area; nothing is flagged while no area
-- with a polygon is stored.
-- Parameters: $1 date on which areas must be valid.
-- Returns: nothing.
insert into import_issue (row_no, severity, code, field, value)
select r.row_no, 'warning', case i.location_status when 'border' then 'on-border' else 'outside-areas' end, 'lon',
       round(st_x(i.geom)::numeric, 6) || ', ' || round(st_y(i.geom)::numeric, 6)
from import_row r join institution i on i.institution_id = r.entity_id
where not r.rejected and r.action in ('insert', 'update', 'unchanged') and i.location_status in ('border', 'outside')
  and exists (select from area a where a.geom is not null and a.valid @> $1::date);
