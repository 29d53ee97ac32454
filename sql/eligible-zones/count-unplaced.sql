-- How many designated institutions that may be of the type asked about have no position and could stand within a radius of each of
-- some points: what facts/list-near counts as unplaced around one site.
--
-- $1 longitudes, $2 latitudes of one length (degrees, EPSG:4326)   $3 radius in metres   $4 date   $5 kind
-- $6 types of the applicant by scheme $7 (empty: none)   $7 type scheme, or null: every type of the kind   $8 institution left out, or null
-- Rows: points by index (from 0) around which there may be any, with their number. An institution is out of reach only where a county of
-- its stated name is known and every such county is. Indexes: institution_unplaced_idx, designation_institution_idx.
with point as materialized (
  select place::int - 1 as index, st_setsrid(st_makepoint(lon, lat), 4326) as geom, st_setsrid(st_makepoint(lon, lat), 4326)::geography as geog
  from unnest($1::float8[], $2::float8[]) with ordinality as point (lon, lat, place)
),
unplaced as materialized (
  select i.stated_county, count(*)::int as institutions
  from institution i
  where i.geom is null and i.kind = $5::text and i.valid @> $4::date and i.institution_id is distinct from $8::bigint
    and (not ($5::text = 'medical' and $7::text is not null) or i.type_no = any ($6::int[]) or i.type_scheme is distinct from $7::text
         or cardinality($6::int[]) = 0)
    and exists (select 1 from designation d
                where d.institution_id = i.institution_id and designation_in_force(d.status, d.valid, $4::date))
  group by i.stated_county
),
county as materialized (
  select a.name, a.geom, a.geom::geography as geog,
         st_expand(a.geom, $3::float8 / (110000 * greatest(cos(radians(greatest(abs(st_ymin(a.geom)), abs(st_ymax(a.geom))))), 0.01)) + 0.001,
                   $3::float8 / 110000 + 0.001) as box
  from area a
  where a.level = 'county' and a.valid @> $4::date and a.name in (select stated_county from unplaced)
),
in_reach as materialized (
  select distinct c.name, p.index
  from county c
  cross join lateral (select index, geom, geog from point where geom && c.box offset 0) p
  where st_intersects(c.geom, p.geom) or st_dwithin(c.geog, p.geog, $3::float8 + 0.001) and distance_m(c.geog, p.geog) <= $3::float8
)
select around.index, sum(around.institutions)::int as unplaced
from (
  select p.index, u.institutions
  from unplaced u
  cross join point p
  where not exists (select 1 from county c where c.name = u.stated_county)
  union all
  select r.index, u.institutions from in_reach r join unplaced u on u.stated_county = r.name
) around
group by around.index
order by around.index
