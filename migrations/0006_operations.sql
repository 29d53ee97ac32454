-- Who wrote what, and with which key.
create table api_key (
  key_id      text primary key,
  name        text not null,
  role        text not null check (role in ('reader', 'editor', 'admin')),
  secret_hash text not null,
  created_at  timestamptz not null default now(),
  expires_at  timestamptz,
  revoked_at  timestamptz
);
comment on table api_key is 'API keys; only a hash of the secret is stored.';

create table import_run (
  import_id   uuid primary key,
  kind        text not null check (kind in ('institutions', 'areas', 'statistics', 'bounds', 'population')),
  file_name   text not null,
  sha256      text not null,
  options     jsonb not null,
  actor       text not null,
  rows_read   int not null,
  inserted    int not null,
  updated     int not null,
  unchanged   int not null,
  rejected    int not null,
  report      jsonb not null,
  started_at  timestamptz not null,
  finished_at timestamptz not null
);
create index import_run_finished_idx on import_run (finished_at desc, import_id);

create table audit_log (
  audit_id   bigint generated always as identity primary key,
  at         timestamptz not null default now(),
  actor      text not null,
  action     text not null,
  entity     text not null,
  entity_id  text not null,
  request_id text,
  details    jsonb not null default '{}'
);
create index audit_log_at_idx on audit_log (at desc);
create index audit_log_entity_idx on audit_log (entity, entity_id);
comment on table audit_log is 'One row per write, in the same transaction as the write.';
