-- Sets the parent that a written area names by code: the nearest level above, valid on the child's own reference day
-- (today, or the nearest day of its validity) before any other.
-- Parameters: $1 today.
-- Returns: nothing.
-- Index: area_level_code_idx.
with above (level, parent_level, rank) as (
  values ('county', 'city', 1), ('street', 'county', 1), ('street', 'city', 2),
         ('management', 'city', 1), ('management', 'county', 2), ('management', 'street', 3)
), chosen as (
  select distinct on (c.area_id) c.area_id, p.area_id as parent_id
  from import_row r
  join area c on c.area_id = r.entity_id
  join above b on b.level = c.level
  join area p on p.level = b.parent_level and p.code = r.value ->> 'parent_code'
  where r.action in ('insert', 'update') and not r.rejected
  order by c.area_id, b.rank,
           p.valid @> case when c.valid @> $1::date then $1::date when c.valid_to < $1::date then c.valid_to else c.valid_from end desc,
           p.valid_from desc nulls last, p.area_id
)
update area a set parent_id = k.parent_id from chosen k where a.area_id = k.area_id;
