-- Sites of applications that are admitted but whose agreement has not begun by a day, or that wait in a bed queue, near to those
-- of a batch: no register shows them yet. Sites of the same applicant (same institution or name) are left out.
--
-- $1 application ids   $2 types, or nulls: compared with any type (same length)   $3 limit in metres   $4 day   $5 most rows
-- Rows: application of the batch and the other one, whether that one waits, nearest first; distance_m in metres on the ellipsoid to the millimetre.
-- Positions: EPSG:4326. Index: application_geog_idx.
with member as materialized (
  select m.application_id, m.type_no, a.kind, a.geog, a.applicant_name, a.contents -> 'applicant' ->> 'institution' as institution,
         coalesce((a.contents -> 'site' ->> 'accuracyM')::float8, 0) as accuracy_m
  from unnest($1::uuid[], $2::int[]) as m (application_id, type_no)
  join application a using (application_id)
  where a.geog is not null
), sighted as (
  select m.application_id, m.assessment_id, false as is_waiting
  from admission m
  left join designation d on d.designation_id = m.designation_id
  where d.designation_id is null or d.valid_from > $4::date
  union all
  select q.application_id, latest.assessment_id, true
  from bed_queue_entry q
  cross join lateral (select s.assessment_id from assessment s where s.application_id = q.application_id
                      order by s.made_at desc, s.assessment_id limit 1) latest
  where q.left_on is null
), promised as materialized (
  select p.is_waiting, a.application_id, a.application_no, a.applicant_name as name, a.kind, a.service, a.geog, a.geom,
         a.contents ->> 'category' as category, a.contents -> 'applicant' ->> 'institution' as institution,
         coalesce((a.contents -> 'site' ->> 'accuracyM')::float8, 0) as accuracy_m, (s.facts -> 'type' ->> 'typeNo')::int as type_no
  from sighted p
  join application a using (application_id)
  join assessment s on s.assessment_id = p.assessment_id
  where a.geog is not null and a.purpose in ('new', 'branch', 'alliance_member', 'relocation')
)
select x.application_id, p.application_no, p.is_waiting, p.name, p.kind, p.service, p.category, p.type_no, p.accuracy_m,
       st_x(p.geom) as lon, st_y(p.geom) as lat, d.distance_m
from member x
join promised p on p.kind = x.kind and p.application_id <> x.application_id
  and (p.type_no = x.type_no or p.type_no is null or x.type_no is null)
  and st_dwithin(x.geog, p.geog, $3::float8 + x.accuracy_m + p.accuracy_m + 0.001)
cross join lateral (select distance_m(x.geog, p.geog) as distance_m offset 0) d
where distance_verdict(d.distance_m, $3::float8, x.accuracy_m + p.accuracy_m) <> 'beyond'
  and p.name <> x.applicant_name and p.institution is distinct from coalesce(x.institution, '')
order by x.application_id, d.distance_m, p.application_id
limit $5::int
