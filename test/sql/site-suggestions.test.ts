import { cellToLatLng, gridDisk, gridDistance, latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { applySeparation } from '../../api/analyses/site-suggestions/separation.ts';
import { siteSuggestions } from '../../api/analyses/site-suggestions/site-suggestions.ts';
import type { Database } from '../../api/db/database.ts';
import { InvalidInputError } from '../../api/errors.ts';
import { ask } from '../support/ask.ts';
import { addCountyAsExtent, addInstitution, project } from '../support/fixtures.ts';
import { insertSurface } from '../support/population-cells.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const CENTRE = latLngToCell(31, 121.6, 9);
const DISK = gridDisk(CENTRE, 5);
const PHARMACY = { kind: 'pharmacy', typeNo: null } as const;
let opened: TestDatabase;
let db: Database;
let countyId = 0;

type Answer = z.output<typeof siteSuggestions.output>;
const suggest = (given: Record<string, unknown> = {}): Promise<Answer> =>
  ask(db, siteSuggestions, { kind: 'pharmacy', asOf: '2026-06-30', p: 1, ...given });
const ids = (answer: Answer) => answer.features.map(({ id }) => id);
const codes = (answer: Answer) => answer.warnings.map(({ code }) => code);
const at = (h3: string): [number, number] => [cellToLatLng(h3)[1], cellToLatLng(h3)[0]];
const properties = (answer: Answer, index: number) =>
  answer.features[index]?.properties as Record<string, unknown>;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCountyAsExtent(db, [121, 30, 122, 32]);
  const [row] = await db.run<{ area_id: number }>({ text: 'select area_id from area limit 1', values: [] });
  countyId = row!.area_id;
});
afterAll(() => opened.close());
beforeEach(() =>
  db.script(
    'delete from institution; delete from population_surface; truncate walk_network restart identity cascade',
  ),
);

/** A surface of the disk; residents by distance from the centre, in cells. */
async function addDisk(residents: (distance: number, h3: string) => number): Promise<void> {
  const cells = DISK.map((h3) => ({
    h3,
    population: residents(gridDistance(CENTRE, h3), h3),
    county: countyId,
    status: 'located' as const,
  }));
  await insertSurface(db, cells);
}

