-- Population surfaces: H3 cells with residents. A modelled surface is labelled so wherever it is used.
create table population_surface (
  surface_id   bigint generated always as identity primary key,
  code         text not null unique,
  title_zh     text not null,
  title_en     text not null,
  h3_resolution int not null check (h3_resolution between 0 and 15),
  as_of        date not null,
  is_modelled  boolean not null,
  method       text not null,
  document     text not null,
  is_synthetic boolean not null default false,
  updated_at   timestamptz not null default now()
);
comment on table population_surface is 'One gridding of residents; the surface used is the latest with as_of on or before the question''s date.';

create table population_cell (
  surface_id bigint not null references population_surface (surface_id) on delete cascade,
  h3         bigint not null,
  population double precision not null check (population >= 0 and population < 'infinity'),
  centre     geography(Point, 4326) not null,
  geom       geometry(MultiPolygon, 4326) not null,
  street_id  bigint references area (area_id),
  county_id  bigint references area (area_id),
  city_id    bigint references area (area_id),
  location_status text not null default 'outside' check (location_status in ('located', 'border', 'outside')),
  primary key (surface_id, h3)
);
create index population_cell_geom_idx on population_cell using gist (geom);
create index population_cell_centre_idx on population_cell using gist (surface_id, centre);
create index population_cell_street_idx on population_cell (street_id);
create index population_cell_county_idx on population_cell (county_id);
comment on column population_cell.centre is 'Centre of the H3 cell: the point from which its residents'' distance is measured.';
