-- Derives missing parents by location: a street's county, a county's city, is the only one that contains its point on surface
-- on the child's reference day (today, or the nearest day of its validity). None or several: left open.
-- Parameters: $1 today.
-- SRID 4326.
-- Returns: area_id, parent_id (null where it stays open), parents (number of candidates), names (of the candidates).
-- Index: area_geom_idx.
with orphan as (
  select a.area_id, case a.level when 'street' then 'county' else 'city' end as parent_level, st_pointonsurface(a.geom) as point,
         case when a.valid @> $1::date then $1::date when a.valid_to < $1::date then a.valid_to else a.valid_from end as on_date
  from area a
  where a.parent_id is null and a.level in ('street', 'county') and a.geom is not null
), found as (
  select o.area_id, count(p.area_id) as parents, min(p.area_id) as parent_id, string_agg(p.code || ' ' || p.name, ', ' order by p.code) as names
  from orphan o
  left join area p on p.level = o.parent_level and p.valid @> o.on_date and st_intersects(p.geom, o.point)
  group by o.area_id
), derived as (
  update area a set parent_id = f.parent_id
  from found f
  where f.area_id = a.area_id and f.parents = 1
)
select f.area_id, case when f.parents = 1 then f.parent_id end as parent_id, f.parents::int as parents, f.names
from found f
order by f.area_id;
