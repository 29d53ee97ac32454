import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ConflictError, InvalidInputError } from '../../../api/errors.ts';
import { getImportReport, listImportRuns } from '../../../api/importing/import-runs.ts';
import { importNetwork } from '../../../api/importing/network/import-network.ts';
import type { NetworkOptions } from '../../../api/importing/network/network-options.ts';
import { unpackGraph } from '../../../api/network/pack/unpack-graph.ts';
import { listNetworks } from '../../../api/walking/stored-networks.ts';
import { temporaryFile } from '../../support/import-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await openTestDatabase();
});
afterAll(() => test.close());
beforeEach(() => test.database.script('truncate walk_network, import_run, audit_log cascade'));

const line = (coordinates: number[][], properties: object = {}) =>
  JSON.stringify({
    type: 'Feature',
    properties: { highway: 'residential', ...properties },
    geometry: { type: 'LineString', coordinates },
  });
const grid = (size: number) =>
  [...Array(size).keys()].flatMap((i) => {
    const [x, y] = [108.9 + i / 500, 34.2 + i / 600];
    const along = [...Array(size).keys()];
    return [
      line(
        along.map((j) => [x, 34.2 + j / 600]),
        { name: `"纵${i}' \\` },
      ),
      line(
        along.map((j) => [108.9 + j / 500, y]),
        { osm_id: i, bridge: i === 1 ? 'no' : null },
      ),
    ];
  });
const SMALL = temporaryFile('Small City.geojsonl', grid(4).join('\n'));
const LARGE = temporaryFile('large.geojsonl', grid(6).join('\n'));

const load = (file = SMALL, options: Partial<NetworkOptions> = {}, more: object = {}) =>
  importNetwork(
    test.database,
    file,
    { area: '610100', sourceDate: '2026-05-01', ...options },
    { actor: 'test', requestId: 'r1', ...more },
  );
const codes = async (): Promise<string[]> =>
  (await listNetworks(test.database)).map(({ code, isActive }) => (isActive ? `${code}*` : code));

