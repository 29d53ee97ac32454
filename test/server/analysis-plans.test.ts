import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  countPairs,
  countPairsInArea,
  listPairs,
  listPairsInArea,
} from '../../api/analyses/conflict-audit/queries.ts';
import { judgeCells } from '../../api/analyses/coverage-gaps/queries.ts';
import { listNearest } from '../../api/analyses/nearest/queries.ts';
import type { Database } from '../../api/db/database.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const AS_OF = '2026-05-01';
const SCHEME = { typeScheme: 'dalian-62' };
let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  // 50,000 institutions around 400 centres, 62 types and pharmacies; one in 5,000 with a coarse position.
  await db.script(`
    select setseed(0.42);
    insert into area (code, level, name, geom, source, content_hash)
    values ('C1', 'county', 'C1', st_multi(st_makeenvelope(121, 38, 121.4, 38.4, 4326)), 'test', 'x');
    create temp table centre as
      select n, 121 + 1.6 * random() as lon, 38 + 1.6 * random() as lat, 0.003 + 0.02 * random() as spread from generate_series(1, 400) n;
    insert into institution (code, source, source_id, name, kind, type_scheme, type_no, geom, source_crs, accuracy_m, location_status, content_hash)
    select 'C' || p.n, 'test', p.n::text, '机构' || p.n, case when p.k < 0.4 then 'pharmacy' else 'medical' end,
           case when p.k >= 0.4 then 'dalian-62' end, case when p.k >= 0.4 then 1 + floor(62 * p.t * p.t)::int end,
           st_setsrid(st_makepoint(c.lon + c.spread * p.x, c.lat + c.spread * p.y), 4326), 'CRS84',
           case when p.n % 5000 = 0 then 3000 else (array[0, 5, 20, 50])[1 + p.n % 4] end, 'located', 'x'
    from (select n, 1 + n % 400 as c, random() as k, random() as t, random() + random() - 1 as x, random() + random() - 1 as y
          from generate_series(1, 50000) n) p
    join centre c on c.n = p.c;
    update institution i set county_id = a.area_id from area a where st_contains(a.geom, i.geom);
    insert into designation (institution_id, service, status)
    select institution_id, 'personal_account', case when institution_id % 11 = 0 then 'terminated' else 'active' end from institution;
    insert into designation (institution_id, service, status)
    select institution_id, 'outpatient_pooling', 'active' from institution where institution_id % 5 = 0;
    insert into designation (institution_id, service, status)
    select institution_id, 'dual_channel', 'active' from institution where kind = 'pharmacy' and institution_id % 2500 < 10;
    insert into population_surface (code, title_zh, title_en, h3_resolution, as_of, is_modelled, method, document)
    values ('s', '面', 'surface', 9, '2025-01-01', false, 'm', 'd');
    insert into population_cell (surface_id, h3, population, centre, geom, county_id, location_status)
    select s.surface_id, row_number() over (), floor(random() * 50), p.centre, st_multi(st_expand(p.centre, 0.001)), a.area_id,
           case when a.area_id is null then 'outside' else 'located' end
    from population_surface s, generate_series(0, 49) x, generate_series(0, 49) y
    cross join lateral (select st_setsrid(st_makepoint(121.005 + x * 0.02, 38.005 + y * 0.02), 4326) as centre) p
    left join area a on st_contains(a.geom, p.centre);
    analyze`);
}, 240_000);
afterAll(() => opened.close());

/** The plan of a named statement with these values, as text. */
async function planOf(
  query: { text: string; params: { shape: object } },
  params: Record<string, unknown>,
): Promise<string> {
  const values = Object.keys(query.params.shape).map((name) => params[name] ?? null);
  const rows = await db.run<{ 'QUERY PLAN': string }>({ text: `explain ${query.text}`, values });
  return rows.map((row) => row['QUERY PLAN']).join('\n');
}

describe('indexes carry the analyses', () => {
  const pairs = { limitM: 800, asOf: AS_OF, ...SCHEME };
  const page = { afterDriver: 0, afterOther: 0, rowLimit: 100 };
  const area = { level: 'county', areaIds: [1] };
  it.each([
    ['count-pairs by type', countPairs, pairs, 'institution_type_geog_idx'],
    ['count-pairs by kind', countPairs, { ...pairs, kind: 'pharmacy' }, 'institution_kind_geog_idx'],
    ['count-pairs-in-area', countPairsInArea, { ...pairs, ...area }, 'institution_type_geog_idx'],
    ['list-pairs by type', listPairs, { ...pairs, ...page }, 'institution_type_geog_idx'],
    ['list-pairs by kind', listPairs, { ...pairs, ...page, kind: 'pharmacy' }, 'institution_kind_geog_idx'],
    ['list-pairs-in-area', listPairsInArea, { ...pairs, ...page, ...area }, 'institution_type_geog_idx'],
    [
      'list-nearest by type',
      listNearest,
      { lon: 121.5, lat: 38.5, typeNo: 37, k: 5, asOf: AS_OF, ...SCHEME },
      'institution_type_geog_idx',
    ],
    [
      'list-nearest by kind',
      listNearest,
      { lon: 121.5, lat: 38.5, kind: 'pharmacy', k: 5, asOf: AS_OF, ...SCHEME },
      'institution_kind_geog_idx',
    ],
  ])('%s', async (_name, query, params, index) => {
    const plan = await planOf(query, params);
    expect(plan).toMatch(new RegExp(`Index Scan using ${index}`));
  });

  it('the page of pairs is taken in the order of the key, so that it stops when it is full', async () => {
    const rows = await listPairs(db, { ...pairs, typeNo: null, kind: null, service: null, ...page });
    expect(rows).toHaveLength(100);
    expect(await planOf(listPairs, { ...pairs, ...page })).toContain('institution_pkey');
  });

  it('cells come from their index when institutions take the cells around them', async () => {
    const plan = await planOf(judgeCells, {
      surfaceId: 1,
      limitM: 800,
      asOf: AS_OF,
      kind: 'pharmacy',
      perArea: 'county',
      cellLimit: 10,
      gather: false,
      cellAreaM2: 1e5,
      ...SCHEME,
      locateAgain: false,
    });
    expect(plan).toContain('population_cell_centre_idx');
    expect(plan).toContain('institution_kind_geog_idx');
  });
});

