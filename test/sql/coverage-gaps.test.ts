import { area as turfArea, feature as turfFeature } from '@turf/turf';
import fc from 'fast-check';
import type { MultiPolygon } from 'geojson';
import { cellArea, cellToBoundary, cellToLatLng, gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coverageGaps } from '../../api/analyses/coverage-gaps/coverage-gaps.ts';
import type { Database } from '../../api/db/database.ts';
import { addCountyAsExtent, addInstitution, project } from '../support/fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const CENTRE = latLngToCell(31, 121.6, 9);
const DISK = gridDisk(CENTRE, 6);
let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCountyAsExtent(db, [121, 30, 122, 32]);
});
afterAll(() => opened.close());
beforeEach(() => db.script('delete from institution; delete from population_surface'));

async function addSurface(
  code: string,
  asOf: string,
  cells: readonly { h3: string; population: number; placed?: boolean }[],
): Promise<void> {
  await db.run({
    text: `insert into population_surface (code, title_zh, title_en, h3_resolution, as_of, is_modelled, method, document)
           values ($1, '面', 'surface', 9, $2::date, true, 'spread', 'doc')`,
    values: [code, asOf],
  });
  await db.run({
    text: `insert into population_cell (surface_id, h3, population, centre, geom, county_id, location_status)
           select s.surface_id, c.h3::bigint, c.population, st_setsrid(st_makepoint(c.lon, c.lat), 4326),
                  st_multi(st_geomfromtext(c.wkt, 4326)), case when c.placed then a.area_id end, case when c.placed then 'located' else 'border' end
           from unnest($2::text[], $3::float8[], $4::float8[], $5::float8[], $6::text[], $7::boolean[]) as c (h3, population, lon, lat, wkt, placed)
           join population_surface s on s.code = $1
           join area a on a.level = 'county'`,
    values: [
      code,
      cells.map(({ h3 }) => BigInt(`0x${h3}`).toString()),
      cells.map(({ population }) => population),
      cells.map(({ h3 }) => cellToLatLng(h3)[1]),
      cells.map(({ h3 }) => cellToLatLng(h3)[0]),
      cells.map(
        ({ h3 }) =>
          `POLYGON((${cellToBoundary(h3, true)
            .map((position) => position.join(' '))
            .join(',')}))`,
      ),
      cells.map(({ placed }) => placed ?? true),
    ],
  });
}

interface GapAnswer {
  summary: {
    total: number;
    covered: number;
    uncertain: number;
    uncovered: number;
    covered_share: number;
    cells: number;
  } | null;
  areas: {
    group: string;
    name: string | null;
    total: number;
    covered: number;
    uncertain: number;
    uncovered: number;
  }[];
  population: { code: string; is_modelled: boolean } | null;
  warnings: { code: string; count?: number }[];
  truncated: boolean;
  features: {
    id: string;
    geometry: MultiPolygon;
    properties: { role: string; verdict: string; population: number; nearest_distance_m: number | null };
  }[];
}
async function ask(given: Record<string, unknown> = {}): Promise<GapAnswer> {
  const input = coverageGaps.input.parse({ kind: 'pharmacy', asOf: '2026-06-30', ...given });
  const context = {
    db,
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
  };
  return (await coverageGaps.run(context, input, () => undefined)) as unknown as GapAnswer;
}
const pharmacy = { kind: 'pharmacy', typeNo: null } as const;
const centreOf = (h3: string): [number, number] => [cellToLatLng(h3)[1], cellToLatLng(h3)[0]];
const codes = (answer: GapAnswer) => answer.warnings.map((warning) => warning.code);

