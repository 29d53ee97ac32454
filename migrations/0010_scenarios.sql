-- Scenarios: changes of the register that are tried out and never made.
create table scenario (
  scenario_id uuid primary key default gen_random_uuid(),
  title       text not null check (title <> ''),
  description text,
  changes     jsonb not null,
  version     int not null default 1 check (version > 0),
  created_by  text not null,
  created_at  timestamptz not null default now(),
  updated_by  text not null,
  updated_at  timestamptz not null default now()
);
create index scenario_created_idx on scenario (created_at desc, scenario_id);
comment on table scenario is 'A named list of additions, removals and moves of institutions. Questions asked of it run in a transaction that is rolled back.';
