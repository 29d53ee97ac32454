-- Warns of rows whose position lies farther than a limit outside the county that they state.
-- Parameters: $1 limit in metres.
-- SRID 4326; distance by distance_m on geography.
-- Returns: nothing.
with outside as materialized (
  select r.row_no, r.value ->> 'stated_county' as stated, r.geom, a.geom as county
  from import_row r join area a on a.area_id = (r.refs ->> 'stated_county')::bigint
  where not r.rejected and r.action in ('insert', 'update', 'unchanged') and r.geom is not null and not st_intersects(a.geom, r.geom)
), measured as (
  select row_no, stated, distance_m(county::geography, geom::geography) as distance from outside
)
insert into import_issue (row_no, severity, code, field, value, detail)
select row_no, 'warning', 'far-from-stated-county', 'stated_county', stated, round(distance)::text
from measured where distance > $1::float8;
