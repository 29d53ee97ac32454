-- Administrative areas (with polygon) and management areas (医保管理区域, possibly without geometry).
create table area (
  area_id     bigint generated always as identity primary key,
  code        text not null check (code <> ''),
  level       text not null check (level in ('city', 'county', 'street', 'management')),
  name        text not null check (name <> ''),
  name_en     text,
  parent_id   bigint references area (area_id),
  geom        geometry(MultiPolygon, 4326),
  area_km2    double precision generated always as (st_area(geom::geography) / 1e6) stored,
  source      text not null,
  source_crs  text,
  valid_from  date,
  valid_to    date,
  valid       daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  is_synthetic boolean not null default false,
  content_hash text not null,
  updated_at  timestamptz not null default now(),
  check (level = 'management' or geom is not null),
  check (valid_from is null or valid_to is null or valid_from <= valid_to),
  constraint area_code_once_at_a_time exclude using gist (level with =, code with =, valid with &&)
);
create index area_geom_idx on area using gist (geom);
create index area_parent_idx on area (parent_id);
create index area_level_code_idx on area (level, code);
create index area_name_idx on area (name);
comment on table area is 'City, county (区市县), street/township (街道/乡镇) polygons and management areas; one row per code, level and validity.';
comment on column area.code is 'Division code (GB/T 2260, GB/T 10114) or, for management areas, the bureau''s own code.';

-- Derived from the area polygons after each import: where data exists. Gaps narrower than 100 m between
-- neighbouring polygons are closed. The outline is kept in pieces so that "how far to the edge" is an index scan.
create table data_extent (
  only_row  boolean primary key default true check (only_row),
  geom      geometry(MultiPolygon, 4326) not null,
  made_at   timestamptz not null default now()
);
create table data_extent_edge (
  edge_id   bigint generated always as identity primary key,
  geog      geography(LineString, 4326) not null
);
create index data_extent_edge_idx on data_extent_edge using gist (geog);

create table indicator (
  indicator text primary key,
  unit      text not null,
  title_zh  text not null,
  title_en  text not null
);
insert into indicator (indicator, unit, title_zh, title_en) values
  ('resident_pop',       'persons', '常住人口',           'Resident population'),
  ('insured_pop',        'persons', '参保人口',           'Insured population'),
  ('pop_60plus',         'persons', '60岁及以上人口',     'Population aged 60 and over'),
  ('severe_disability',  'persons', '重度失能人员',       'Severely disabled persons'),
  ('bed_use_rate',       'ratio',   '病床使用率',         'Bed-use rate'),
  ('built_up_area',      'km2',     '建成区面积',         'Built-up area'),
  ('cost_growth',        'ratio',   '医疗费用增长率',     'Growth of medical cost');

create table area_statistic (
  statistic_id bigint generated always as identity primary key,
  area_id      bigint not null references area (area_id),
  indicator    text not null references indicator (indicator),
  value        double precision not null check (value >= 0 and value < 'infinity'),
  as_of        date not null,
  document     text not null,
  is_modelled  boolean not null default false,
  is_synthetic boolean not null default false,
  content_hash text not null,
  updated_at   timestamptz not null default now(),
  unique (area_id, indicator, as_of)
);
comment on table area_statistic is 'Dated figures of an area; the unit is that of the indicator. The figure used is the latest with as_of on or before the question''s date.';

create table pharmacy_bound (
  bound_id     bigint generated always as identity primary key,
  area_id      bigint not null references area (area_id),
  pharmacy_kind text not null check (pharmacy_kind in ('all', 'personal_account', 'outpatient_pooling', 'dual_channel')),
  lower_bound  double precision check (lower_bound >= 0),
  upper_bound  double precision check (upper_bound >= 0),
  version      text not null,
  document     text not null,
  valid_from   date,
  valid_to     date,
  valid        daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  is_synthetic boolean not null default false,
  content_hash text not null,
  updated_at   timestamptz not null default now(),
  check (lower_bound is not null or upper_bound is not null),
  check (lower_bound is null or upper_bound is null or lower_bound <= upper_bound),
  check (valid_from is null or valid_to is null or valid_from <= valid_to),
  unique (area_id, pharmacy_kind, version),
  constraint pharmacy_bound_one_at_a_time exclude using gist (area_id with =, pharmacy_kind with =, valid with &&)
);
comment on table pharmacy_bound is 'Lower and upper number of designated pharmacies (上下限界值) per area, kind and version.';