describe('site suggestions in a straight line', () => {
  it('covers most residents with one site and says it is proven', async () => {
    await addDisk((distance) => (distance <= 1 ? 100 : 1));
    const answer = await suggest({ radiusM: 400 });
    expect(ids(answer)).toEqual([CENTRE]);
    expect(answer.solver).toMatchObject({ model: 'mclp', status: 'optimal', objective: 700 });
    expect(answer.solver?.gap).toBeLessThan(1e-6);
    expect(properties(answer, 0)).toMatchObject({
      rank: 1,
      residents_newly_covered: 700,
      nearest_existing_m: null,
    });
    expect(answer.summary).toMatchObject({
      total: 700 + 84,
      covered_before: 0,
      newly_covered: 700,
      uncovered_after: 84,
    });
    expect(answer.label.zh).toContain('不是定点决定');
    expect(answer.areas).toMatchObject([
      { group: 'area', code: '990101', newly_covered: 700, suggestions: 1 },
    ]);
  });

  it('existing institutions count as coverage, and distances to them are told', async () => {
    await addDisk((distance) => (distance <= 1 ? 100 : 1));
    const where = await project(db, at(CENTRE), 30, 0);
    await addInstitution(db, { ...PHARMACY, name: '已有药店', at: where });
    const answer = await suggest({ radiusM: 400 });
    expect(answer.summary).toMatchObject({ covered_before: 700, newly_covered: 7 });
    expect(properties(answer, 0)).toMatchObject({
      residents_newly_covered: 7,
      nearest_existing: { name: '已有药店' },
    });
    const [row] = await db.run<{ metres: number }>({
      text: 'select distance_m(st_point($1, $2, 4326)::geography, st_point($3, $4, 4326)::geography) as metres',
      values: [...where, ...at(ids(answer)[0] as string)],
    });
    expect(properties(answer, 0).nearest_existing_m).toBe(row!.metres);
  });

  it('set covering needs fewer sites where somebody is covered already; the limit itself is covered', async () => {
    await addDisk((distance) => (distance <= 2 ? 10 : 0));
    const all = await suggest({ model: 'lscp', p: undefined, radiusM: 500 });
    expect(all.solver).toMatchObject({ model: 'lscp', status: 'optimal' });
    expect(all.summary).toMatchObject({ newly_covered: 190, uncovered_after: 0, uncoverable: 0 });
    await addInstitution(db, { ...PHARMACY, at: at(CENTRE) });
    const fewer = await suggest({ model: 'lscp', p: undefined, radiusM: 500 });
    expect(fewer.solver?.objective).toBeLessThan(all.solver?.objective ?? 0);
  });

  it('no two suggestions, and none and an existing institution, lie within the separation, the limit itself included', async () => {
    await addDisk(() => 10);
    const list = { candidates: 'list', radiusM: 150, p: 3 };
    const second = await project(db, at(CENTRE), 800, 90);
    const third = await project(db, at(CENTRE), 800.001, 270);
    const sites = [
      { id: 'centre', lon: at(CENTRE)[0], lat: at(CENTRE)[1] },
      { id: 'at-limit', lon: second[0], lat: second[1] },
      { id: 'beyond', lon: third[0], lat: third[1] },
    ];
    await db.script('update population_cell set population = 0');
    for (const { lon, lat } of sites)
      await db.run({
        text: 'update population_cell set population = 10 where h3 = $1::bigint',
        values: [BigInt(`0x${latLngToCell(lat, lon, 9)}`).toString()],
      });
    const free = await suggest({ ...list, radiusM: 400, sites });
    expect([...ids(free)].sort()).toEqual(['at-limit', 'beyond', 'centre']);
    const apart = await suggest({ ...list, radiusM: 400, sites, minSeparationM: 800 });
    expect(ids(apart)).toHaveLength(2);
    expect(ids(apart)).toContain('beyond');
    await addInstitution(db, { ...PHARMACY, at: await project(db, at(CENTRE), 300, 0) });
    const beside = await suggest({ ...list, radiusM: 100, sites, minSeparationM: 299.999 });
    expect(ids(beside)).toContain('centre');
    const tooNear = await suggest({ ...list, radiusM: 100, sites, minSeparationM: 300 });
    expect(ids(tooNear)).not.toContain('centre');
    expect(tooNear.candidates).toMatchObject({ total: 3, too_near_existing: 1 });
  });

  it('too many pairs within the separation are told of that input', async () => {
    const candidates = DISK.map((h3) => ({
      id: h3,
      h3,
      lon: at(h3)[0],
      lat: at(h3)[1],
      street_id: null,
      county_id: null,
    }));
    const refused = await applySeparation(db, candidates, [], { minSeparationM: 900, maxPairs: 100 }).catch(
      (error: unknown) => error,
    );
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect((refused as InvalidInputError).issues[0]).toMatchObject({ field: 'minSeparationM', value: 900 });
  });

  it('keeps the caps of areas, and refuses codes that no candidate has', async () => {
    await addDisk(() => 10);
    const none = await suggest({ p: 5, caps: [{ area: '990101', most: 2 }] });
    expect(none.features).toHaveLength(2);
    expect(none.areas[0]).toMatchObject({ suggestions: 2, cap: 2 });
    expect((await suggest({ p: 5, capPerArea: 0 })).features).toHaveLength(0);
    await expect(suggest({ caps: [{ area: 'nowhere', most: 1 }] })).rejects.toThrow(InvalidInputError);
  });

  it('sets cells aside whose coverage an accuracy band leaves open, and says so', async () => {
    await addDisk((distance) => (distance === 0 ? 1_000 : 1));
    await addInstitution(db, { ...PHARMACY, accuracyM: 400, at: await project(db, at(CENTRE), 450, 0) });
    const answer = await suggest({ radiusM: 300 });
    expect(answer.summary?.in_doubt).toBeGreaterThanOrEqual(1_000);
    expect(codes(answer)).toContain('cells-in-doubt');
    // The thousand pull nothing: nobody knows whether they need it.
    expect(answer.solver?.objective).toBeLessThan(10);
  });

  it('p-median: with the limit far out, the mean distance falls to what brute force finds', async () => {
    await addDisk((distance, h3) => (distance === 5 ? 0 : 1 + (BigInt(`0x${h3}`) % 7n === 0n ? 50 : 0)));
    const answer = await suggest({ model: 'p-median', p: 1, radiusM: 5_000 });
    const [rows] = [
      await db.run<{ h3: string; total: number }>({
        text: `select to_hex(s.h3) as h3, sum(c.population * distance_m(s.centre, c.centre)) as total
               from population_cell s cross join population_cell c group by s.h3 order by total, s.h3 limit 1`,
        values: [],
      }),
    ];
    expect(ids(answer)).toEqual([rows[0]!.h3]);
    expect(answer.solver?.objective).toBeCloseTo(rows[0]!.total, 3);
    expect(answer.summary?.mean_distance_m_before).toBe(5_000);
    expect(answer.summary?.mean_distance_m_after).toBeCloseTo(
      rows[0]!.total / (answer.summary?.total ?? 0),
      6,
    );
  });

  it('backup: residents count as backed up from the second cover on', async () => {
    await addDisk((distance) => (distance === 0 ? 100 : 1));
    await addInstitution(db, { ...PHARMACY, at: at(CENTRE) });
    const answer = await suggest({ model: 'backup', backupShare: 1, radiusM: 200 });
    expect(answer.solver).toMatchObject({ model: 'bacop2', status: 'optimal', objective: 100 });
    expect(answer.summary).toMatchObject({ backed_up_before: 0, backed_up_after: 100 });
    expect(properties(answer, 0).residents_newly_backed_up).toBe(100);
  });

  it('beyond the size limit it says how far off it may be', async () => {
    await addDisk((distance) => 1 + distance);
    const answer = await suggest({ p: 4, maxExact: 0 });
    expect(['feasible', 'optimal']).toContain(answer.solver?.status);
    expect(answer.solver?.bound).toBeGreaterThanOrEqual(answer.solver?.objective ?? 0);
    const exact = await suggest({ p: 4 });
    expect(exact.solver?.objective).toBeLessThanOrEqual((answer.solver?.bound ?? 0) * (1 + 1e-6));
  });
});

