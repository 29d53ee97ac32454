-- Gives the job that has waited longest to a runner. Two runners never get the same one: each skips rows that another has locked.
-- $1 id of the runner.
-- Columns: what is asked, which attempt this is, and the request it came with; no row = nothing waits. Relies on job_waiting_idx.
with next as materialized (
  select job_id from job where status = 'accepted' order by number limit 1 for update skip locked
)
update job j
set status = 'running', runner = $1::uuid, heartbeat_at = now(), started_at = now(), updated_at = now(),
    attempts = j.attempts + 1, progress = 0, message_zh = '正在运行', message_en = 'running'
from next
where j.job_id = next.job_id
returning j.job_id, j.analysis, j.input, j.scenario, j.attempts, j.request_id
