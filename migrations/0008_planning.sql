-- What the bureau decides and keeps: dated data with documents, applications, assessments, batches, the release ledger.
-- Quantities are whole institutions or beds; days are calendar days in Asia/Shanghai, periods include both end days.

-- Dated data of the authority ---------------------------------------------------------------------------------------

create table area_classification (
  classification_id bigint generated always as identity primary key,
  area_id      bigint not null references area (area_id),
  trait        text not null check (trait ~ '^[a-z][a-z0-9_]*$'),
  value        text not null check (value <> ''),
  category     text not null default '',
  document     text not null check (document <> ''),
  published_on date,
  valid_from   date,
  valid_to     date,
  valid        daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to),
  constraint area_classification_one_at_a_time
    exclude using gist (area_id with =, trait with =, category with =, valid with &&)
);
create index area_classification_trait_idx on area_classification (trait);
comment on table area_classification is 'Dated classifications of areas: area_class 1|2|3, support (category → may | caution), remote, weak, uneven, main_urban, built_up.';
comment on column area_classification.category is 'Licence category the value holds for (trait support); empty = the area as a whole.';

create table category_list (
  entry_id     bigint generated always as identity primary key,
  city_code    text not null,
  list         text not null check (list ~ '^[a-z][a-z0-9_]*$'),
  category     text not null check (category <> ''),
  document     text not null check (document <> ''),
  published_on date,
  valid_from   date,
  valid_to     date,
  valid        daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to),
  constraint category_list_once_at_a_time
    exclude using gist (city_code with =, list with =, category with =, valid with &&)
);
comment on table category_list is 'Licence categories on a list of the authority, such as shortage_category (短板资源类).';

create table plan_parameter (
  parameter_id bigint generated always as identity primary key,
  plan_id      text not null,
  name         text not null check (name ~ '^[a-z][a-z0-9_]*$'),
  qualifier    text not null default '',
  value        double precision not null check (value > '-infinity' and value < 'infinity'),
  unit         text not null check (unit <> ''),
  document     text not null check (document <> ''),
  valid_from   date,
  valid_to     date,
  valid        daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to),
  constraint plan_parameter_one_at_a_time
    exclude using gist (plan_id with =, name with =, qualifier with =, valid with &&)
);
comment on table plan_parameter is 'Values that a plan leaves to the authority: baselines, caps of a year, total numbers; unit and document are kept.';

create table declared_interval (
  interval_id  bigint generated always as identity primary key,
  kind         text not null check (kind in ('fund_warning', 'emergency')),
  city_code    text not null,
  valid_from   date not null,
  valid_to     date,
  valid        daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  document     text not null check (document <> ''),
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  check (valid_to is null or valid_from <= valid_to),
  constraint declared_interval_one_at_a_time exclude using gist (kind with =, city_code with =, valid with &&)
);
comment on table declared_interval is 'Periods that the authority declares: fund-operation warnings (基金运行预警) and emergencies; without an end it runs on.';

create table annual_plan (
  annual_plan_id bigint generated always as identity primary key,
  plan_id      text not null,
  year         int not null check (year between 2000 and 2100),
  area_id      bigint not null references area (area_id),
  kind         text not null check (kind in ('medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both')),
  service      text not null default '',
  category     text not null default '',
  quantity     int not null check (quantity >= 0),
  published_on date not null,
  document     text not null check (document <> ''),
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  unique (plan_id, year, area_id, kind, service, category)
);
comment on table annual_plan is 'Annual control plan (年度控制计划): institutions that may be added in a year, by area and kind; empty service or category = any.';

create table saturation_snapshot (
  snapshot_id  bigint generated always as identity primary key,
  plan_id      text not null,
  area_id      bigint not null references area (area_id),
  pharmacy_kind text not null check (pharmacy_kind in ('all', 'personal_account', 'outpatient_pooling', 'dual_channel')),
  as_of        date not null,
  actual       int not null check (actual >= 0),
  upper_bound  double precision not null,
  bound_version text not null,
  class_name   text not null,
  published_on date not null,
  document     text not null check (document <> ''),
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  unique (plan_id, area_id, pharmacy_kind, published_on),
  check (published_on >= as_of)
);
comment on table saturation_snapshot is 'Published saturation classes of districts; never changed afterwards, decisions cite theirs.';

