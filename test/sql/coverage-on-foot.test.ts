import { latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coverageGaps } from '../../api/analyses/coverage-gaps/coverage-gaps.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import { ask } from '../support/ask.ts';
import { project } from '../support/fixtures.ts';
import { type FixtureCell, insertSurface } from '../support/population-cells.ts';
import { insertAreas, insertInstitutions } from '../support/registry-data.ts';
import { type RiverStreets, riverStreets } from '../support/river-streets.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const SOUTH = [121.6, 31] as const;
let opened: TestDatabase;
let river: RiverStreets;
const db = () => opened.database;
const walk = (given: Record<string, unknown> = {}) =>
  ask(db(), coverageGaps, {
    kind: 'pharmacy',
    metric: 'walk',
    maxWalkM: 800,
    asOf: '2026-06-30',
    ...given,
  });
/** Properties of a feature, which the schemas leave open. */
const propertiesOf = (item: { readonly properties?: unknown } | undefined) =>
  (item?.properties ?? {}) as Record<string, unknown>;
const codesOf = (answer: { warnings: readonly { code: string }[] }) =>
  answer.warnings.map((warning) => warning.code);

beforeAll(async () => {
  opened = await openTestDatabase();
  river = await riverStreets(db(), SOUTH);
});
afterAll(() => opened.close());
beforeEach(() =>
  db().script(
    'delete from walk_network; delete from institution; delete from population_surface; delete from area',
  ),
);

/** A cell of its own H3 index with its centre at a position. */
function cellAt(number: number, at: readonly [number, number], population = 10): FixtureCell {
  return { h3: latLngToCell(30 + number / 10, 120, 9), population, at };
}
const pharmacy = (id: number, at: readonly [number, number], accuracyM = 0) => ({
  id,
  kind: 'pharmacy',
  at,
  accuracyM,
});

