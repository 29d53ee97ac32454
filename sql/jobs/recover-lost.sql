-- Finds jobs whose runner is no more, and queues them again at their old place; after too many attempts they fail.
-- $1 id of the runner that looks; $2 ids of the jobs that it runs; $3 silence of another runner after which it is taken for dead, s;
-- $4 most attempts; $5 the problem of a job that is given up, $6 and $7 the same for people in Chinese and English.
-- Columns: id of the job, its state now and how often it was begun. Relies on job_running_idx.
with lost as materialized (
  select job_id from job
  where status = 'running'
    and case when runner = $1::uuid then job_id <> all ($2::uuid[])
             else heartbeat_at <= now() - make_interval(secs => $3::float8) end
  for update skip locked
)
update job j
set status = case when j.attempts < $4::int then 'accepted' else 'failed' end,
    finished_at = case when j.attempts < $4::int then null else now() end,
    problem = case when j.attempts < $4::int then null else $5::jsonb end,
    message_zh = case when j.attempts < $4::int then '运行它的进程已中断，重新等待运行' else $6::text end,
    message_en = case when j.attempts < $4::int then 'its process ended; waiting to run again' else $7::text end,
    runner = null, heartbeat_at = null, progress = 0, updated_at = now()
from lost
where j.job_id = lost.job_id
returning j.job_id, j.status, j.attempts
