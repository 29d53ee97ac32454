-- Rebuilds the extent for which data exists: the union of the county polygons valid on the date, else of the city polygons, else
-- of the streets. Gaps narrower than 100 m are closed by growing 50 m and shrinking again (metres, geography); the original
-- polygons are added back, so that rounding never takes data away, all on a grid of 1e-9 degrees (0.1 mm), without which the
-- union of lines that nearly coincide may fail; vertices every 0.01° keep long straight edges straight in degrees. Leftover holes
-- under 1 m² are noise and are filled.
-- Parameters: $1 date.
-- SRID 4326.
-- Returns: nothing.
-- Index: area_level_code_idx.
with level as (
  select level from area
  where geom is not null and valid @> $1::date and level in ('county', 'city', 'street')
  order by case level when 'county' then 1 when 'city' then 2 else 3 end
  limit 1
), joined as (
  select st_union(a.geom, 1e-9) as geom from area a join level using (level) where a.geom is not null and a.valid @> $1::date
), closed as (
  select st_union(geom, st_buffer(st_buffer(st_segmentize(geom, 0.01)::geography, 50), -50)::geometry, 1e-9) as geom from joined where geom is not null
), part as (
  select (st_dump(st_collectionextract(st_makevalid(geom), 3))).geom from closed
), shell as (
  select st_makepolygon(
           st_exteriorring(p.geom),
           array(select st_exteriorring(h.geom) from st_dumprings(p.geom) h
                 where h.path[1] > 0 and st_area(h.geom::geography) >= 1)) as geom
  from part p
)
insert into data_extent (only_row, geom, made_at)
select true, st_multi(st_collectionextract(st_collect(geom), 3)), now() from shell having count(*) > 0
on conflict (only_row) do update set geom = excluded.geom, made_at = excluded.made_at;
