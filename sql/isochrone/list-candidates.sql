-- Designated institutions that may be within walking reach of a point: a walk is never shorter than the straight line.
--
-- $1 longitude   $2 latitude of the point (degrees, EPSG:4326)   $3 greatest limit in metres   $4 date asked for
-- $5 type number or null   $6 type scheme of that number   $7 kind or null   $8 service or null
-- Rows by id: the institution, its position, and straight_m (distance_m from the point); those whose distance_verdict by
-- straight line and accuracy is beyond the limit are left out.
-- Indexes: institution_accuracy_idx (the greatest accuracy widens the box), institution_geom_idx, designation_institution_idx.
with site as materialized (
  select st_setsrid(st_makepoint($1::float8, $2::float8), 4326) as geom
),
reach as materialized (
  select $3::float8 + coalesce((select max(accuracy_m) from institution where accuracy_m is not null), 0) + 0.001 as metres
)
select i.institution_id, st_x(i.geom) as lon, st_y(i.geom) as lat, i.code, i.name, i.kind, i.category, i.type_no,
       i.accuracy_m, i.verified, i.is_synthetic, m.straight_m
from site s
cross join reach r
join institution i on i.geom && st_expand(s.geom, r.metres / (110500 * cos(radians(least(89, abs(st_y(s.geom)) + r.metres / 110500)))),
                                         r.metres / 110500)
cross join lateral (select distance_m(i.geog, s.geom::geography) as straight_m offset 0) m
where i.valid @> $4::date
  and ($5::int is null or i.type_no = $5::int and i.type_scheme = $6::text) and ($7::text is null or i.kind = $7::text)
  and distance_verdict(m.straight_m, $3::float8, i.accuracy_m) <> 'beyond'
  and exists (select 1 from designation d where d.institution_id = i.institution_id
              and ($8::text is null or d.service = $8::text) and designation_in_force(d.status, d.valid, $4::date))
order by i.institution_id
limit 100000
