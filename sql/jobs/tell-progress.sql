-- Says that a runner lives and how far its jobs are. A job that does not come back is its own no more: dismissed, or taken
-- over by another runner because this one had not been heard of.
-- $1 id of the runner; in step: $2 ids of its jobs, $3 their attempts, $4 progress 0–1, $5 what they do (English; null = nothing new to say).
-- Columns: ids of the jobs that are still its own. Relies on the primary key.
update job j
set heartbeat_at = now(),
    progress = t.progress,
    message_zh = case when t.message is null then j.message_zh end,
    message_en = coalesce(t.message, j.message_en),
    updated_at = case when j.progress <> t.progress or j.message_en is distinct from coalesce(t.message, j.message_en)
                      then now() else j.updated_at end
from unnest($2::uuid[], $3::int[], $4::float8[], $5::text[]) as t (job_id, attempts, progress, message)
where j.job_id = t.job_id and j.attempts = t.attempts and j.runner = $1::uuid and j.status = 'running'
returning j.job_id
