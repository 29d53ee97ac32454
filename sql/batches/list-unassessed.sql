-- Applications of a batch that still have to be assessed for its snapshot: accepted, and without an assessment of their
-- present revision, by the present rules, for this batch, made since a moment.
--
-- $1 batch   $2 hash of the plan   $3 moment: what was assessed before it is old   $4 most rows
-- Rows: application ids in order. Indexes: application_batch_idx, assessment_application_idx.
select a.application_id
from application a
where a.batch_id = $1::uuid and a.status = 'accepted'
  and not exists (
    select from assessment s
    where s.application_id = a.application_id and s.batch_id = $1::uuid and s.revision = a.revision
      and s.plan_hash = $2::text and s.made_at >= $3::timestamptz)
order by a.application_id
limit $4::int