describe('coverage gaps', () => {
  it('covers a cell whose centre is at exactly the limit and not one a millimetre farther', async () => {
    await addSurface('s', '2025-01-01', [{ h3: CENTRE, population: 10 }]);
    await addInstitution(db, { ...pharmacy, at: await project(db, centreOf(CENTRE), 800, 30) });
    expect((await ask()).summary).toMatchObject({ total: 10, covered: 10, uncovered: 0 });
    await db.script('delete from institution');
    await addInstitution(db, { ...pharmacy, at: await project(db, centreOf(CENTRE), 800.001, 30) });
    const answer = await ask();
    expect(answer.summary).toMatchObject({ covered: 0, uncovered: 10 });
    expect(answer.features[0]?.properties.nearest_distance_m).toBe(800.001);
  });

  it('keeps what only an accuracy band decides apart', async () => {
    await addSurface('s', '2025-01-01', [{ h3: CENTRE, population: 10 }]);
    await addInstitution(db, {
      ...pharmacy,
      accuracyM: 3_000,
      at: await project(db, centreOf(CENTRE), 2_900, 30),
    });
    const answer = await ask();
    expect(answer.summary).toMatchObject({ covered: 0, uncertain: 10, uncovered: 0 });
    expect(answer.features[0]?.properties.verdict).toBe('uncertain');
  });

  it('says so when nothing can be told, instead of answering with nothing', async () => {
    const none = await ask();
    expect([none.summary, none.population, codes(none)]).toEqual([
      null,
      null,
      ['no-population-surface', 'no-institutions'],
    ]);
    await addSurface('later', '2027-01-01', [{ h3: CENTRE, population: 1 }]);
    expect((await ask()).population).toBeNull();
    expect((await ask({ surface: 'later' })).population?.code).toBe('later');
  });

  it('uses the latest surface on or before the date and labels modelled residents', async () => {
    await addSurface('old', '2020-01-01', [{ h3: CENTRE, population: 1 }]);
    await addSurface('new', '2026-01-01', [{ h3: CENTRE, population: 2 }]);
    await addInstitution(db, { ...pharmacy, at: [121.1, 30.1] });
    const answer = await ask();
    expect([answer.population?.code, answer.summary?.total]).toEqual(['new', 2]);
    expect(codes(answer)).toContain('modelled-population');
    expect((await ask({ asOf: '2025-12-31' })).population?.code).toBe('old');
  });

  it('cells on a border are counted in a group of their own', async () => {
    await addSurface('s', '2025-01-01', [
      { h3: DISK[0]!, population: 5 },
      { h3: DISK[1]!, population: 7, placed: false },
    ]);
    await addInstitution(db, { ...pharmacy, at: [121.1, 30.1] });
    const answer = await ask();
    expect(answer.summary).toMatchObject({ total: 12, uncovered: 12 });
    expect(answer.areas.map(({ name, uncovered }) => [name, uncovered])).toEqual([
      [null, 7],
      ['测试区', 5],
    ]);
    expect((await ask({ area: '990101' })).summary?.total).toBe(5);
    await expect(ask({ area: '123' })).rejects.toThrow(/no area has this code/);
  });

  it('an area leaves out the cells on its border and says so', async () => {
    await addSurface('s', '2025-01-01', [
      { h3: DISK[0]!, population: 5 },
      { h3: DISK[1]!, population: 7, placed: false },
    ]);
    await addInstitution(db, { ...pharmacy, at: [121.1, 30.1] });
    const answer = await ask({ area: '990101' });
    expect(answer.summary).toMatchObject({ total: 5, cells: 1 });
    expect(answer.warnings).toContainEqual(
      expect.objectContaining({ code: 'cells-on-the-border', count: 1 }),
    );
    expect(answer.areas.map(({ group, total }) => [group, total])).toEqual([['area', 5]]);
    expect(answer.features.map(({ id }) => id)).toEqual([DISK[0]]);
  });

  it('refuses a surface that does not exist instead of calling everything unknown', async () => {
    await expect(ask({ surface: 'no-such' })).rejects.toThrow(/no population surface has this code/);
  });

  it('cells without residents are no gaps', async () => {
    await addSurface('s', '2025-01-01', [
      { h3: DISK[0]!, population: 0 },
      { h3: DISK[1]!, population: 3 },
    ]);
    await addInstitution(db, { ...pharmacy, at: [121.1, 30.1] });
    const answer = await ask({ dissolve: true });
    expect(answer.summary).toMatchObject({ cells: 2, total: 3, uncovered: 3 });
    expect(
      answer.features.filter(({ properties }) => properties.role === 'cell').map(({ id }) => id),
    ).toEqual([DISK[1]]);
  });

  it.each([
    ['suspended', {}, true],
    ['terminated', {}, false],
    ['active', { to: '2026-06-29' }, false],
    ['active', { from: '2026-07-01' }, false],
    ['active', { from: '2026-06-30', to: '2026-06-30' }, true],
    ['active', { countsFrom: '2027-01-01' }, true],
  ] as const)('an agreement that is %s %o covers: %s', async (status, dates, covers) => {
    await addSurface('s', '2025-01-01', [{ h3: CENTRE, population: 10 }]);
    await addInstitution(db, { ...pharmacy, at: centreOf(CENTRE), status, ...dates });
    await addInstitution(db, { ...pharmacy, at: null });
    const answer = await ask();
    expect(answer.summary?.covered).toBe(covers ? 10 : 0);
    expect(answer.warnings).toContainEqual(
      expect.objectContaining({ code: 'unplaced-institutions', count: 1 }),
    );
  });

  it('dissolves all uncovered cells, also those not listed', async () => {
    await addSurface(
      's',
      '2025-01-01',
      DISK.map((h3) => ({ h3, population: 1 })),
    );
    await addInstitution(db, { ...pharmacy, at: [121.1, 30.1] });
    const answer = await ask({ dissolve: true, limit: 3 });
    expect([
      answer.truncated,
      answer.features.filter(({ properties }) => properties.role === 'cell').length,
    ]).toEqual([true, 3]);
    const gaps = answer.features.filter(({ properties }) => properties.role === 'gap');
    expect(gaps).toHaveLength(1);
    const expectedM2 = DISK.reduce((sum, h3) => sum + cellArea(h3, 'm2'), 0);
    expect(turfArea(turfFeature(gaps[0]!.geometry)) / expectedM2).toBeCloseTo(1, 2);
  });

  it('agrees with a brute force over random places; covered + uncertain + uncovered = total', async () => {
    const place = fc.record({
      azimuth: fc.integer({ min: 0, max: 359 }),
      distance: fc.integer({ min: 0, max: 2_500 }),
      accuracyM: fc.constantFrom(0, 0, 50, 400),
    });
    await addSurface(
      's',
      '2025-01-01',
      DISK.map((h3, index) => ({ h3, population: index % 7 })),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 6 }), async (places) => {
        await db.script('delete from institution');
        for (const { azimuth, distance, accuracyM } of places)
          await addInstitution(db, {
            ...pharmacy,
            accuracyM,
            at: await project(db, centreOf(CENTRE), distance, azimuth),
          });
        const { summary } = await ask({ radiusM: 700 });
        const rows = await db.run<{ verdict: string; population: number }>({
          text: `select verdict, sum(population)::float8 as population
                 from (select c.population, case when bool_or(m.d <= 700 and (i.accuracy_m = 0 or 700 - m.d > i.accuracy_m)) then 'covered'
                                                 when bool_or(i.accuracy_m > 0 and abs(m.d - 700) <= i.accuracy_m) then 'uncertain' else 'uncovered' end as verdict
                       from population_cell c cross join institution i
                       cross join lateral (select round(st_distance(c.centre, i.geog)::numeric, 3)::float8 as d) m
                       group by c.cell_id, c.population) judged
                 group by verdict`,
        });
        const expected = Object.fromEntries(rows.map((row) => [row.verdict, row.population]));
        const { covered = 0, uncertain = 0, uncovered = 0 } = expected;
        expect(summary).toMatchObject({
          covered,
          uncertain,
          uncovered,
          total: covered + uncertain + uncovered,
        });
      }),
      { numRuns: 12, seed: 5 },
    );
  });
});