describe('work', () => {
  it('tells its progress, gives the same bytes again, and ends with its signal', async () => {
    await addDisk((distance) => 1 + distance);
    const input = siteSuggestions.input.parse({
      kind: 'pharmacy',
      asOf: '2026-06-30',
      p: 3,
      minSeparationM: 500,
    });
    const log = { info: () => undefined, warn: () => undefined };
    const told: number[] = [];
    const run = (signal: AbortSignal) =>
      siteSuggestions.run({ db, signal, log }, input, (done) => told.push(done));
    const first = JSON.stringify(await run(new AbortController().signal));
    expect(told.at(-1)).toBe(1);
    expect(told).toEqual(told.toSorted((a, b) => a - b));
    expect(JSON.stringify(await run(new AbortController().signal))).toBe(first);
    const controller = new AbortController();
    controller.abort(new Error('no longer needed'));
    await expect(run(controller.signal)).rejects.toThrow('no longer needed');
  });
});

describe('candidates', () => {
  it('coarser cells are fewer, and stand at their centres', async () => {
    await addDisk(() => 10);
    const answer = await suggest({ candidateResolution: 8 });
    expect(answer.candidates.total).toBeLessThan(DISK.length / 5);
    const [lat, lon] = cellToLatLng(ids(answer)[0] as string);
    expect(answer.features[0]?.geometry).toMatchObject({ type: 'Point', coordinates: [lon, lat] });
  });

  it('a bad site does not fail the list', async () => {
    await addDisk(() => 10);
    const [lon, lat] = at(CENTRE);
    const sites = [
      { id: 'good', lon, lat },
      { id: 'far', lon: 10, lat: 50 },
    ];
    const answer = await suggest({ area: '990101', candidates: 'list', sites });
    expect(ids(answer)).toEqual(['good']);
    expect(answer.candidates.rejected).toMatchObject([{ id: 'far' }]);
    expect(codes(answer)).toContain('candidates-rejected');
  });

  it.each([
    [{ p: undefined }, 'p'],
    [{ candidates: 'list' }, 'sites'],
    [{ sites: [{ id: 'a', lon: 121, lat: 31 }] }, 'sites'],
    [{ candidateResolution: 12 }, 'candidateResolution'],
    [{ coverAll: true }, 'coverAll'],
    [{ kind: undefined }, 'category'],
    [{ metric: 'walk', maxWalkM: 800 }, 'metric'],
  ])('refuses %o by name', async (given, field) => {
    await addDisk(() => 10);
    const refusal = await suggest(given).catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(InvalidInputError);
    expect((refusal as InvalidInputError).issues.map((issue) => issue.field)).toContain(field);
  });

  it('without a population there is no answer, and the warning says why', async () => {
    const answer = await suggest();
    expect([answer.summary, answer.solver, answer.features]).toEqual([null, null, []]);
    expect(codes(answer)).toContain('no-population-surface');
  });
});