-- Growth of cost (KF-A3) is the one figure that may be below zero.
alter table area_statistic
  drop constraint area_statistic_value_check,
  add constraint area_statistic_value_check check (value < 'infinity' and (value >= 0 or (indicator = 'cost_growth' and value > '-infinity')));

-- Applications, assessments, batches -----------------------------------------------------------------------------------

create table plan_version (
  plan_hash  text primary key,
  plan_id    text not null,
  version    text not null,
  contents   json not null,
  first_used_at timestamptz not null default now()
);
comment on table plan_version is 'The rules as they stood when an assessment used them, for replay. json, not jsonb: keys keep their order and the hash.';

create table batch (
  batch_id     uuid primary key,
  plan_id      text not null,
  procedure_id text not null,
  title        text not null check (title <> ''),
  area_id      bigint references area (area_id),
  opened_on    date not null,
  cut_off_on   date not null,
  status       text not null default 'open' check (status in ('open', 'snapshot', 'settled', 'cancelled')),
  snapshot_at  timestamptz,
  created_by   text not null,
  created_at   timestamptz not null default now(),
  updated_at   timestamptz not null default now(),
  check (opened_on <= cut_off_on)
);
comment on table batch is 'Applications judged together: taken in until the cut-off, then frozen (snapshot), ranked and settled once.';
comment on column batch.area_id is 'District whose applications it takes; empty = the whole city.';

create table application (
  application_id uuid primary key,
  application_no bigint generated always as identity unique,
  plan_id      text not null,
  batch_id     uuid references batch (batch_id),
  contents     jsonb not null,
  applicant_name text not null,
  purpose      text not null,
  kind         text not null,
  service      text not null,
  status       text not null default 'submitted' check (status in
                 ('submitted', 'accepted', 'waiting', 'admitted', 'not_selected', 'refused', 'withdrawn')),
  geom         geometry(Point, 4326),
  geog         geography(Point, 4326) generated always as (geom::geography) stored,
  submitted_at timestamptz not null default now(),
  accepted_on  date,
  decided_on   date,
  revision     int not null default 1,
  created_by   text not null,
  updated_at   timestamptz not null default now()
);
create index application_batch_idx on application (batch_id);
create index application_status_idx on application (status, submitted_at desc);
create index application_geog_idx on application using gist (geog);
comment on table application is 'An application as the agency has entered it; contents follow the application schema, revision counts corrections.';

create table idempotent_request (
  made_by      text not null,
  operation    text not null,
  idempotency_key text not null,
  request_hash text not null,
  answer       json not null,
  made_at      timestamptz not null default now(),
  primary key (made_by, operation, idempotency_key)
);
comment on table idempotent_request is 'Answers of writes sent with an Idempotency-Key: the same key and body of the same caller are answered with them again.';

create table application_review (
  review_id    bigint generated always as identity primary key,
  application_id uuid not null references application (application_id),
  revision     int not null,
  rule_id      text not null,
  decision     text not null check (decision in ('accept', 'refuse')),
  ground       text not null,
  document     text,
  reviewer     text not null,
  decided_on   date not null,
  entered_by   text not null,
  entered_at   timestamptz not null default now()
);
create index application_review_application_idx on application_review (application_id);
comment on table application_review is 'Decisions of authorised reviewers on single findings of one revision, with their ground; never changed, a later one counts.';

create table assessment (
  assessment_id uuid primary key,
  application_id uuid references application (application_id),
  batch_id     uuid references batch (batch_id),
  revision     int,
  plan_hash    text not null references plan_version (plan_hash),
  plan_id      text not null,
  as_of        date not null,
  application  json not null,
  facts        json not null,
  reviews      json not null default '[]',
  result       json not null,
  overall      text not null,
  made_by      text not null,
  made_at      timestamptz not null default now()
);
create index assessment_application_idx on assessment (application_id, made_at desc);
create index assessment_batch_idx on assessment (batch_id);
create index assessment_made_idx on assessment (made_at desc, assessment_id desc);
comment on table assessment is 'A decision with all it rests on: application, facts, reviews and result, so that it can be replayed after the data has changed.';

-- Release ledger (释放量) -------------------------------------------------------------------------------------------------