describe('coverage on foot', () => {
  it('across a river: within 800 m in a straight line, 1,180 m on foot; the limit itself is covered', async () => {
    await loadNetwork(db(), river.lines);
    await insertSurface(db(), [cellAt(1, river.south)]);
    await insertInstitutions(db(), [pharmacy(7, river.north)]);
    const network = (await openWalkNetwork(db()))!;
    const [at, to] = [river.south, river.north].map(([lon, lat]) => ({ lon, lat }));
    const [known] = network.walksFrom(at!, [to!], { limitM: 2_000, maxSnapM: 200 });
    const walkM = known?.status === 'reached' ? known.walkM : Number.NaN;
    expect(walkM).toBeCloseTo(1_180, 0);
    const straight = await ask(db(), coverageGaps, { kind: 'pharmacy', asOf: '2026-06-30' });
    expect(straight.summary).toMatchObject({ covered: 10, uncovered: 0 });
    const short = await walk();
    expect(short.summary).toEqual({
      cells: 1,
      total: 10,
      covered: 0,
      uncertain: 0,
      review: 0,
      uncovered: 10,
      covered_share: 0,
    });
    expect(propertiesOf(short.features[0])).toMatchObject({
      verdict: 'uncovered',
      nearest_walk_m: walkM,
      nearest_institution_id: 7,
    });
    expect((await walk({ maxWalkM: walkM })).summary).toMatchObject({ covered: 10 });
    expect((await walk({ maxWalkM: walkM - 0.001 })).summary).toMatchObject({ covered: 0, uncovered: 10 });
  });

  it('names the network, the speed and the longest snap, and labels a synthetic network', async () => {
    await loadNetwork(db(), river.lines, { code: 'made-up', sourceDate: '2026-03-04' });
    await insertSurface(db(), [cellAt(1, river.south)]);
    await insertInstitutions(db(), [pharmacy(7, river.north)]);
    const answer = await walk({ maxWalkM: undefined, minutes: 15, speedKmh: 4, maxSnapM: 50 });
    expect(answer.parameters).toMatchObject({
      metric: 'walk',
      limit_m: 1_000,
      minutes: 15,
      speed_kmh: 4,
      max_snap_m: 50,
    });
    expect(answer.dataVersions.walking_network).toEqual([
      expect.objectContaining({ code: 'made-up', source_date: '2026-03-04', is_synthetic: true }),
    ]);
    expect([answer.isSynthetic, codesOf(answer)[0]]).toEqual([true, 'synthetic-data']);
    expect(propertiesOf(answer.features[0])).toMatchObject({ nearest_walk_m: expect.closeTo(1_180, 0) });
    const { nearest_walk_m: metres, nearest_walk_s: seconds } = propertiesOf(answer.features[0]);
    expect(seconds).toBeCloseTo((metres as number) * 0.9, 0);
  });

  it('leaves to review what cannot be snapped, and decides by straight line what lies beyond the limit anyway', async () => {
    await loadNetwork(db(), river.lines);
    const offStreet = await project(db(), river.south, 300, 270);
    const faraway = await project(db(), river.south, 5_000, 180);
    await insertSurface(db(), [
      cellAt(1, offStreet, 3),
      cellAt(2, faraway, 5),
      cellAt(3, river.sameStreet, 7),
    ]);
    await insertInstitutions(db(), [pharmacy(1, river.south)]);
    const answer = await walk();
    expect(answer.summary).toMatchObject({ total: 15, covered: 7, review: 3, uncovered: 5, uncertain: 0 });
    expect(
      answer.features.map(propertiesOf).map(({ verdict, review_reason }) => [verdict, review_reason]),
    ).toEqual([
      ['uncovered', undefined],
      ['review', 'cell-not-snapped'],
    ]);
    expect(answer.warnings).toContainEqual(
      expect.objectContaining({ code: 'review-cell-not-snapped', count: 1 }),
    );
    expect((await walk({ maxSnapM: 400 })).summary).toMatchObject({ covered: 10, review: 0, uncovered: 5 });
  });

  it('an unsnapped cell exactly at the straight limit is for review, a millimetre farther uncovered', async () => {
    await loadNetwork(db(), river.lines);
    await insertInstitutions(db(), [pharmacy(1, river.south)]);
    for (const [metres, verdict] of [
      [800, 'review'],
      [800.001, 'uncovered'],
    ] as const) {
      await db().script('delete from population_surface');
      await insertSurface(db(), [cellAt(1, await project(db(), river.south, metres, 225))]);
      expect(propertiesOf((await walk()).features[0]).verdict).toBe(verdict);
    }
  });

  it('an institution that cannot be snapped leaves the cells around it to review', async () => {
    await loadNetwork(db(), river.lines);
    await insertSurface(db(), [cellAt(1, river.south)]);
    await insertInstitutions(db(), [pharmacy(1, await project(db(), river.south, 300, 270))]);
    const answer = await walk();
    expect(answer.summary).toMatchObject({ covered: 0, review: 10, uncovered: 0 });
    expect(propertiesOf(answer.features[0]).review_reason).toBe('institution-not-snapped');
    expect(codesOf(answer)).toContain('institutions-not-snapped');
    await insertInstitutions(db(), [pharmacy(2, river.sameStreet)]);
    expect((await walk()).summary).toMatchObject({ covered: 10, review: 0 });
  });

  it('a street that nothing joins to the institutions is for review, not far', async () => {
    // Two streets of 2 km, 500 m apart and never joined: both too long to be isles.
    const far = await project(db(), SOUTH, 2_000, 90);
    const [north, farNorth] = [await project(db(), SOUTH, 500, 0), await project(db(), far, 500, 0)];
    await loadNetwork(db(), [
      [SOUTH, far],
      [north, farNorth],
    ]);
    await insertSurface(db(), [cellAt(1, north), cellAt(2, farNorth, 4)]);
    await insertInstitutions(db(), [pharmacy(1, SOUTH)]);
    const answer = await walk();
    expect(answer.summary).toMatchObject({ covered: 0, review: 10, uncovered: 4 });
    expect(propertiesOf(answer.features[0])).toMatchObject({
      review_reason: 'no-path',
      nearest_walk_m: null,
    });
    await insertInstitutions(db(), [pharmacy(2, farNorth)]);
    expect((await walk()).summary).toMatchObject({ covered: 4, review: 10, uncovered: 0 });
  });

  it('a cell and an institution far from every street and nearer to each other are for review, not uncovered', async () => {
    const east = await project(db(), SOUTH, 1_000, 90);
    await loadNetwork(db(), [[SOUTH, east]]);
    const above = async (along: number, across: number) =>
      project(db(), await project(db(), SOUTH, along, 90), across, 0);
    await insertSurface(db(), [cellAt(1, await above(300, 150))]);
    await insertInstitutions(db(), [pharmacy(7, await above(466, 150))]);
    const answer = await walk({ maxWalkM: 300 });
    expect(answer.summary).toMatchObject({ review: 10, uncovered: 0 });
    expect(propertiesOf(answer.features[0]).review_reason).toBe('off-street');
    expect(codesOf(answer)).toContain('review-off-street');
    await db().script('delete from institution');
    // Nearer to the street than to each other: the way by the street is how one walks.
    await insertInstitutions(db(), [pharmacy(7, await above(560, 20))]);
    expect((await walk({ maxWalkM: 300 })).summary).toMatchObject({ review: 0, uncovered: 10 });
  });

  it('keeps what only an accuracy band decides apart', async () => {
    await loadNetwork(db(), river.lines);
    await insertSurface(db(), [cellAt(1, river.south)]);
    await insertInstitutions(db(), [pharmacy(1, river.sameStreet, 30)]);
    const verdictAt = async (maxWalkM: number) => {
      const { summary } = await walk({ maxWalkM });
      return Object.entries(summary!).find(([name, value]) => name !== 'total' && value === 10)?.[0];
    };
    expect(await verdictAt(160)).toBe('uncovered');
    expect(await verdictAt(171)).toBe('uncertain');
    expect(await verdictAt(229)).toBe('uncertain');
    expect(await verdictAt(231)).toBe('covered');
  });

  it('refuses a question on foot without a network, without a limit, and limits of the other metric', async () => {
    await insertSurface(db(), [cellAt(1, river.south)]);
    await expect(walk()).rejects.toThrow(/no walking network/);
    await expect(walk({ network: 'nowhere' })).rejects.toThrow(/nowhere|network/);
    await loadNetwork(db(), river.lines);
    await expect(walk({ maxWalkM: undefined })).rejects.toThrow(/limit/);
    await expect(walk({ maxWalkM: undefined, minutes: 15 })).rejects.toThrow(/speed/);
    await expect(walk({ radiusM: 800 })).rejects.toThrow(/metric=straight/);
    await expect(walk({ metric: 'straight' })).rejects.toThrow(/metric=walk/);
  });

  it('cells without institutions anywhere are uncovered; without a surface nothing is told', async () => {
    await loadNetwork(db(), river.lines);
    const none = await walk();
    expect([none.summary, none.population, none.areas]).toEqual([null, null, []]);
    await insertSurface(db(), [cellAt(1, river.south), cellAt(2, await project(db(), SOUTH, 9_000, 180))]);
    const answer = await walk();
    expect(answer.summary).toMatchObject({ uncovered: 20, review: 0 });
    expect(codesOf(answer)).toContain('no-institutions');
  });

  it('counts areas, borders and edges as the straight line does', async () => {
    await loadNetwork(db(), river.lines);
    await insertAreas(db(), [
      { id: 1, code: 'C1', level: 'county', box: [121, 30, 122, 32] },
      { id: 2, code: 'C2', level: 'county', box: [122, 30, 123, 32] },
      { id: 3, code: 'S1', level: 'street', parent: 1, box: [121, 30, 122, 32] },
    ]);
    await insertSurface(db(), [
      { ...cellAt(1, river.south, 1), county: 1, street: 3, status: 'located' },
      { ...cellAt(2, river.north, 2), county: 2, status: 'located' },
      { ...cellAt(3, river.sameStreet, 4), status: 'border' },
      { ...cellAt(4, [125, 31], 8), status: 'outside' },
      { ...cellAt(5, river.south, 0), county: 1, status: 'located' },
    ]);
    await insertInstitutions(db(), [pharmacy(1, [124, 31])]);
    for (const given of [{}, { area: 'C1' }, { area: 'C2' }, { perArea: 'street' }]) {
      const straight = await ask(db(), coverageGaps, { kind: 'pharmacy', asOf: '2026-06-30', ...given });
      const onFoot = await walk(given);
      const { review, ...summary } = onFoot.summary!;
      expect([review, summary]).toEqual([0, straight.summary]);
      expect(onFoot.areas.map(({ review: _review, ...area }) => area)).toEqual(straight.areas);
      const shown = (answer: typeof straight) =>
        answer.features.map((item) => {
          const { role, street, county, population } = propertiesOf(item);
          return { id: item.id, geometry: item.geometry, role, street, county, population };
        });
      expect(shown(onFoot)).toEqual(shown(straight));
      const edgeOf = (answer: typeof straight) =>
        answer.warnings.find((warning) => warning.code === 'cells-on-the-border');
      expect(edgeOf(onFoot)).toEqual(edgeOf(straight));
    }
    expect((await walk({ limit: 1 })).truncated).toBe(true);
  });

  it('an institution beyond the border of the area covers cells inside it', async () => {
    await loadNetwork(db(), river.lines);
    await insertAreas(db(), [
      { id: 1, code: 'C1', level: 'county', box: [121, 30, SOUTH[0] + 0.0001, 32] },
      { id: 2, code: 'C2', level: 'county', box: [SOUTH[0] + 0.0001, 30, 123, 32] },
    ]);
    await insertSurface(db(), [{ ...cellAt(1, river.south), county: 1, status: 'located' }]);
    await insertInstitutions(db(), [pharmacy(1, river.sameStreet)]);
    expect((await walk({ area: 'C1' })).summary).toMatchObject({ covered: 10 });
  });

  it('dissolves the uncovered cells, not those for review', async () => {
    await loadNetwork(db(), river.lines);
    const far = await project(db(), SOUTH, 9_000, 180);
    await insertSurface(db(), [
      cellAt(1, await project(db(), SOUTH, 300, 270)),
      cellAt(2, far),
      cellAt(5, far),
      cellAt(6, far, 0),
    ]);
    await insertInstitutions(db(), [pharmacy(1, river.south)]);
    const gaps = (await walk({ dissolve: true })).features.filter(
      (item) => propertiesOf(item).role === 'gap',
    );
    expect(gaps).toHaveLength(2);
  });

  it('tells its progress and ends when it is cancelled', async () => {
    await loadNetwork(db(), river.lines);
    await insertSurface(db(), [cellAt(1, river.south)]);
    await insertInstitutions(db(), [pharmacy(1, river.north)]);
    const input = coverageGaps.input.parse({ metric: 'walk', maxWalkM: 800, asOf: '2026-06-30' });
    const log = { info: () => undefined, warn: () => undefined };
    const shares: number[] = [];
    const { signal } = new AbortController();
    await coverageGaps.run({ db: db(), signal, log }, input, (done) => shares.push(done));
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
    expect(shares).toEqual([...shares].sort((a, b) => a - b));
    const ended = AbortSignal.abort(new Error('given up'));
    await expect(coverageGaps.run({ db: db(), signal: ended, log }, input, () => undefined)).rejects.toThrow(
      'given up',
    );
  });
});
