-- Ends a job successfully and keeps its answer, both or neither; nothing happens when the job is no longer this runner's.
-- $1 id of the job; $2 id of the runner; $3 its attempt; $4 media type; $5 the answer.
-- Columns: id of the job; no row = it was dismissed or taken over. Relies on the primary key.
with done as (
  update job
  set status = 'successful', runner = null, heartbeat_at = null, progress = 1, finished_at = now(), updated_at = now(),
      message_zh = '已完成', message_en = 'done'
  where job_id = $1::uuid and runner = $2::uuid and attempts = $3::int and status = 'running'
  returning job_id
)
insert into job_result (job_id, media_type, content)
select job_id, $4::text, $5::text from done
returning job_id