create table release_lot (
  lot_id       uuid primary key,
  plan_id      text not null,
  pool_kind    text not null check (pool_kind in
                 ('personal_account_medical', 'outpatient_pooling', 'inpatient_beds', 'pharmacy_personal_account', 'pharmacy_outpatient_pooling')),
  area_id      bigint not null references area (area_id),
  quantity     int not null check (quantity > 0),
  event        text not null check (event in ('termination', 'withdrawal', 'downgrade', 'transfer')),
  institution_id bigint references institution (institution_id),
  institution_name text not null,
  released_on  date not null,
  valid_to     date not null,
  valid        daterange generated always as (daterange(released_on, valid_to, '[]')) stored,
  usage        text not null default 'pool' check (usage in ('pool', 'street_capacity', 'undecided')),
  street_id    bigint references area (area_id),
  transferred_from uuid references release_lot (lot_id),
  voided       boolean not null default false,
  document     text not null check (document <> ''),
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  check (valid_to >= released_on),
  check (event = 'transfer' or transferred_from is null)
);
create index release_lot_pool_idx on release_lot (plan_id, pool_kind, area_id, valid_to);
create unique index release_lot_event_once_idx on release_lot (plan_id, pool_kind, event, institution_id, released_on)
  where institution_id is not null and event <> 'transfer' and not voided;
comment on column release_lot.voided is 'True once its release entry was reversed: the lot was entered by mistake and the event may be entered again.';
comment on table release_lot is 'A released quantity: kind, pool (area), day of release and last day of validity; one event may give several lots.';

create table settlement (
  settlement_id uuid primary key,
  idempotency_key text not null unique,
  batch_id     uuid unique references batch (batch_id),
  plan_id      text not null,
  settled_on   date not null,
  request_hash text not null,
  result       json not null,
  made_by      text not null,
  made_at      timestamptz not null default now()
);
comment on table settlement is 'One settlement is one transaction; the same key answers with the stored result and books nothing again.';

create table ledger_entry (
  entry_id     bigint generated always as identity primary key,
  lot_id       uuid not null references release_lot (lot_id),
  entry        text not null check (entry in ('release', 'consume', 'reset', 'suspend', 'restore', 'transfer_out', 'reversal')),
  quantity     int not null check (quantity <> 0),
  effective_on date not null,
  settlement_id uuid references settlement (settlement_id),
  application_id uuid references application (application_id),
  reverses     bigint unique references ledger_entry (entry_id),
  into_lot     uuid references release_lot (lot_id),
  touched      boolean not null default true,
  document     text,
  entered_by   text not null,
  entered_at   timestamptz not null default now(),
  check ((entry in ('release', 'restore') and quantity > 0)
      or (entry in ('consume', 'reset', 'suspend', 'transfer_out') and quantity < 0)
      or entry = 'reversal'),
  check ((entry = 'reversal') = (reverses is not null)),
  check (into_lot is null or entry = 'transfer_out')
);
create index ledger_entry_lot_idx on ledger_entry (lot_id, effective_on);
create index ledger_entry_settlement_idx on ledger_entry (settlement_id);
create index ledger_entry_into_lot_idx on ledger_entry (into_lot) where into_lot is not null;
comment on table ledger_entry is 'Signed movements of a lot; the balance is their sum. Never changed or deleted: a mistake is reversed by its own entry.';
comment on column ledger_entry.touched is 'False for the reset of a lot of which nothing was consumed: what the narrower reading of DL-E6 would keep.';

-- The ledger is append-only whoever writes.
create function refuse_change() returns trigger language plpgsql as
$$ begin raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation'; end $$;
-- Of a lot only its use and whether it is void may change; both leave an audit row.
create trigger release_lot_fixed before delete or update of lot_id, plan_id, pool_kind, area_id, quantity, event, institution_id,
  institution_name, released_on, valid_to, street_id, transferred_from, document, entered_by, entered_at
  on release_lot for each statement execute function refuse_change();
create trigger saturation_snapshot_append_only before update or delete on saturation_snapshot for each statement execute function refuse_change();
create trigger ledger_entry_append_only before update or delete on ledger_entry for each statement execute function refuse_change();
create trigger settlement_append_only before update or delete on settlement for each statement execute function refuse_change();

