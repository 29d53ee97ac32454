-- Puts a job at the end of the queue, unless too many wait already: then no row comes back.
-- $1 id of the analysis; $2 its input, as given; $3 id of the scenario it is asked of, null = none; $4 who asks; $5 id of the request;
-- $6 most jobs that may wait (several that come in the same instant may exceed it by their number).
-- Columns: id of the job. Relies on job_waiting_idx.
insert into job (analysis, input, scenario, actor, request_id, message_zh, message_en)
select $1::text, $2::jsonb, $3::uuid, $4::text, $5::text, '等待运行', 'waiting to run'
where (select count(*) from job where status = 'accepted') < $6::int
returning job_id
