-- Seeds one million designated institutions for the benchmarks: 400 towns of very unequal size in an invented province
-- (lon 110…120, lat 30…38), 45 % pharmacies, 62 types with unequal shares. Deterministic: setseed and one worker.
-- Run as a script on an empty migrated database.
set max_parallel_workers_per_gather = 0;
select setseed(0.42);
create temp table town as
  select t as town_id, 110 + random() * 10 as lon, 30 + random() * 8 as lat, 0.01 + 0.12 * random() as spread,
         (1.0 / (t + 3)) as weight
  from generate_series(1, 400) t;
create temp table town_range as
  select town_id, lon, lat, spread,
         sum(weight) over (order by town_id) - weight as from_share, sum(weight) over (order by town_id) as to_share
  from (select town_id, lon, lat, spread, weight / sum(weight) over () as weight from town) normalised;
create index on town_range (from_share, to_share);
create temp table drawn as
  select n, random() as town_share, random() as kind_draw, random() as type_draw,
         sqrt(-2 * ln(1 - random())) as radius, 2 * pi() * random() as angle, random() as accuracy_draw
  from generate_series(1, 1000000) n;
insert into institution (code, source, source_id, name, kind, category, type_no, type_scheme, geom, source_crs, accuracy_m, verified,
                         location_status, is_synthetic, content_hash)
select 'B' || n, 'bench', n::text, '机构 ' || n,
       case when kind_draw < 0.45 then 'pharmacy' else 'medical' end,
       case when kind_draw < 0.45 then null else '类别' end,
       case when kind_draw < 0.45 then null when type_draw < 0.5 then 37 else 1 + floor(62 * (type_draw - 0.5) * 2)::int end,
       case when kind_draw < 0.45 then null else 'dalian-62' end,
       st_setsrid(st_makepoint(t.lon + t.spread * radius * cos(angle), t.lat + t.spread * radius * sin(angle)), 4326),
       'CRS84', case when accuracy_draw < 0.9 then 0 else 20 end, accuracy_draw < 0.9, 'located', true, 'bench'
from drawn d
join lateral (select * from town_range r where r.from_share <= d.town_share and d.town_share < r.to_share limit 1) t on true;
insert into designation (institution_id, service, status, valid_from, is_synthetic)
select institution_id, 'personal_account', 'active', date '2020-01-01', true from institution;
insert into area (code, level, name, geom, source, content_hash)
values ('990000', 'county', '基准省', st_multi(st_makeenvelope(108, 28, 122, 40, 4326)), 'bench', 'bench');
insert into data_extent (geom) select geom from area;
insert into data_extent_edge (geog)
select (st_dump(st_segmentize(st_boundary(geom), 0.5))).geom::geography from area;
vacuum analyze;
