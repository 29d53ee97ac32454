-- Finds for each staged point the one area of a level that strictly contains it and has a total: the latest figure of the indicator
-- on or before the date. Points in none, on a border, or in an area without total take no part and are counted apart.
-- Parameters: $1 level, $2 indicator, $3 date of the surface: areas must be valid on it and figures dated on or before it.
-- SRID 4326.
-- Returns: nothing.
-- Index: import_row_geom_idx.
with touching as materialized (
  select r.row_no, a.area_id, r.inside
  from area a
  cross join lateral (
    select row_no, geom, st_containsproperly(a.geom, st_expand(geom, 1e-9)) as inside
    from import_row where geom && st_expand(a.geom, 1e-9) and not rejected and action is null offset 0
  ) r
  where a.level = $1::text and a.valid @> $3::date and (r.inside or st_intersects(a.geom, st_expand(r.geom, 1e-9)))
), placed as materialized (
  select row_no, count(area_id) = 1 and bool_and(inside) as decided, min(area_id) as area_id
  from (select row_no, area_id, inside from touching
        union all
        select row_no, null, null from import_row where not rejected and action is null) every
  group by row_no
), total as (
  select distinct on (area_id) area_id, value, as_of from area_statistic
  where indicator = $2::text and as_of <= $3::date
  order by area_id, as_of desc
), judged as materialized (
  select p.row_no, p.area_id, t.value, t.as_of,
         case when p.area_id is null then 'outside-spread-areas' when not p.decided then 'on-area-border'
              when t.area_id is null then 'area-without-total' end as obstacle
  from placed p
  left join total t on t.area_id = p.area_id and p.decided
), told as (
  insert into import_issue (row_no, severity, code, field, detail)
  select row_no, 'excluded', 'not-spread', 'lon', obstacle from judged where obstacle is not null
)
update import_row r
set action = case when j.obstacle is not null then 'excluded' end,
    refs = case when j.obstacle is null then r.refs || jsonb_build_object('area', j.area_id, 'total', j.value, 'as_of', j.as_of) else r.refs end
from judged j
where j.row_no = r.row_no;
