-- Warns of rows of the file that stand at one and the same position with many others: usually the centre of a street or town
-- given in place of an address.
-- Parameters: $1 number of rows from which a position is suspicious.
-- SRID 4326.
-- Returns: nothing.
with crowded as (
  select geom, count(*) as at_place
  from import_row
  where not rejected and action in ('insert', 'update', 'unchanged') and geom is not null
  group by geom
  having count(*) >= $1::int
)
insert into import_issue (row_no, severity, code, field, value, detail)
select r.row_no, 'warning', 'shared-position', 'lon', round(st_x(r.geom)::numeric, 6) || ', ' || round(st_y(r.geom)::numeric, 6), c.at_place::text
from crowded c join import_row r on r.geom ~= c.geom and st_x(r.geom) = st_x(c.geom) and st_y(r.geom) = st_y(c.geom)
where not r.rejected and r.action in ('insert', 'update', 'unchanged');
