-- The boxes of an area cut into small pieces, for listing the cells that may have their centre in it; they decide nothing.
--
-- $1 area
-- Row (always one): area_km2 of the area; boxes of its pieces as columns of one length, degrees (EPSG:4326).
-- Index: primary key of area.
with piece as (
  select st_subdivide(a.geom, 128) as geom from area a where a.area_id = $1::bigint
)
select (select a.area_km2 from area a where a.area_id = $1::bigint) as area_km2,
       coalesce(json_agg(st_xmin(geom)), '[]') as west, coalesce(json_agg(st_ymin(geom)), '[]') as south,
       coalesce(json_agg(st_xmax(geom)), '[]') as east, coalesce(json_agg(st_ymax(geom)), '[]') as north
from piece