describe('nearest, whichever way it searches', () => {
  const sites = [
    [121.5, 38.5],
    [122.59, 39.59],
    [120, 37],
    [-60, -30],
  ] as const;
  // personal_account and outpatient_pooling have thousands of agreements (index first), dual_channel few (ranked whole).
  const selections = [
    { service: null, kind: null, typeNo: null },
    { service: 'personal_account', kind: null, typeNo: 5 },
    { service: 'outpatient_pooling', kind: null, typeNo: null },
    { service: 'outpatient_pooling', kind: 'pharmacy', typeNo: null },
    { service: 'dual_channel', kind: null, typeNo: null },
    { service: 'inpatient', kind: null, typeNo: null },
    { service: null, kind: 'ltc_home', typeNo: null },
  ];
  it.each(sites.flatMap((site) => selections.map((selection) => [site, selection] as const)))(
    'from %o of %o',
    async ([lon, lat], selection) => {
      const wanted = await db.run<{ institution_id: number; d: number }>({
        text: `select i.institution_id, st_distance(i.geog, st_setsrid(st_makepoint($1, $2), 4326)::geography) as d
             from institution i
             where ($3::int is null or i.type_no = $3::int) and ($4::text is null or i.kind = $4::text)
               and i.institution_id in (select institution_id from designation
                                        where status in ('active', 'suspended') and ($5::text is null or service = $5::text))
             order by round(st_distance(i.geog, st_setsrid(st_makepoint($1, $2), 4326)::geography)::numeric, 3), i.institution_id
             limit 20`,
        values: [lon, lat, selection.typeNo, selection.kind, selection.service],
      });
      const found = await listNearest(db, { lon, lat, ...selection, k: 20, asOf: AS_OF, ...SCHEME });
      expect(found.map((row) => row.institution_id)).toEqual(wanted.map((row) => row.institution_id));
      for (const [index, row] of found.entries()) expect(row.distance_m).toBeCloseTo(wanted[index]!.d, 2);
    },
  );
});

describe('coverage, whichever way it searches', () => {
  const question = {
    surfaceId: 1,
    asOf: AS_OF,
    perArea: 'county' as const,
    level: null,
    areaId: null,
    cellLimit: 5_000,
    gather: true,
    ...SCHEME,
    locateAgain: false,
  };
  it.each([
    [800, { kind: 'pharmacy', typeNo: null, service: null }],
    [800, { kind: null, typeNo: 30, service: null }],
    [800, { kind: null, typeNo: null, service: 'dual_channel' }],
    [3000, { kind: null, typeNo: 55, service: 'outpatient_pooling' }],
    [150, { kind: null, typeNo: null, service: 'personal_account' }],
  ])('%d m of %o', async (limitM, selection) => {
    const ask = (cellAreaM2: number) => judgeCells(db, { ...question, limitM, ...selection, cellAreaM2 });
    const fromInstitutions = await ask(1e12);
    const fromCells = await ask(1e-6);
    expect(fromCells).toEqual(fromInstitutions);
    const total = fromCells.find((row) => row.part === 'total');
    expect(total?.uncovered).toBeGreaterThan(0);
    expect((total?.covered ?? 0) + (total?.uncertain ?? 0) + (total?.uncovered ?? 0)).toBe(total?.total);
    const areas = fromCells.filter((row) => row.part === 'area');
    expect(areas.map((row) => row.group_kind).sort()).toEqual(['area', 'outside']);
    expect(areas.reduce((sum, row) => sum + row.uncovered, 0)).toBe(total?.uncovered);
    const cells = fromCells.filter((row) => row.part === 'cell');
    const measured = await db.run<{ h3: string; d: number | null }>({
      text: `select to_hex(c.h3) as h3, (
               select min(round(st_distance(i.geog, c.centre)::numeric, 3))::float8 from institution i
               where ($1::int is null or i.type_no = $1::int) and ($2::text is null or i.kind = $2::text)
                 and i.institution_id in (select institution_id from designation
                                          where status in ('active', 'suspended') and ($3::text is null or service = $3::text))) as d
             from population_cell c where to_hex(c.h3) = any ($4::text[])`,
      values: [selection.typeNo, selection.kind, selection.service, cells.slice(0, 40).map((row) => row.h3)],
    });
    const known = new Map(
      measured.map((row) => [row.h3, row.d !== null && row.d <= 5 * limitM ? row.d : null]),
    );
    for (const cell of cells.slice(0, 40))
      expect([cell.h3, cell.nearest_m]).toEqual([cell.h3, known.get(cell.h3 ?? '')]);
  });
});
