-- Jobs: questions that are kept, answered by a runner of one of the server's processes, and survive a restart.
create table job (
  job_id        uuid primary key default gen_random_uuid(),
  number        bigint generated always as identity unique,
  analysis      text not null check (analysis <> ''),
  input         jsonb not null,
  scenario      uuid,
  status        text not null default 'accepted' check (status in ('accepted', 'running', 'successful', 'failed', 'dismissed')),
  progress      double precision not null default 0 check (progress >= 0 and progress <= 1),
  message_zh    text,
  message_en    text,
  attempts      int not null default 0 check (attempts >= 0),
  runner        uuid,
  heartbeat_at  timestamptz,
  problem       jsonb,
  actor         text not null,
  request_id    text not null,
  created_at    timestamptz not null default now(),
  started_at    timestamptz,
  finished_at   timestamptz,
  updated_at    timestamptz not null default now(),
  check ((status = 'running') = (runner is not null)),
  check ((status = 'running') = (heartbeat_at is not null)),
  check ((status in ('successful', 'failed', 'dismissed')) = (finished_at is not null)),
  check ((status = 'failed') = (problem is not null))
);
create index job_waiting_idx on job (number) where status = 'accepted';
create index job_running_idx on job (number) where status = 'running';
create index job_finished_idx on job (finished_at) where finished_at is not null;
create index job_analysis_idx on job (analysis, number);
comment on table job is 'One question each. Its number is the order of the queue and of lists; `running` belongs to one runner, which tells that it lives by heartbeat_at.';
comment on column job.scenario is 'The scenario the question is asked of; none = the register as it is. Not a reference: a job outlives a deleted scenario and fails with a reason.';
comment on column job.attempts is 'How often a runner has begun; one whose process died is begun again, three times at most.';
comment on column job.problem is 'Why it failed, as the members of a problem document (RFC 9457).';

create table job_result (
  job_id     uuid primary key references job (job_id) on delete cascade,
  media_type text not null,
  content    text not null
);
comment on table job_result is 'The answer of a successful job, byte for byte what the question itself would have sent.';
