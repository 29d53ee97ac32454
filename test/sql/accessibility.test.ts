import { gridDisk, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { accessibility } from '../../api/analyses/accessibility/accessibility.ts';
import { closeThreads } from '../../api/compute/run-in-thread.ts';
import { ask as askAnalysis } from '../support/ask.ts';
import { project } from '../support/fixtures.ts';
import { insertSurface } from '../support/population-cells.ts';
import { insertAreas, insertInstitutions } from '../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const X = [121.6, 31] as const;
const CELLS = gridDisk(latLngToCell(31, 121.6, 9), 12);
let opened: TestDatabase;
const db = () => opened.database;

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(async () => {
  await closeThreads();
  await opened.close();
});
beforeEach(() =>
  db().script('delete from bed; delete from institution; delete from population_surface; delete from area'),
);

type CellProperties = {
  role: string;
  h3: string;
  status: string;
  per_1000: number | null;
  reachable_institutions: number | null;
  population: number;
  doubts: string[];
  institution_id: number;
  supply_per_1000: number | null;
  catchment_residents_weighted: number | null;
};
async function ask(given: Record<string, unknown> = {}) {
  const answer = await askAnalysis(db(), accessibility, { asOf: '2026-06-30', limit: 20_000, ...given });
  const properties = answer.features.map((feature) => feature.properties as unknown as CellProperties);
  const cells = properties.filter(({ role }) => role === 'cell');
  return {
    ...answer,
    cells,
    per1000: (place: number) => cells.find(({ h3 }) => h3 === CELLS[place])?.per_1000,
    codes: answer.warnings.map(({ code }) => code),
    warning: (code: string) => answer.warnings.find((warning) => warning.code === code)?.count,
  };
}
async function addBeds(
  rows: readonly {
    id: number;
    category?: string;
    open?: number | null;
    licensed?: number | null;
    designated?: number | null;
    from?: string;
    to?: string;
  }[],
): Promise<void> {
  await db().run({
    text: `insert into bed (institution_id, category, open, licensed, designated, valid_from, valid_to)
           select id, coalesce(category, 'general'), open, licensed, designated, "from", "to"
           from jsonb_to_recordset($1::jsonb) as b (id bigint, category text, open int, licensed int, designated int, "from" date, "to" date)`,
    values: [JSON.stringify(rows)],
  });
}

const at = (metres: number) => project(db(), X, Math.abs(metres), metres < 0 ? 270 : 90);

/** The three tracts of test/unit/accessibility on one line: A 300 m west of X, B 800 m east, Y 1,300 m east, C 2,200 m east. */
async function addThreeTracts(): Promise<void> {
  const places = [-300, 800, 2_200];
  const population = [1_000, 2_000, 500];
  const cells = [];
  for (const [index, metres] of places.entries())
    cells.push({ h3: CELLS[index]!, population: population[index]!, at: await at(metres) });
  await insertSurface(db(), cells);
  await insertInstitutions(db(), [
    { id: 1, at: X, designations: [{ service: 'inpatient' }] },
    { id: 2, at: await at(1_300), designations: [{ service: 'inpatient' }] },
  ]);
  await addBeds([
    { id: 1, open: 30 },
    { id: 2, open: 10 },
  ]);
}

describe('accessibility of three tracts, by hand', () => {
  beforeEach(addThreeTracts);

  it('2SFCA: 10, 14 and 4 beds per 1,000 residents', async () => {
    const { per1000, cells, summary, supply } = await ask({ supply: 'beds_open' });
    expect(per1000(0)).toBeCloseTo(10, 10);
    expect(per1000(1)).toBeCloseTo(14, 10);
    expect(per1000(2)).toBeCloseTo(4, 10);
    expect(cells.map(({ h3 }) => h3)).toEqual([CELLS[2], CELLS[0], CELLS[1]]);
    expect(cells.map((cell) => cell.reachable_institutions)).toEqual([1, 1, 2]);
    // 40 beds for 3,500 residents; by access 4 (500), 10 (1,000), 14 (2,000).
    expect(summary?.mean_per_1000).toBeCloseTo(40 / 3.5, 10);
    expect(summary?.quantiles_per_1000.p10).toBeCloseTo(4, 10);
    expect(summary?.quantiles_per_1000.p25).toBeCloseTo(10, 10);
    expect(summary?.quantiles_per_1000.p50).toBeCloseTo(14, 10);
    // Σ_i<j w_i w_j |x_i − x_j| ÷ (W² mean) = (0.5·1·6 + 0.5·2·10 + 1·2·4) ÷ (3.5² · 40/3.5) = 21 ÷ 140
    expect(summary?.gini).toBeCloseTo(21 / 140, 10);
    expect(supply).toMatchObject({ counted: 40, unserved: 0, institutions: { counted: 2, unknown: 0 } });
    expect(supply?.conservation).toMatchObject({ supply: 40, served: 40, conserved: true });
    expect(supply?.delivered_in_area).toBeCloseTo(40, 9);
  });

  it('E2SFCA and 3SFCA with step weights, E2SFCA with Gaussian weights', async () => {
    const steps = { supply: 'beds_open', decay: 'step', steps: '400,700,1000', weights: '1,0.68,0.22' };
    const e2 = await ask({ ...steps, method: 'e2sfca' });
    expect(e2.per1000(0)).toBeCloseTo(30_000 / 1_440, 9);
    expect(e2.per1000(1)).toBeCloseTo((0.22 * 30_000) / 1_440 + (0.68 * 10_000) / 1_470, 9);
    expect(e2.per1000(2)).toBeCloseTo((0.22 * 10_000) / 1_470, 9);
    const three = await ask({ ...steps, method: '3sfca' });
    expect(three.per1000(0)).toBeCloseTo(27.0867, 4);
    expect(three.per1000(1)).toBeCloseTo(5.9732, 4);
    expect(three.per1000(2)).toBeCloseTo(1.934, 4);
    const gaussian = await ask({ supply: 'beds_open', method: 'e2sfca' });
    expect(gaussian.per1000(0)).toBeCloseTo(17.8086, 3);
    expect(gaussian.parameters).toMatchObject({ decay: 'gaussian', bandwidth: 1_000, limit_m: 1_000 });
    for (const { supply } of [e2, three, gaussian]) expect(supply?.conservation.conserved).toBe(true);
  });

  it('the limit itself is within the catchment, a millimetre less is not', async () => {
    expect((await ask({ supply: 'beds_open', radiusM: 900 })).per1000(2)).toBeCloseTo(4, 10);
    const less = await ask({ supply: 'beds_open', radiusM: 899.999 });
    expect(less.per1000(2)).toBe(0);
    expect(less.summary?.share_without).toBeCloseTo(500 / 3_500, 12);
    // Y now serves B alone, and the supply is still conserved.
    expect(less.per1000(1)).toBeCloseTo(10 + 5, 10);
  });

  it('counts institutions as one each, and only those of the selection', async () => {
    const both = await ask();
    expect(both.per1000(1)).toBeCloseTo(1_000 / 3_000 + 1_000 / 2_500, 10);
    await db().script(`update institution set kind = 'pharmacy' where institution_id = 2`);
    const { per1000, cells } = await ask({ kind: 'pharmacy' });
    expect([per1000(0), per1000(2)]).toEqual([0, 0.4]);
    expect(cells[0]).toMatchObject({ h3: CELLS[0], per_1000: 0, status: 'known', reachable_institutions: 0 });
    expect((await ask({ service: 'dual_channel' })).codes).toContain('no-institutions-of-selection');
  });

  it('lists institutions on demand, the most crowded first', async () => {
    const answer = await ask({ supply: 'beds_open', listInstitutions: true });
    const institutions = answer.features
      .map((one) => one.properties as unknown as CellProperties)
      .filter(({ role }) => role === 'institution');
    expect(institutions.map((one) => one.institution_id)).toEqual([2, 1]);
    expect(institutions[0]).toMatchObject({ supply_per_1000: 4, catchment_residents_weighted: 2_500 });
    expect(answer.numberReturned).toBe(5);
  });

  it('tells how far it is and ends when the signal does', async () => {
    const told: number[] = [];
    const run = (signal: AbortSignal, progress: (done: number, message: string) => void) =>
      accessibility.run(
        { db: db().withSignal(signal), signal, log: { info: () => undefined, warn: () => undefined } },
        accessibility.input.parse({ asOf: '2026-06-30' }),
        progress,
      );
    await run(new AbortController().signal, (done) => told.push(done));
    expect(told[0]).toBe(0);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    const ending = new AbortController();
    const asked = run(ending.signal, () => ending.abort(new Error('given up')));
    await expect(asked).rejects.toThrow('given up');
  });

  it('lists the least served cells first and says that there are more', async () => {
    const answer = await ask({ supply: 'beds_open', limit: 1 });
    expect(answer.cells.map(({ h3 }) => h3)).toEqual([CELLS[2]]);
    expect([answer.truncated, answer.numberReturned]).toEqual([true, 1]);
    expect(answer.codes).toContain('truncated');
    expect(answer.summary?.residents).toBe(3_500);
  });

  it('supply that reaches nobody is told, and cells without residents play no part', async () => {
    await insertInstitutions(db(), [{ id: 3, at: await at(9_000) }]);
    await addBeds([{ id: 3, open: 7 }]);
    await db().script(`update population_cell set population = 0 where population = 500`);
    const answer = await ask({ supply: 'beds_open' });
    expect(answer.cells).toHaveLength(2);
    expect(answer.supply).toMatchObject({
      counted: 40,
      unserved: 7,
      institutions: { counted: 2, unserved: 1 },
    });
    expect(answer.supply?.conservation).toMatchObject({ supply: 47, served: 40, conserved: true });
    expect(answer.warning('institutions-without-residents')).toBe(1);
  });
});

describe('supply of beds', () => {
  it('keeps none, unknown and partly known apart', async () => {
    await addThreeTracts();
    const inpatient = [{ service: 'inpatient' }];
    await insertInstitutions(db(), [
      { id: 3, at: X, designations: inpatient },
      { id: 4, at: X },
      { id: 5, at: X, designations: inpatient },
      { id: 6, at: X },
      { id: 7, at: X, designations: inpatient },
      { id: 8, at: null, designations: inpatient },
      { id: 9, at: X, kind: 'pharmacy' },
    ]);
    await addBeds([
      // 3: inpatient, no record: unknown. 4: none, and none expected: 0 beds.
      { id: 5, open: null, licensed: 40 },
      { id: 6, open: 12, to: '2025-12-31' },
      { id: 7, open: 5 },
      { id: 7, category: 'psychiatric', open: null, designated: 3 },
      { id: 7, category: 'ltc', open: 100 },
    ]);
    const open = await ask({ supply: 'beds_open' });
    expect(open.supply?.institutions).toEqual({
      counted: 3,
      unserved: 0,
      none: 2,
      unknown: 3,
      not_snapped: 0,
      partly_known: 1,
    });
    expect(open.supply?.counted).toBe(45);
    expect([open.warning('supply-unknown'), open.warning('supply-partly-known')]).toEqual([3, 1]);
    expect(open.warning('unplaced-institutions')).toBe(1);
    // A and B stand near those that are not known; C does not.
    expect(open.warning('access-incomplete')).toBe(3_000);
    expect(open.summary?.residents_incomplete).toBe(3_000);
    const byPlace = new Map(open.cells.map((cell) => [cell.h3, cell]));
    expect(byPlace.get(CELLS[0]!)).toMatchObject({ status: 'incomplete', doubts: ['supply-unknown'] });
    expect(byPlace.get(CELLS[2]!)).toMatchObject({ status: 'known', doubts: [] });

    const licensed = await ask({ supply: 'beds_licensed' });
    expect(licensed.supply?.counted).toBe(40);
    const psychiatric = await ask({ supply: 'beds_designated', bedCategory: 'psychiatric' });
    expect(psychiatric.supply?.counted).toBe(3);
    const care = await ask({ supply: 'beds_open', bedCategory: 'ltc' });
    expect(care.supply).toMatchObject({ counted: 100, institutions: { counted: 1, unknown: 0 } });
    const before = await ask({ supply: 'beds_open', asOf: '2025-12-31' });
    expect(before.supply?.counted).toBe(57);
  });

  it('expects residential institutions to have long-term-care beds', async () => {
    await addThreeTracts();
    await insertInstitutions(db(), [{ id: 3, at: X, kind: 'ltc_residential' }]);
    const care = await ask({ supply: 'beds_open', bedCategory: 'ltc' });
    expect(care.supply?.institutions).toMatchObject({ unknown: 1, none: 2 });
    expect((await ask({ supply: 'beds_open' })).supply?.institutions).toMatchObject({ unknown: 0, none: 1 });
  });
});

describe('accessibility of areas', () => {
  /** A scattered city in two counties side by side: cells by H3, institutions anywhere. */
  async function addCity(): Promise<void> {
    await insertAreas(db(), [
      { id: 1, code: '9901', level: 'city', box: [121.5, 30.9, 121.7, 31.1] },
      { id: 11, code: '990101', level: 'county', parent: 1, box: [121.5, 30.9, 121.6, 31.1] },
      { id: 12, code: '990102', level: 'county', parent: 1, box: [121.6, 30.9, 121.7, 31.1] },
    ]);
    const random = (index: number) => {
      const value = Math.sin(index * 12.9898 + 4.1414) * 43_758.5453;
      return value - Math.floor(value);
    };
    const places = CELLS.map((h3, index) => ({
      h3,
      population: index % 7 === 0 ? 0 : Math.round(random(index) * 900),
    }));
    await insertSurface(db(), places);
    await db().script(`
      update population_cell set city_id = 1, location_status = 'located',
        county_id = case when st_x(centre::geometry) < 121.6 then 11 else 12 end`);
    await insertInstitutions(
      db(),
      Array.from({ length: 60 }, (_, index) => {
        const at = [121.56 + random(index + 0.3) * 0.08, 30.97 + random(index + 0.7) * 0.06] as const;
        return { id: index + 1, at, county: at[0] < 121.6 ? 11 : 12, city: 1 };
      }),
    );
    await addBeds(
      Array.from({ length: 60 }, (_, index) => ({
        id: index + 1,
        open: Math.floor(random(index + 0.9) * 40),
      })),
    );
  }
  /** The textbook definition of 2SFCA, as SQL. */
  const TEXTBOOK = `
    with pair as (
      select i.institution_id, c.cell_id, c.population, b.open::float8 as supply
      from institution i join bed b using (institution_id)
      join population_cell c on distance_m(i.geog, c.centre) <= $1),
    ratio as (select institution_id, min(supply) / nullif(sum(population), 0) as r from pair group by institution_id),
    access as (
      select c.cell_id, c.h3, c.population, c.county_id, coalesce(sum(ratio.r), 0) as a
      from population_cell c left join pair using (cell_id) left join ratio using (institution_id)
      where c.population > 0 group by c.cell_id, c.h3, c.population, c.county_id)`;

  it('equals the textbook in SQL, cell by cell and by county', async () => {
    await addCity();
    const answer = await ask({ supply: 'beds_open', radiusM: 900 });
    const cells = await db().run<{ h3: string; a: number }>({
      text: `${TEXTBOOK} select to_hex(h3) as h3, a from access order by a, population desc, cell_id`,
      values: [900],
    });
    expect(answer.cells).toHaveLength(cells.length);
    const found = new Map(answer.cells.map((cell) => [cell.h3, cell.per_1000!]));
    for (const { h3, a } of cells) expect(found.get(h3)).toBeCloseTo(a * 1_000, 8);
    expect(new Set(cells.map(({ a }) => a)).size).toBeGreaterThan(100);
    const counties = await db().run<{
      code: string;
      residents: number;
      mean: number;
      without: number;
      p50: number;
    }>({
      text: `${TEXTBOOK}, ordered as (
               select county_id, population, a, sum(population) over (partition by county_id order by a) as reached,
                      sum(population) over (partition by county_id) as total from access)
             select area.code, sum(population) as residents, sum(population * a) / sum(population) as mean,
                    coalesce(sum(population) filter (where a = 0), 0) / sum(population) as without,
                    min(a) filter (where reached >= total / 2) as p50
             from ordered join area on area_id = county_id group by area.code order by mean`,
      values: [900],
    });
    expect(answer.areas.map(({ code }) => code)).toEqual(counties.map(({ code }) => code));
    for (const [index, county] of counties.entries()) {
      const area = answer.areas[index]!;
      expect(area.residents).toBe(county.residents);
      expect(area.mean_per_1000).toBeCloseTo(county.mean * 1_000, 8);
      expect(area.share_without).toBeCloseTo(county.without, 10);
      expect(area.quantiles_per_1000.p50).toBeCloseTo(county.p50 * 1_000, 8);
      expect(area.gini).toBeGreaterThan(0);
      expect(area.gini).toBeLessThan(1);
    }
    const { conservation, delivered_in_area } = answer.supply!;
    expect(conservation.conserved).toBe(true);
    expect(delivered_in_area).toBeCloseTo(conservation.served, 6);
  });

  it.each([{ method: '2sfca' }, { method: 'e2sfca' }, { method: '3sfca', decay: 'step' }])(
    'an area answers as the whole map does: borders are no walls (%o)',
    async (model) => {
      await addCity();
      const given = { supply: 'beds_open', radiusM: 500, ...model };
      const whole = await ask(given);
      const part = await ask({ ...given, area: '990101' });
      expect(part.cells.length).toBeGreaterThan(50);
      expect(part.cells.length).toBeLessThan(whole.cells.length);
      const found = new Map(whole.cells.map((cell) => [cell.h3, cell.per_1000!]));
      for (const cell of part.cells) expect(cell.per_1000).toBeCloseTo(found.get(cell.h3)!, 9);
      const inWhole = whole.areas.find(({ code }) => code === '990101');
      expect(part.areas).toHaveLength(1);
      expect(part.areas[0]?.mean_per_1000).toBeCloseTo(inWhole!.mean_per_1000!, 9);
      expect(part.supply?.conservation.conserved).toBe(true);
      // Some of what stands in the county serves residents beyond it.
      expect(part.supply!.conservation.served).toBeGreaterThan(part.supply!.delivered_in_area);
      const own = part.supply!.institutions;
      expect(own.counted + own.unserved + own.none).toBeLessThan(60);
    },
  );

  it('cells on a border belong to no area, and those on the border of the area asked about to no figure', async () => {
    await addCity();
    await db().script(`update population_cell set county_id = null, location_status = 'border'
                       where cell_id in (select cell_id from population_cell
                                         where population > 0 and st_distance(centre, 'SRID=4326;POINT(121.6 31)'::geography) < 500)`);
    const answer = await ask({ supply: 'beds_open' });
    expect(answer.areas.map(({ group }) => group)).toEqual(['area', 'area', 'border']);
    await db().script(`update population_cell set centre = st_setsrid(st_makepoint(121.6, st_y(centre::geometry)), 4326)
                       where location_status = 'border'`);
    const part = await ask({ supply: 'beds_open', area: '990101' });
    expect(part.warning('cells-on-the-border')).toBeGreaterThan(0);
    expect(part.areas.map(({ group }) => group)).toEqual(['area']);
  });

  it('an area without cells, and a date without surface, are told and no 0', async () => {
    await addCity();
    await insertAreas(db(), [{ id: 13, code: '990103', level: 'county', box: [122, 31, 122.1, 31.1] }]);
    const empty = await ask({ area: '990103' });
    expect([empty.summary, empty.areas, empty.codes]).toEqual([null, [], ['no-cells-in-area']]);
    const none = await ask({ asOf: '2019-01-01' });
    expect([none.summary, none.population, none.supply]).toEqual([null, null, null]);
    expect(none.codes).toContain('no-population-surface');
  });
});

describe('accessibility on foot', () => {
  const metresEast = (metres: number) => metres / 95_495;
  const point = (east: number, north: number) => [X[0] + metresEast(east), X[1] + north / 110_866] as const;

  /** A street through X from west to east, one around a bend, and an island of its own 400 m to the north. */
  async function addStreets(): Promise<void> {
    const lines = [
      [point(-500, 0), point(0, 0), point(300, 0), point(2_000, 0)],
      [point(300, 0), point(300, 500), point(0, 500)],
      [point(-800, 400), point(-600, 400)],
    ];
    await db().script('delete from walk_network');
    await loadNetwork(db(), lines, { isSynthetic: false });
  }
  /** Place, residents. Institutions: 1 at X, 2 on the street 600 m east. */
  const PLACES = [
    { at: point(-300, 0), population: 1_000 }, // 0: 300 m to 1, 900 m to 2
    { at: point(500, 100), population: 2_000 }, // 1: 100 m off the street: 600 m to 1, 200 m to 2
    { at: point(0, 500), population: 500 }, // 2: 500 m from 1 in a straight line, 1,100 m on foot
    { at: point(-700, 400), population: 300 }, // 3: on the island, 806 m from 1 in a straight line
    { at: point(0, -600), population: 200 }, // 4: too far from any street, 600 m from 1 in a straight line
    { at: point(0, -5_000), population: 100 }, // 5: too far from any street, and from any institution
  ];
  beforeEach(async () => {
    await addStreets();
    await insertSurface(
      db(),
      PLACES.map((place, index) => ({ ...place, h3: CELLS[index]! })),
    );
    await insertInstitutions(db(), [
      { id: 1, at: point(0, 0) },
      { id: 2, at: point(600, 0) },
    ]);
  });
  const walk = { metric: 'walk', maxWalkM: 1_000 };
  const doubtsOf = (answer: Awaited<ReturnType<typeof ask>>) =>
    PLACES.map((_, place) => {
      const { status, doubts } = answer.cells.find(({ h3 }) => h3 === CELLS[place])!;
      return [status, ...doubts];
    });

  it('differs from the straight line where streets do, and keeps the unknown apart from 0', async () => {
    const straight = await ask();
    // 1: places 0, 1, 2, 3, 4 = 4,000 residents. 2: 0, 1, 2, 4 = 3,700 (600 m south and 600 m east are 849 m).
    expect(straight.per1000(2)).toBeCloseTo(1_000 / 4_000 + 1_000 / 3_700, 9);
    expect(straight.per1000(4)).toBeCloseTo(1_000 / 4_000 + 1_000 / 3_700, 9);

    const answer = await ask(walk);
    // On foot 1 and 2 have the places 0 and 1.
    expect(answer.per1000(0)).toBeCloseTo(2_000 / 3_000, 9);
    expect(answer.per1000(1)).toBeCloseTo(2_000 / 3_000, 9);
    expect(PLACES.map((_, place) => answer.per1000(place)).slice(2)).toEqual([0, 0, null, 0]);
    expect(doubtsOf(answer)).toEqual([
      ['known'],
      ['known'],
      ['known'],
      ['incomplete', 'no-path'],
      ['unknown', 'cell-not-snapped'],
      ['known'],
    ]);
    expect(answer.summary).toMatchObject({
      residents: 4_100,
      residents_unknown: 200,
      residents_incomplete: 300,
    });
    expect(answer.summary?.mean_per_1000).toBeCloseTo(2_000 / 3_900, 9);
    expect(answer.summary?.share_without).toBeCloseTo(900 / 3_900, 12);
    expect([answer.warning('access-unknown'), answer.warning('access-incomplete')]).toEqual([200, 300]);
    expect(answer.cells.at(-1)?.status).toBe('unknown');
    expect(answer.supply?.conservation).toMatchObject({ supply: 2, served: 2, conserved: true });
    expect(answer.parameters).toMatchObject({
      metric: 'walk',
      limit_m: 1_000,
      max_snap_m: 200,
      speed_kmh: 4,
    });
    expect(answer.dataVersions).toMatchObject({ walking_network: [{ code: 'test-streets' }] });
  });

  it('counts the ways to and from the network: 100 m of them put a place beyond the limit', async () => {
    // Place 1 walks 500 m along the street and 100 m to it; the positions are good to a metre or so.
    const near = await ask({ metric: 'walk', maxWalkM: 605 });
    const far = await ask({ metric: 'walk', maxWalkM: 550 });
    const reached = (answer: typeof near) =>
      answer.cells.find(({ h3 }) => h3 === CELLS[1])?.reachable_institutions;
    expect([reached(near), reached(far)]).toEqual([2, 1]);
  });

  it('an institution off the network is left out with its supply, and those near it are told', async () => {
    await insertInstitutions(db(), [{ id: 3, at: point(-300, -400) }]);
    const answer = await ask(walk);
    expect(answer.supply).toMatchObject({ not_snapped: 1, institutions: { counted: 2, not_snapped: 1 } });
    expect(answer.supply?.conservation).toMatchObject({ supply: 2, served: 2, conserved: true });
    expect(answer.warning('institutions-not-snapped')).toBe(1);
    expect(doubtsOf(answer)[0]).toEqual(['incomplete', 'institution-not-snapped']);
    expect(answer.per1000(0)).toBeCloseTo(2_000 / 3_000, 9);
  });

  it('minutes need a speed, and give the same as the metres they mean', async () => {
    const minutes = await ask({ metric: 'walk', minutes: 15, speedKmh: 4, method: 'e2sfca' });
    const metres = await ask({ ...walk, method: 'e2sfca' });
    expect(minutes.cells).toEqual(metres.cells);
    expect(minutes.parameters).toMatchObject({ minutes: 15, limit_m: 1_000 });
  });
});

describe('inputs that do not fit together', () => {
  beforeAll(() => db().script('delete from walk_network'));

  it.each([
    ['decay', { decay: 'gaussian' }],
    ['steps', { method: 'e2sfca', steps: '1,2' }],
    ['steps', { method: 'e2sfca', decay: 'step', steps: '300,600' }],
    ['steps', { method: 'e2sfca', decay: 'step', steps: '600,300,1000' }],
    ['steps', { method: 'e2sfca', decay: 'step', steps: '1e3' }],
    ['weights', { method: 'e2sfca', decay: 'step', weights: '1,0.5' }],
    ['weights', { method: 'e2sfca', decay: 'step', weights: '0.5,0.6,0.2' }],
    ['weights', { method: 'e2sfca', decay: 'step', weights: '2,1,0' }],
    ['weights', { method: '2sfca', weights: '1' }],
    ['bandwidthM', { method: '3sfca', decay: 'step', bandwidthM: 500 }],
    ['bandwidthM', { method: '3sfca', bandwidthM: 1 }],
    ['bedCategory', { bedCategory: 'general' }],
    ['maxWalkM', { maxWalkM: 500 }],
    ['maxWalkM', { metric: 'walk' }],
    ['metric', { metric: 'walk', maxWalkM: 500 }],
    ['surface', { surface: 'no-such' }],
    ['area', { area: 'no-such' }],
  ])('%s', async (field, given) => {
    const asked = ask(given);
    await expect(asked).rejects.toMatchObject({ issues: [expect.objectContaining({ field })] });
  });
});