describe('an import', () => {
  it('stores the version with metres as PostGIS measures, its report, a run and an audit row', async () => {
    const told = new Set<string>();
    const report = await load(SMALL, {}, { onProgress: (stage: string) => told.add(stage) });
    expect(report).toMatchObject({
      outcome: 'stored',
      committed: true,
      network: { code: 'small-city', area: '610100', isActive: false, retired: null },
      build: { waysRead: 8, waysKept: 8, nodes: 16, edges: 24, components: 1, largestShare: 1 },
    });
    expect([...told]).toEqual(['reading', 'building', 'writing']);
    const [sum] = await test.database.run<Record<string, number>>({
      text: `select count(*)::int as edges, max(abs(st_length(geom::geography) - length_m)) as apart, sum(length_m) as metres,
               count(distinct name)::int as names from walk_edge`,
    });
    expect(sum).toMatchObject({ edges: 24, names: 4 });
    expect(sum!.apart).toBeLessThan(5e-6);
    expect(sum!.metres! / 1000).toBeCloseTo(report.build.lengthKm, 9);
    expect(await getImportReport(test.database, report.importId)).toEqual(report);
    expect(await listImportRuns(test.database, { limit: 5 })).toMatchObject([
      { kind: 'network', rowsRead: 8, inserted: 8, updated: 0, unchanged: 0, actor: 'test' },
    ]);
    expect(await audits()).toEqual(['import network']);
  });

  it('keeps the packed graph with it, which has the same length', async () => {
    const { build } = await load(LARGE);
    const parts = await test.database.kysely
      .selectFrom('walk_graph_part')
      .select('content')
      .orderBy('part')
      .execute();
    const graph = unpackGraph(parts.map(({ content }) => content));
    expect(graph.edgeLengthUm.reduce((total, one) => total + one, 0) / 1e9).toBeCloseTo(build.lengthKm, 9);
  });

  it('of the same file, profile and statements changes nothing', async () => {
    const first = await load();
    const again = await load(SMALL, { titleEn: 'Walking network small-city' });
    expect(again).toMatchObject({
      outcome: 'unchanged',
      build: first.build,
      graphBytes: first.graphBytes,
      crs: 'CRS84',
    });
    const active = await load(SMALL, { activate: true });
    expect(active).toMatchObject({ outcome: 'unchanged', network: { isActive: true } });
    expect(await codes()).toEqual(['small-city*']);
    expect(await listImportRuns(test.database, { limit: 5 })).toMatchObject([
      { unchanged: 8, inserted: 0 },
      { unchanged: 8 },
      { inserted: 8 },
    ]);
  });

  it.each<[string, Partial<NetworkOptions>]>([
    ['sourceDate', { sourceDate: '2026-05-02' }],
    ['area', { area: '610101' }],
    ['titleZh', { titleZh: '另一' }],
    ['crs', { crs: 'GCJ02' }],
    ['synthetic', { synthetic: true }],
  ])('under a code that is taken is refused when %s differs', async (name, options) => {
    await load();
    await expect(load(SMALL, options)).rejects.toThrow(new RegExp(`of other content \\(${name}\\)`));
  });

  it('of another file under a code that is taken is refused, or replaces it and keeps it active', async () => {
    await load(SMALL, { code: 'city', activate: true });
    await expect(load(LARGE, { code: 'city' })).rejects.toThrow(ConflictError);
    const report = await load(LARGE, { code: 'city', replace: true });
    expect(report).toMatchObject({ outcome: 'replaced', network: { isActive: true, retired: null } });
    const [stored] = await listNetworks(test.database);
    expect(stored).toMatchObject({ code: 'city', edges: 60, isActive: true });
    expect(await count('walk_edge')).toBe(60);
    expect(await audits()).toEqual(
      [
        'import network',
        'activate walk_network',
        'replace walk_network',
        'activate walk_network',
        'import network',
      ].sort(),
    );
  });

  it('retires the version that was active in its area, and no other', async () => {
    await load(SMALL, { code: 'old', activate: true });
    await load(SMALL, { code: 'elsewhere', area: '210200', activate: true });
    expect(await load(LARGE, { code: 'new', activate: true })).toMatchObject({ network: { retired: 'old' } });
    expect(await codes()).toEqual(['elsewhere*', 'new*', 'old']);
  });

  it('as a dry run tells everything and writes nothing', async () => {
    const report = await load(SMALL, { dryRun: true, activate: true });
    expect(report).toMatchObject({
      outcome: 'checked',
      committed: false,
      network: { isActive: false },
      build: { edges: 24 },
    });
    expect([await codes(), await count('import_run'), await count('audit_log')]).toEqual([[], 0, 0]);
  });

  it('that is given up while it writes leaves nothing', async () => {
    const controller = new AbortController();
    const onProgress = (stage: string) => {
      if (stage === 'writing') controller.abort();
    };
    await expect(load(SMALL, {}, { signal: controller.signal, onProgress })).rejects.toThrow(/given up/);
    expect([await codes(), await count('walk_edge'), await count('import_run')]).toEqual([[], 0, 0]);
  });

  it('at the same time as another one of the same code is the same, or refused', async () => {
    const outcomes = await Promise.allSettled([
      load(SMALL, { code: 'city' }),
      load(SMALL, { code: 'city' }),
      load(LARGE, { code: 'city' }),
    ]);
    const told = outcomes
      .map((one) => (one.status === 'fulfilled' ? one.value.outcome : (one.reason as Error).name))
      .sort();
    expect([
      ['ConflictError', 'stored', 'unchanged'],
      ['ConflictError', 'ConflictError', 'stored'],
    ]).toContainEqual(told);
    expect(await codes()).toEqual(['city']);
  });

  it.each<[string, Partial<NetworkOptions> | { more: object }, RegExp]>([
    ['an unknown option', { more: { mapping: {} } }, /a walking network takes no mapping/],
    ['a bad code', { code: 'Xi’an' }, /code: lower-case letters/],
    ['a bad date', { sourceDate: '2026-02-30' }, /sourceDate/],
    ['an empty area', { area: ' ' }, /area/],
    ['a bad profile', { profile: '{"id":"x"}' }, /profile\.title/],
    ['an unknown coordinate system', { crs: 'mars' }, /mars/],
  ])('is refused with %s', async (_what, options, reason) => {
    const { more, ...given } = options as { more?: object };
    await expect(load(SMALL, { ...given, ...more } as NetworkOptions)).rejects.toThrow(reason);
    expect(await codes()).toEqual([]);
  });

  it('is refused without area or date, and of a file in which nothing is walked, saying why', async () => {
    await expect(
      importNetwork(test.database, SMALL, {} as NetworkOptions, { actor: 'test' }),
    ).rejects.toThrow('area: is required');
    await expect(importNetwork(test.database, SMALL, { area: 'a' }, { actor: 'test' })).rejects.toThrow(
      /sourceDate: is required/,
    );
    const motorway = temporaryFile(
      'm.geojsonl',
      line(
        [
          [1, 1],
          [2, 2],
        ],
        { highway: 'motorway' },
      ),
    );
    await expect(load(motorway)).rejects.toThrow(
      /no street that is walked by the profile foot; of 1 read: class-refused motorway: 1/,
    );
    const rivers = temporaryFile(
      'r.geojsonl',
      line(
        [
          [1, 1],
          [2, 2],
        ],
        { highway: null, waterway: 'river' },
      ),
    );
    await expect(load(rivers)).rejects.toThrow(/1 without a class \(highway or fclass\)/);
    await expect(load(temporaryFile('路.geojsonl', grid(2).join('\n')))).rejects.toThrow(InvalidInputError);
  });
});

async function count(table: string): Promise<number> {
  const [row] = await test.database.run<{ n: number }>({ text: `select count(*)::int as n from ${table}` });
  return row!.n;
}

async function audits(): Promise<string[]> {
  const rows = await test.database.run<{ what: string }>({
    text: "select action || ' ' || entity as what from audit_log where actor = 'test' and request_id = 'r1' order by 1",
  });
  return rows.map(({ what }) => what);
}