create table release_bulletin (
  bulletin_id  uuid primary key,
  plan_id      text not null,
  year         int not null,
  quarter      int not null check (quarter between 1 and 4),
  as_of        date not null,
  published_on date not null,
  contents     json not null,
  document     text not null check (document <> ''),
  published_by text not null,
  published_at timestamptz not null default now(),
  unique (plan_id, year, quarter),
  check (published_on >= as_of)
);
create table release_bulletin_lot (
  bulletin_id  uuid not null references release_bulletin (bulletin_id),
  lot_id       uuid not null references release_lot (lot_id),
  balance      int not null,
  primary key (bulletin_id, lot_id)
);
create index release_bulletin_lot_lot_idx on release_bulletin_lot (lot_id);
create trigger release_bulletin_append_only before update or delete on release_bulletin for each statement execute function refuse_change();
create trigger release_bulletin_lot_append_only before update or delete on release_bulletin_lot for each statement execute function refuse_change();
comment on table release_bulletin is 'Quarterly publication of the totals and expiry dates (DL-E5): an immutable snapshot.';

create table admission (
  admission_id uuid primary key,
  application_id uuid not null unique references application (application_id),
  settlement_id uuid references settlement (settlement_id),
  plan_id      text not null,
  admitted_on  date not null,
  route        text not null check (route in ('release', 'free_addition', 'street_place', 'annual_plan', 'exempt', 'queue', 'evaluation')),
  annual_plan_id bigint references annual_plan (annual_plan_id),
  annual_quantity int not null default 0 check (annual_quantity >= 0),
  area_id      bigint references area (area_id),
  category     text,
  beds         int,
  exemption_ground text,
  physician    text,
  counts_from  date,
  assessment_id uuid not null references assessment (assessment_id),
  designation_id bigint references designation (designation_id),
  admitted_by  text not null,
  admitted_at  timestamptz not null default now()
);
create index admission_annual_plan_idx on admission (annual_plan_id) where annual_plan_id is not null;
create index admission_plan_idx on admission (plan_id, route);
comment on table admission is 'Applications that a settlement has let through to evaluation and agreement, and what each has used.';

create table bed_queue_entry (
  entry_id     bigint generated always as identity primary key,
  plan_id      text not null,
  pool_kind    text not null,
  area_id      bigint not null references area (area_id),
  application_id uuid not null unique references application (application_id),
  place        int not null check (place > 0),
  need         int not null check (need > 0),
  beds         int not null check (beds > 0),
  batch_id     uuid not null references batch (batch_id),
  entered_on   date not null,
  left_on      date,
  left_because text check (left_because in ('admitted', 'withdrawn')),
  check ((left_on is null) = (left_because is null)),
  unique (plan_id, pool_kind, area_id, place)
);
comment on table bed_queue_entry is 'Order of waiting for inpatient beds (DL-C6): places are given once and never change; who left keeps the place in the history.';

-- After designation -----------------------------------------------------------------------------------------------------

alter table designation
  add column plan_id text,
  add column coaching_until date,
  add column lapses_on date,
  add column application_id uuid references application (application_id),
  add constraint designation_lapse_needs_end check (lapses_on is null or valid_to is not null);
comment on column designation.coaching_until is 'Last day of the coaching period (政策辅导期), as the plan in force at the designation gives it.';
comment on column designation.lapses_on is 'Set on a temporary designation (emergency): the last day on which it holds unless it passes the normal rules.';

create or replace view layer_designations as
select d.designation_id as fid,
       d.institution_id as institution_fid, i.code as institution_code, i.name as institution_name, i.kind as institution_kind,
       i.category, i.type_no, d.service, d.status, d.valid_from, d.valid_to, d.counts_from, d.document,
       county.code as county_code, county.name as county_name, street.code as street_code, street.name as street_name,
       i.source_crs, i.accuracy_m, i.verified, i.warnings,
       d.is_synthetic or i.is_synthetic as is_synthetic, d.updated_at,
       d.valid, i.geom,
       d.coaching_until, coalesce(d.coaching_until >= today_in_shanghai(), false) as is_coaching,
       d.lapses_on, d.lapses_on is not null as is_temporary,
       coalesce(d.counts_from <= today_in_shanghai(), true) as is_counted
from designation d
join institution i using (institution_id)
left join area county on county.area_id = i.county_id
left join area street on street.area_id = i.street_id
where d.status in ('active', 'suspended');
