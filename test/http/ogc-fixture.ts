import express, { type Express } from 'express';
import pino from 'pino';
import { readConfig } from '../../api/config.ts';
import type { Database } from '../../api/db/database.ts';
import { notFoundHandler, problemHandler } from '../../api/http/problem.ts';
import { ogcRoutes } from '../../api/ogc/ogc-routes.ts';
import { type Line, loadNetwork } from '../support/walk-fixtures.ts';

/** The standards' routes alone, with the error answers of the product; links begin with http://test.example. */
export function ogcApp(database: Database, environment: Record<string, string> = {}): Express {
  const deps = {
    database,
    config: readConfig({ PUBLIC_URL: 'http://test.example', ...environment }),
    log: pino({ level: 'silent' }),
  };
  const app = express();
  app.use(ogcRoutes(deps));
  app.use(notFoundHandler);
  app.use(problemHandler(deps));
  return app;
}

/** Names that break careless escaping: quotes, line ends, formulas, markup, signs outside the first plane. */
export const HOSTILE_NAMES = [
  `O'Brien "诊所", 第一`,
  'line\r\nbreak\tand tab',
  '=HYPERLINK("http://evil.example","x")',
  '+86 411',
  '-1+1',
  '@SUM(A1)',
  '<script>alert(1)</script>&amp;',
  '𠮷野家医院 \\ back\\slash',
  ' leading and trailing ',
  '%_like% ; drop table institution; --',
];

/** Two counties, three streets (one with a hole, one across the antimeridian), a management area, bounds, cells, institutions, three ways to walk. */
export async function seedCity(db: Database): Promise<void> {
  await db.script(`
    insert into area (code, level, name, geom, source, content_hash, is_synthetic) values
      ('2102', 'city', '合成市', st_multi(st_makeenvelope(121, 38, 123, 40, 4326)), 'test', 'h', true);
    insert into area (code, level, name, geom, source, content_hash, is_synthetic, parent_id) values
      ('210202', 'county', '中山区', st_multi(st_makeenvelope(121, 38, 122, 39, 4326)), 'test', 'h', true, 1),
      ('210203', 'county', '西岗区', st_multi(st_makeenvelope(122, 38, 123, 39, 4326)), 'test', 'h', true, 1);
    insert into area (code, level, name, geom, source, content_hash, is_synthetic, parent_id, valid_from, valid_to) values
      ('210202001', 'street', '环形街道', st_geomfromtext('MULTIPOLYGON(((121 38,121 39,122 39,122 38,121 38),(121.4 38.4,121.6 38.4,121.6 38.6,121.4 38.6,121.4 38.4)),((122.5 38.5,122.6 38.5,122.6 38.6,122.5 38.5)))', 4326), 'test', 'h', true, 2, null, null),
      ('900000001', 'street', '换日线街道', st_geomfromtext('MULTIPOLYGON(((179 66,180 66,180 67,179 67,179 66)),((-180 66,-179 66,-179 67,-180 67,-180 66)))', 4326), 'test', 'h', true, 2, null, null),
      ('210203009', 'street', '旧街道', st_multi(st_makeenvelope(122, 38, 122.5, 38.5, 4326)), 'test', 'h', true, 3, '2000-01-01', '2010-12-31');
    insert into area (code, level, name, source, content_hash, is_synthetic) values ('M0', 'management', '市本级', 'test', 'h', true);
    insert into area_statistic (area_id, indicator, value, as_of, document, content_hash) values
      (2, 'resident_pop', 400000, '2020-11-01', 'census', 'h'), (2, 'resident_pop', 380000, '2010-11-01', 'census', 'h'),
      (2, 'resident_pop', 1, '2999-01-01', 'future', 'h');
    insert into pharmacy_bound (area_id, pharmacy_kind, lower_bound, upper_bound, version, document, content_hash, is_synthetic) values
      (2, 'all', 10, 20, 'v1', 'plan', 'h', true), (7, 'all', null, 5, 'v1', 'plan', 'h', true);
    insert into population_surface (code, title_zh, title_en, h3_resolution, as_of, is_modelled, method, document, is_synthetic) values
      ('s1', '人口面', 'Surface', 8, '2020-11-01', true, 'spread from county totals', 'census', true);
    insert into population_cell (surface_id, h3, population, centre, geom, county_id) values
      (1, 613196570357137407, 12.5, st_makepoint(121.5, 38.5)::geography, st_multi(st_makeenvelope(121.49, 38.49, 121.51, 38.51, 4326)), 2),
      (1, 613196570357137408, 0, st_makepoint(180, 66.5)::geography,
        st_geomfromtext('MULTIPOLYGON(((179.9 66,180 66,180 67,179.9 67,179.9 66)),((-180 66,-179.9 66,-179.9 67,-180 67,-180 66)))', 4326), null);
  `);
  const rows = HOSTILE_NAMES.map((name, index) => ({ name, id: index + 1 }));
  await db.run({
    text: `insert into institution (code, source, source_id, name, kind, category, type_scheme, type_no, geom, source_crs, accuracy_m, county_id,
             street_id, is_synthetic, content_hash, location_status, warnings, parent_id, management_area_id)
           select 'H' || lpad(r.id::text, 3, '0'), 'test', r.id::text, r.name, case when r.id % 2 = 0 then 'pharmacy' else 'medical' end, '中医诊所',
             'dalian', 1 + r.id % 3, case when r.id = 9 then null else st_setsrid(st_makepoint(121 + r.id / 10.0, 38 + r.id / 10.0), 4326) end,
             case when r.id = 9 then null else 'BD09' end, 10, 2, 4, true, 'h', case when r.id = 9 then 'unlocated' else 'located' end,
             case when r.id = 1 then array['a,b', 'c"d'] else '{}' end, null, case when r.id = 1 then 7 end
           from jsonb_to_recordset($1::jsonb) as r(name text, id int) order by r.id`,
    values: [JSON.stringify(rows)],
  });
  await db.script(`
    insert into designation (institution_id, service, status, valid_from, valid_to) values
      (1, 'inpatient', 'active', '2020-01-01', null), (1, 'personal_account', 'suspended', '2021-01-01', null),
      (1, 'dual_channel', 'terminated', '2020-01-01', null), (2, 'personal_account', 'active', '2000-01-01', '2005-12-31'),
      (9, 'personal_account', 'active', null, null);
    insert into institution_grade (institution_id, scale, grade, valid_from, valid_to) values
      (1, 'hospital_grade', 'secondary', '2000-01-01', '2019-12-31'), (1, 'hospital_grade', 'tertiary', '2020-01-01', null),
      (1, 'settlement_level', 'I', null, null);
    insert into bed (institution_id, category, licensed, open, designated, valid_from, valid_to) values
      (1, 'general', 100, 90, 80, '2020-01-01', null), (1, 'nursing', 20, null, 5, null, null), (1, 'general', 7, 7, 7, '2010-01-01', '2019-12-31');
  `);
  await loadNetwork(db, STREETS, {
    code: 'harbour-2026',
    area: '210202',
    sourceDate: '2026-05-01',
    tags: (line) => STREET_TAGS[line] ?? {},
  });
  await db.script('analyze');
}

