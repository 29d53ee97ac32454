-- Gives areas valid today whose parent is no longer valid (or not yet) its successor: of the parent's level and valid today, the one
-- of the parent's code, else the only one that contains the child's point on surface.
-- Parameters: $1 today.
-- SRID 4326.
-- Returns: code, name, old_parent, new_parent (code and name).
-- Index: area_geom_idx, area_level_code_idx.
with orphan as (
  select c.area_id, c.code, c.name, st_pointonsurface(c.geom) as point, p.level, p.code as parent_code, p.code || ' ' || p.name as old_parent
  from area c join area p on p.area_id = c.parent_id
  where c.valid @> $1::date and not p.valid @> $1::date
), candidate as (
  select o.area_id, s.area_id as successor, s.code || ' ' || s.name as new_parent,
         rank() over (partition by o.area_id order by (s.code = o.parent_code) desc) as place
  from orphan o
  join area s on s.level = o.level and s.valid @> $1::date
   and (s.code = o.parent_code or st_intersects(s.geom, o.point))
), chosen as (
  select area_id, min(successor) as successor, min(new_parent) as new_parent
  from candidate where place = 1
  group by area_id having count(*) = 1
), renewed as (
  update area a set parent_id = k.successor, updated_at = now() from chosen k where a.area_id = k.area_id
)
select o.code, o.name, o.old_parent, k.new_parent
from orphan o join chosen k using (area_id)
order by o.code, o.area_id;
