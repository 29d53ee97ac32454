-- What those who wait for beds were found by the snapshots of their batches: of each the last assessment until then.
--
-- $1 application ids
-- Rows: one an application that stands or stood in a queue. Indexes: assessment_application_idx, bed_queue_entry_application_id_key.
select q.application_id, a.contents, s.assessment_id, s.result
from bed_queue_entry q
join application a using (application_id)
join batch b on b.batch_id = q.batch_id
cross join lateral (
  select s.assessment_id, s.result
  from assessment s
  where s.application_id = q.application_id and s.batch_id = q.batch_id and s.made_at <= b.snapshot_at
  order by s.made_at desc, s.assessment_id
  limit 1
) s
where q.application_id = any ($1::uuid[])
order by q.application_id
