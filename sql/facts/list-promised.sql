-- Institutions near a site that are admitted but whose agreement has not begun by a day, or that wait in a bed queue: no
-- register shows them yet.
-- Sites of the same applicant (same institution or name) and of the application itself are left out.
--
-- $1 longitude   $2 latitude (degrees, EPSG:4326)   $3 accuracy of the site in metres   $4 limit in metres   $5 kind of institution
-- $6 types (empty = every type)   $7 day   $8 application asked for, or null   $9 name of the applicant
-- $10 institution of the applicant as the application names it, or null   $11 most rows
-- Rows: application and its running number, whether it waits, name, kind, service, category, type_no, accuracy_m, lon, lat, distance_m in metres
-- on the ellipsoid to the millimetre; nearest first. Index: application_geog_idx.
with site as (select st_setsrid(st_makepoint($1::float8, $2::float8), 4326)::geography as geog),
promised as (
  select m.application_id, m.assessment_id, false as is_waiting
  from admission m
  left join designation agreement on agreement.designation_id = m.designation_id
  where m.admitted_on <= $7::date and (agreement.designation_id is null or agreement.valid_from > $7::date)
  union all
  select q.application_id, latest.assessment_id, true
  from bed_queue_entry q
  cross join lateral (select s.assessment_id from assessment s where s.application_id = q.application_id
                      order by s.made_at desc, s.assessment_id limit 1) latest
  where q.entered_on <= $7::date and (q.left_on is null or q.left_on > $7::date)
)
select a.application_id, a.application_no, p.is_waiting, a.applicant_name as name, a.kind, a.service, a.contents ->> 'category' as category,
       made.type_no, reach.accuracy_m, st_x(a.geom) as lon, st_y(a.geom) as lat, d.distance_m
from application a
join promised p using (application_id)
join assessment s on s.assessment_id = p.assessment_id
cross join lateral (select coalesce((a.contents -> 'site' ->> 'accuracyM')::float8, 0) as accuracy_m) reach
cross join lateral (select (s.facts -> 'type' ->> 'typeNo')::int as type_no) made
cross join lateral (select distance_m(a.geog, (select geog from site)) as distance_m offset 0) d
where st_dwithin(a.geog, (select geog from site), $4::float8 + $3::float8 + 5000.001)
  and a.kind = $5::text
  and a.purpose in ('new', 'branch', 'alliance_member', 'relocation')
  and (cardinality($6::int[]) = 0 or made.type_no is null or made.type_no = any ($6::int[]))
  and a.application_id is distinct from $8::uuid
  and a.applicant_name <> $9::text
  and a.contents -> 'applicant' ->> 'institution' is distinct from coalesce($10::text, '')
  and distance_verdict(d.distance_m, $4::float8, $3::float8 + reach.accuracy_m) <> 'beyond'
order by d.distance_m, a.application_id
limit $11::int