/** A street and a bridge that ends at it; far from them a closed path. */
const STREETS: Line[] = [
  [
    [121.5, 38.5],
    [121.51, 38.5],
    [121.52, 38.5],
  ],
  [
    [121.51, 38.5],
    [121.51, 38.51],
  ],
  [
    [121.6, 38.6],
    [121.601, 38.6],
    [121.601, 38.601],
    [121.6, 38.6],
  ],
];
const STREET_TAGS: Readonly<Record<string, string>>[] = [
  { name: `O'Brien "大道" <b>` },
  { highway: 'footway', bridge: 'yes', layer: '1' },
  { highway: 'path' },
];

/** `count` more institutions in a grid over the two counties; many share a name, some have no code or type. */
export async function seedInstitutions(db: Database, count: number, prefix = 'N'): Promise<void> {
  await db.run({
    text: `insert into institution (code, source, source_id, name, kind, type_scheme, type_no, geom, source_crs, accuracy_m, county_id, is_synthetic, content_hash)
           select case when n % 5 = 0 then null else $2::text || n end, 'bulk', $2::text || n, '机构' || (n % 7), case when n % 4 = 0 then 'pharmacy' else 'medical' end,
             case when n % 3 = 0 then null else 'dalian' end, case when n % 3 = 0 then null else 1 + n % 62 end,
             st_setsrid(st_makepoint(121 + (n % 200) / 100.0, 38 + (n / 200) / 100.0), 4326), 'CRS84', n % 11, 2 + n % 2, true, 'h'
           from generate_series(1, $1::int) n`,
    values: [count, prefix],
  });
}
