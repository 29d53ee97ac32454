-- Positions of the institutions that are designated on a date, for questions that measure in memory (walks, matrices, siting).
--
-- $1 type number or null   $2 type scheme of that number   $3 kind or null   $4 service or null   $5 date asked for
-- $6 id of an area, or null = everywhere   $7 metres by which the box of that area is widened on every side
-- Rows: one an institution with a position, by id; lon, lat in degrees (EPSG:4326). With $6 those in the widened box: a box of
-- degrees at least that wide (110,500 m to a degree of latitude is less than anywhere on the ellipsoid), so that it leaves out
-- nobody nearer than $7 to the area; it measures nothing.
-- Indexes: institution_geom_idx (with $6), designation_institution_idx.
with framed as materialized (
  select st_expand(st_envelope(a.geom),
                   $7::float8 / (110500 * cos(radians(least(89, greatest(abs(st_ymin(a.geom)), abs(st_ymax(a.geom))) + $7::float8 / 110500)))),
                   $7::float8 / 110500) as box
  from area a where a.area_id = $6::bigint
)
select i.institution_id, st_x(i.geom) as lon, st_y(i.geom) as lat, i.code, i.name, i.kind, i.category, i.type_no,
       i.accuracy_m, i.verified, i.is_synthetic, i.street_id, i.county_id, i.city_id
from institution i
where i.geom is not null and i.valid @> $5::date
  and ($1::int is null or i.type_no = $1::int and i.type_scheme = $2::text) and ($3::text is null or i.kind = $3::text)
  and ($6::bigint is null or i.geom && (select box from framed))
  and exists (select 1 from designation d where d.institution_id = i.institution_id
              and ($4::text is null or d.service = $4::text) and designation_in_force(d.status, d.valid, $5::date))
order by i.institution_id
