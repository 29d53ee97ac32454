-- Institutions, what they are designated for, their grades and beds.
create table institution (
  institution_id bigint generated always as identity primary key,
  code           text unique check (code <> ''),
  source         text not null check (source <> ''),
  source_id      text not null check (source_id <> ''),
  name           text not null check (name <> ''),
  kind           text not null check (kind in ('medical', 'pharmacy', 'ltc_home', 'ltc_residential', 'ltc_both')),
  category       text,
  type_scheme    text,
  type_no        int check (type_no > 0),
  address        text,
  geom           geometry(Point, 4326),
  geog           geography(Point, 4326) generated always as (geom::geography) stored,
  source_crs     text,
  accuracy_m     double precision not null check (accuracy_m >= 0 and accuracy_m <= 5000),
  verified       boolean not null default false,
  location_status text not null default 'unlocated' check (location_status in ('located', 'border', 'outside', 'unlocated')),
  street_id      bigint references area (area_id),
  county_id      bigint references area (area_id),
  city_id        bigint references area (area_id),
  stated_county  text,
  licensing_authority text,
  licensing_level text check (licensing_level in ('province', 'city', 'county')),
  licensing_area_id bigint references area (area_id),
  business_licence_area_id bigint references area (area_id),
  management_area_id bigint references area (area_id),
  parent_id      bigint references institution (institution_id),
  is_branch      boolean not null default false,
  valid_from     date,
  valid_to       date,
  valid          daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  warnings       text[] not null default '{}',
  is_synthetic   boolean not null default false,
  content_hash   text not null,
  updated_at     timestamptz not null default now(),
  unique (source, source_id),
  check ((type_no is null) = (type_scheme is null)),
  check (geom is null or source_crs is not null),
  check (valid_from is null or valid_to is null or valid_from <= valid_to)
);
create index institution_type_geog_idx on institution using gist (type_no, geog) where type_no is not null;
create index institution_kind_geog_idx on institution using gist (kind, geog);
create index institution_coarse_geog_idx on institution using gist (geog) where accuracy_m > 100;
create index institution_untyped_geog_idx on institution using gist (geog) where type_no is null and kind = 'medical';
create index institution_geom_idx on institution using gist (geom);
create index institution_street_idx on institution (street_id);
create index institution_county_idx on institution (county_id);
create index institution_business_area_idx on institution (business_licence_area_id) where business_licence_area_id is not null;
create index institution_type_scheme_idx on institution (type_scheme);
create index institution_accuracy_idx on institution (accuracy_m);
create index institution_name_idx on institution (name);
create index institution_unplaced_idx on institution (kind, type_no) where geom is null;
comment on table institution is 'One institution at one address. type_no is derived from category by type_scheme; empty where the category is not listed.';
comment on column institution.category is 'Category as printed on the practice licence (医疗机构类别); never derived from the name.';
comment on column institution.accuracy_m is 'Radius in metres within which the true entrance lies; used as a band around every limit.';
comment on column institution.location_status is 'located: inside exactly one street or county; border: on a border; outside: in no area; unlocated: no position.';

create table institution_grade (
  institution_id bigint not null references institution (institution_id) on delete cascade,
  scale          text not null check (scale in ('hospital_grade', 'settlement_level')),
  grade          text not null,
  obtained_by    text check (obtained_by in ('assessed', 'carried_over', 'downgraded')),
  valid_from     date,
  valid_to       date,
  valid          daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  check ((scale = 'hospital_grade' and grade in ('tertiary', 'secondary', 'primary', 'ungraded'))
      or (scale = 'settlement_level' and grade in ('I', 'II', 'III'))),
  constraint institution_grade_one_at_a_time
    exclude using gist (institution_id with =, scale with =, valid with &&)
);
comment on table institution_grade is 'Hospital grade (三级/二级/一级/未定级) and outpatient settlement level (I/II/III级) as dated histories; two scales that must not be mixed.';

create table designation (
  designation_id bigint generated always as identity primary key,
  institution_id bigint not null references institution (institution_id) on delete cascade,
  service        text not null check (service in ('personal_account', 'outpatient_pooling', 'outpatient_chronic', 'inpatient',
                   'dual_channel', 'special_drugs', 'medical_assistance', 'ltc_home_care', 'ltc_residential_care', 'ltc_dementia_unit')),
  status         text not null check (status in ('active', 'suspended', 'terminated', 'withdrawn')),
  valid_from     date,
  valid_to       date,
  valid          daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  counts_from    date,
  document       text,
  is_synthetic   boolean not null default false,
  updated_at     timestamptz not null default now(),
  check (valid_from is null or valid_to is null or valid_from <= valid_to),
  constraint designation_one_status_at_a_time
    exclude using gist (institution_id with =, service with =, valid with &&)
);
create index designation_service_idx on designation (service, institution_id);
comment on table designation is 'A period in which the agreement for one service had one status. In force = active or suspended on the date asked.';
comment on column designation.counts_from is 'First date on which an exempt institution counts in control quantities (DL-F3); empty = from the start.';

create table bed (
  bed_id         bigint generated always as identity primary key,
  institution_id bigint not null references institution (institution_id) on delete cascade,
  category       text not null check (category in ('general', 'paediatric', 'psychiatric', 'rehabilitation', 'nursing', 'ltc')),
  licensed       int check (licensed >= 0),
  open           int check (open >= 0),
  designated     int check (designated >= 0),
  occupied_bed_days double precision check (occupied_bed_days >= 0),
  valid_from     date,
  valid_to       date,
  valid          daterange generated always as (daterange(valid_from, valid_to, '[]')) stored,
  document       text,
  constraint bed_one_count_at_a_time exclude using gist (institution_id with =, category with =, valid with &&)
);
comment on table bed is 'Beds by category: licensed, open (开放), designated (医保定点); occupied bed-days of the validity period.';

-- The one definition of "designated on a date": the agreement is running, or suspended but not ended.
create function designation_in_force(status text, valid daterange, as_of date) returns boolean
language sql immutable parallel safe
as $$ select valid @> as_of and status in ('active', 'suspended') $$;
comment on function designation_in_force(text, daterange, date) is
  'True when the agreement period holds on the date and its status is active or suspended.';
