-- Names of the street and county that hold each of a few institutions, by the polygons valid on a date; null on a border,
-- in several areas of a level, or in none.
--
-- $1 date on which the areas must be valid   $2 institution ids   SRID 4326
-- Rows: institution_id, street, county.
-- Index: area_geom_idx.
select i.institution_id,
       (select case when count(*) = 1 and bool_and(st_containsproperly(a.geom, st_expand(i.geom, 1e-9))) then min(a.name) end
        from area a
        where a.level = 'street' and a.valid @> $1::date and st_intersects(a.geom, st_expand(i.geom, 1e-9))) as street,
       (select case when count(*) = 1 and bool_and(st_containsproperly(a.geom, st_expand(i.geom, 1e-9))) then min(a.name) end
        from area a
        where a.level = 'county' and a.valid @> $1::date and st_intersects(a.geom, st_expand(i.geom, 1e-9))) as county
from unnest($2::bigint[]) as asked (institution_id)
join institution i using (institution_id)
