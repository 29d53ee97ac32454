-- Warns of new institutions that have the name, kind and position (within 1 m) of a stored one that no row of the file means:
-- probably the same institution under the key of another source.
-- Parameters: none.
-- SRID 4326; distance by distance_m on geography.
-- Returns: nothing.
-- Index: institution_name_idx or institution_geom_idx (0.0001 degrees are more than 1 m up to 84° of latitude).
with alike as (
  select r.row_no, i.institution_id, i.source || ' ' || coalesce(i.code, i.source_id) as named
  from import_row r
  join institution i on i.name = r.value ->> 'name' and i.kind = r.value ->> 'kind'
   and i.geom && st_expand(r.geom, 0.0001)
  where r.action = 'insert' and not r.rejected and r.geom is not null and distance_m(i.geog, r.geom::geography) <= 1
    and not exists (select from import_row o where o.entity_id = i.institution_id and not o.rejected)
)
insert into import_issue (row_no, severity, code, field, detail)
select row_no, 'warning', 'possible-duplicate', 'name', left(string_agg(named, ', ' order by institution_id), 200)
from alike group by row_no;