describe('site suggestions on foot', () => {
  /** A river runs between the centre and the east: one street on each side, no bridge but far in the south. */
  async function addRiver(): Promise<{ west: string; east: string }> {
    const west = await project(db, at(CENTRE), 200, 270);
    const east = await project(db, at(CENTRE), 200, 90);
    const cells = [
      {
        h3: latLngToCell(west[1], west[0], 10),
        population: 100,
        at: west,
        county: countyId,
        status: 'located' as const,
      },
      {
        h3: latLngToCell(east[1], east[0], 10),
        population: 60,
        at: east,
        county: countyId,
        status: 'located' as const,
      },
    ];
    await insertSurface(db, cells);
    const southWest = await project(db, west, 600, 180);
    const southEast = await project(db, east, 600, 180);
    await loadNetwork(db, [[west, southWest, southEast, east]], { isSynthetic: false });
    return { west: cells[0]!.h3, east: cells[1]!.h3 };
  }
  const onFoot = { metric: 'walk', speedKmh: 4 };

  it('one site covers both banks in a straight line, and one bank on foot', async () => {
    const { west } = await addRiver();
    expect((await suggest({ radiusM: 800 })).solver?.objective).toBe(160);
    const answer = await suggest({ ...onFoot, maxWalkM: 800 });
    expect(answer.solver).toMatchObject({ status: 'optimal', objective: 100 });
    expect(ids(answer)).toEqual([west]);
    expect(answer.dataVersions.walking_network).toMatchObject([{ code: 'test-streets' }]);
    expect(answer.parameters).toMatchObject({ speed_kmh: 4, max_snap_m: 200, limit_m: 800 });
    // Around the river it is 1,600 m.
    expect((await suggest({ ...onFoot, maxWalkM: 1_700 })).solver?.objective).toBe(160);
  });

  it('what stands off the network is set aside, never called covered or far', async () => {
    await addRiver();
    await addInstitution(db, { ...PHARMACY, at: await project(db, at(CENTRE), 600, 350) });
    const answer = await suggest({ ...onFoot, maxWalkM: 800 });
    expect(answer.summary).toMatchObject({ covered_before: 0, in_doubt: 160, newly_covered: 0 });
    expect(codes(answer)).toContain('institutions-not-snapped');
    expect(answer.features).toHaveLength(0);
  });
});
