-- The walking network: several versions side by side, one active per area.
--
-- A node is a junction or a dead end, an edge the street between two nodes, walkable both ways. Everything is in EPSG:4326 with
-- coordinates rounded to 1e-7 degrees (the precision of OpenStreetMap), so that the packed graph holds them exactly.
create table walk_network (
  network_id    bigint generated always as identity primary key,
  code          text not null unique check (code ~ '^[a-z0-9][a-z0-9.-]{0,62}$'),
  area          text not null check (area <> ''),
  title_zh      text not null,
  title_en      text not null,
  source        text not null,
  source_date   date not null,
  document      text not null,
  profile       text not null,
  profile_hash  text not null,
  is_active     boolean not null default false,
  activated_at  timestamptz,
  is_synthetic  boolean not null default false,
  file_name     text not null,
  sha256        text not null,
  nodes         int not null check (nodes > 0),
  edges         int not null check (edges > 0),
  length_m      double precision not null check (length_m > 0),
  components    int not null check (components > 0),
  largest_share double precision not null check (largest_share > 0 and largest_share <= 1),
  report        jsonb not null,
  graph_format  int not null,
  graph_bytes   bigint not null,
  geom          geometry(MultiPolygon, 4326) not null,
  imported_at   timestamptz not null default now()
);
create unique index walk_network_active_idx on walk_network (area) where is_active;
create index walk_network_geom_idx on walk_network using gist (geom);
comment on table walk_network is 'One import of a walking network; the active ones, at most one per area, decide walking distances.';
comment on column walk_network.area is 'What the network serves (a division code or a name of one''s own): activating a version retires the one active there.';
comment on column walk_network.largest_share is 'Share of the walkable length that lies in the largest component.';
comment on column walk_network.geom is 'Convex hull of the nodes, slightly widened: where the network is, for maps. It decides nothing.';

create table walk_component (
  network_id bigint not null references walk_network (network_id) on delete cascade,
  component  int not null,
  nodes      int not null,
  edges      int not null,
  length_m   double precision not null,
  primary key (network_id, component)
);
comment on table walk_component is 'Parts of a network that no path joins; 0 is the longest.';

create table walk_node (
  network_id bigint not null references walk_network (network_id) on delete cascade,
  node_id    int not null,
  component  int not null,
  geom       geometry(Point, 4326) not null,
  primary key (network_id, node_id)
);

create table walk_edge (
  edge_key   bigint generated always as identity unique,
  network_id bigint not null references walk_network (network_id) on delete cascade,
  edge_id    int not null,
  source     int not null,
  target     int not null,
  length_m   double precision not null check (length_m >= 0),
  component  int not null,
  highway    text not null,
  name       text,
  way_id     text,
  is_bridge  boolean not null default false,
  is_tunnel  boolean not null default false,
  layer      int not null default 0,
  geom       geometry(MultiLineString, 4326) not null,
  primary key (network_id, edge_id)
);
create index walk_edge_geom_idx on walk_edge using gist (geom);
comment on column walk_edge.length_m is 'Metres on the WGS 84 ellipsoid along the line, rounded to the micrometre; the same both ways.';

create table walk_graph_part (
  network_id bigint not null references walk_network (network_id) on delete cascade,
  part       int not null,
  content    bytea not null,
  primary key (network_id, part)
);
comment on table walk_graph_part is 'The network packed for searching, in parts of at most one megabyte, so that a process loads it without building it again.';

alter table import_run drop constraint import_run_kind_check;
alter table import_run add constraint import_run_kind_check
  check (kind in ('institutions', 'areas', 'statistics', 'bounds', 'population', 'network'));

create view layer_walk_networks as
select n.network_id as fid, n.code, n.area, n.title_zh, n.title_en, n.is_active, n.activated_at, n.source, n.source_date, n.document, n.profile,
       n.nodes, n.edges, n.length_m / 1000 as length_km, n.components, n.largest_share, n.is_synthetic, n.imported_at, n.geom
from walk_network n;

create view layer_walk_edges as
select e.edge_key as fid, n.code as network_code, n.is_active, e.edge_id, e.source, e.target, e.length_m, e.component, e.highway, e.name, e.way_id,
       e.is_bridge, e.is_tunnel, e.layer, n.is_synthetic, e.geom
from walk_edge e
left join walk_network n using (network_id);
