-- The frozen state of the applications of a batch, page by page: of each the last assessment made for the batch until its
-- snapshot, with the application and the facts as they stood. Those withdrawn since are left out, unless $3 names who counts.
--
-- $1 batch   $2 id of the last application of the page before, or null
-- $3 exactly these applications, or null   $4 most rows
-- Rows: in order of application_id. Indexes: assessment_batch_idx, assessment_application_idx.
select a.application_id, s.assessment_id, s.revision, s.plan_hash, s.application, s.facts
from (
  select distinct application_id from assessment
  where batch_id = $1::uuid and application_id > coalesce($2::uuid, '00000000-0000-0000-0000-000000000000')
) member
join application a using (application_id)
join batch b on b.batch_id = $1::uuid
cross join lateral (
  select s.assessment_id, s.revision, s.plan_hash, s.application, s.facts
  from assessment s
  where s.application_id = a.application_id and s.batch_id = b.batch_id and s.made_at <= b.snapshot_at
  order by s.made_at desc, s.assessment_id
  limit 1
) s
where case when $3::uuid[] is null then a.status <> 'withdrawn' else a.application_id = any ($3::uuid[]) end
order by a.application_id
limit $4::int
