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

-- Where a file waits while it is being imported: filled, judged and emptied inside the import's one transaction,
-- so that other sessions never see a row of it. Unlogged: nothing in it outlives the transaction.
create unlogged table import_row (
  row_no    int primary key,
  key       text,
  hash      text,
  value     jsonb not null,
  geom      geometry(Geometry, 4326),
  readings  jsonb,
  refs      jsonb not null default '{}',
  original  jsonb,
  entity_id bigint,
  action    text check (action in ('insert', 'update', 'unchanged', 'duplicate', 'excluded')),
  rejected  boolean not null default false
);
create index import_row_key_idx on import_row (key);
create index import_row_geom_idx on import_row using gist (geom);
comment on table import_row is 'Rows of the file being imported: value holds the standard columns as understood, geom the position in WGS 84.';

create unlogged table import_issue (
  row_no   int not null,
  severity text not null check (severity in ('rejected', 'warning', 'excluded')),
  code     text not null,
  field    text not null,
  value    text,
  detail   text,
  allowed  text
);
create index import_issue_row_idx on import_issue (row_no);
comment on table import_issue is 'What is wrong or suspicious with the rows of the file being imported.';

create unlogged table import_cell (
  h3         bigint primary key,
  population double precision not null,
  action     text not null default 'insert' check (action in ('insert', 'update', 'unchanged'))
);
comment on table import_cell is 'Population cells that the rows of the file being imported add up to.';
