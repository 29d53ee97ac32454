import fc from 'fast-check';
import { latLngToCell } from 'h3-js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { coverageGaps } from '../../api/analyses/coverage-gaps/coverage-gaps.ts';
import { distanceVerdict } from '../../api/policy/distance-verdict.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import type { WalkNetwork } from '../../api/walking/walk-network.ts';
import { ask } from '../support/ask.ts';
import { insertSurface } from '../support/population-cells.ts';
import { insertAreas, insertInstitutions, seededRandom } from '../support/registry-data.ts';
import { streetGrid } from '../support/street-grid.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const LIMIT_M = 600;
const MAX_SNAP_M = 40;
const CELLS = 120;
let opened: TestDatabase;
let network: WalkNetwork;
const db = () => opened.database;
/** Properties of a feature, which the schemas leave open. */
const propertiesOf = (item: { readonly properties?: unknown } | undefined) =>
  (item?.properties ?? {}) as Record<string, unknown>;
const onFoot = {
  kind: 'pharmacy',
  metric: 'walk',
  maxWalkM: LIMIT_M,
  maxSnapM: MAX_SNAP_M,
  asOf: '2026-06-30',
};

// Two grids that nothing joins, the second a little east of the first, and open land around them.
const [WEST, EAST] = [streetGrid([121.6, 31], 8, 150), streetGrid([121.6145, 31], 4, 150)];
const random = seededRandom(20260630);
const somewhere = (): [number, number] => WEST.at(random() * 15 - 1, random() * 10 - 1);
const cellPlaces = Array.from({ length: CELLS }, somewhere);

beforeAll(async () => {
  opened = await openTestDatabase();
  const missing = new Set(
    WEST.lines.map((_, index) => `${'hv'[index % 2]} ${(index * 7) % 8} ${(index * 5) % 8}`).slice(0, 24),
  );
  await loadNetwork(db(), [...streetGrid([121.6, 31], 8, 150, missing).lines, ...EAST.lines]);
  network = (await openWalkNetwork(db()))!;
  await insertAreas(db(), [
    { id: 1, code: 'C1', level: 'county', box: [121, 30, 121.607, 32] },
    { id: 2, code: 'C2', level: 'county', box: [121.607, 30, 123, 32] },
  ]);
  await insertSurface(
    db(),
    cellPlaces.map((at, index) => ({
      h3: latLngToCell(30 + index / 50, 120, 9),
      population: (index * 13) % 31,
      at,
      county: at[0] < 121.607 ? 1 : 2,
      status: 'located' as const,
    })),
  );
});
afterAll(() => opened.close());
beforeEach(() => db().script('delete from institution'));

interface Place {
  readonly at: readonly [number, number];
  readonly accuracyM: number;
}
const place: fc.Arbitrary<Place> = fc.record({
  at: fc
    .tuple(fc.double({ min: -1, max: 14, noNaN: true }), fc.double({ min: -1, max: 9, noNaN: true }))
    .map(([column, row]) => WEST.at(column, row)),
  accuracyM: fc.constantFrom(0, 0, 0, 20, 150),
});

async function install(places: readonly Place[]): Promise<void> {
  await db().script('delete from institution');
  await insertInstitutions(
    db(),
    places.map((given, index) => ({ id: index + 1, kind: 'pharmacy', ...given })),
  );
}

/** The rule said cell by cell: every institution on its own, straight lines by PostGIS, walks one origin at a time. */
async function judgedOneByOne(
  places: readonly Place[],
): Promise<Map<string, { verdict: string; nearestM: number | null }>> {
  const straight = await db().run<{ cell: number; institution: number; metres: number }>({
    text: `select (row_number() over (partition by i.institution_id order by c.cell_id) - 1)::int as cell, i.institution_id - 1 as institution,
                  round(st_distance(c.centre, i.geog)::numeric, 3)::float8 as metres
           from population_cell c cross join institution i`,
  });
  const straightM = cellPlaces.map(() => places.map(() => Number.NaN));
  for (const { cell, institution, metres } of straight) straightM[cell]![institution] = metres;
  const points = places.map(({ at: [lon, lat] }) => ({ lon, lat }));
  const verdicts = new Map<string, { verdict: string; nearestM: number | null }>();
  for (const [index, [lon, lat]] of cellPlaces.entries()) {
    const walks = network.walksFrom({ lon, lat }, points, { limitM: 5 * LIMIT_M, maxSnapM: MAX_SNAP_M });
    const said = walks.map((walk, institution) => {
      const band = places[institution]!.accuracyM;
      const straight = straightM[index]![institution]!;
      if (distanceVerdict(straight, LIMIT_M, band) === 'beyond') return 'beyond';
      if (walk.status !== 'reached' && walk.status !== 'beyond') return 'unknown';
      const verdict = walk.status === 'reached' ? distanceVerdict(walk.walkM, LIMIT_M, band) : 'beyond';
      // Nearer to each other than to the streets: the way round proves nothing.
      return verdict === 'beyond' && straight <= walk.startSnapM + walk.endSnapM ? 'unknown' : verdict;
    });
    const verdict = said.includes('within')
      ? 'covered'
      : said.includes('uncertain')
        ? 'uncertain'
        : said.includes('unknown')
          ? 'review'
          : 'uncovered';
    const reached = walks.flatMap((walk) => (walk.status === 'reached' ? [walk.walkM] : []));
    verdicts.set(latLngToCell(30 + index / 50, 120, 9), {
      verdict,
      nearestM: reached.length > 0 ? Math.min(...reached) : null,
    });
  }
  return verdicts;
}

describe('coverage on foot against a plain reading of the rule', () => {
  it('every cell, every figure, every area', async () => {
    const seen = new Set<string>();
    await fc.assert(
      fc.asyncProperty(fc.array(place, { minLength: 1, maxLength: 7 }), async (places) => {
        await install(places);
        const expected = await judgedOneByOne(places);
        const answer = await ask(db(), coverageGaps, onFoot);
        for (const item of answer.features) {
          const { id } = item;
          const properties = propertiesOf(item);
          const { verdict, nearestM } = expected.get(id as string)!;
          expect([id, properties.verdict, properties.nearest_walk_m]).toEqual([id, verdict, nearestM]);
        }
        const sums = (cells: readonly number[]) => {
          const figures: Record<string, number> = {
            covered: 0,
            uncertain: 0,
            review: 0,
            uncovered: 0,
            total: 0,
          };
          for (const index of cells) {
            const population = (index * 13) % 31;
            const { verdict } = expected.get(latLngToCell(30 + index / 50, 120, 9))!;
            seen.add(verdict);
            figures[verdict] = figures[verdict]! + population;
            figures.total = figures.total! + population;
          }
          return figures;
        };
        const all = [...cellPlaces.keys()];
        expect(answer.summary).toMatchObject(sums(all));
        const west = all.filter((index) => cellPlaces[index]![0] < 121.607);
        const east = all.filter((index) => cellPlaces[index]![0] >= 121.607);
        expect(answer.areas.find(({ code }) => code === 'C1')).toMatchObject(sums(west));
        expect(answer.areas.find(({ code }) => code === 'C2')).toMatchObject(sums(east));
      }),
      { numRuns: 20, seed: 7 },
    );
    expect([...seen].sort()).toEqual(['covered', 'review', 'uncertain', 'uncovered']);
  });
});

describe('who gains', () => {
  const metrics = [
    { name: 'straight', given: { kind: 'pharmacy', radiusM: LIMIT_M, asOf: '2026-06-30' } },
    { name: 'on foot', given: onFoot },
  ];
  it.each(metrics)('$name: the difference that the institution makes once it is there', async ({ given }) => {
    let gained = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(place, { maxLength: 5 }),
        place,
        fc.constantFrom(undefined, 'C1'),
        async (places, { at: [addLon, addLat] }, area) => {
          await install(places);
          const asked = { ...given, limit: 200, ...(area && { area }) };
          const before = await ask(db(), coverageGaps, asked);
          const tried = await ask(db(), coverageGaps, { ...asked, addLon, addLat });
          await insertInstitutions(db(), [{ id: 99, kind: 'pharmacy', at: [addLon, addLat] }]);
          const after = await ask(db(), coverageGaps, asked);
          const gain = tried.gain!;
          expect(tried.summary).toEqual(before.summary);
          if (gain.status === 'review') {
            expect([gain.newly_covered, after.summary!.covered]).toEqual([null, before.summary!.covered]);
            return;
          }
          expect(gain.newly_covered).toBe(after.summary!.covered - before.summary!.covered);
          expect([gain.covered_before, gain.covered_after]).toEqual([
            before.summary!.covered,
            after.summary!.covered,
          ]);
          expect(gain.covered_share_after).toBe(after.summary!.covered_share);
          const coveredBy = (answer: typeof before, code: string | null) =>
            answer.areas.find((row) => row.code === code)?.covered ?? 0;
          for (const row of gain.areas)
            expect(row.newly_covered).toBe(coveredBy(after, row.code) - coveredBy(before, row.code));
          expect(gain.areas.reduce((sum, row) => sum + (row.newly_covered ?? 0), 0)).toBe(gain.newly_covered);
          const openIn = (answer: typeof before) => new Set(answer.features.map(({ id }) => id as string));
          const closed = [...openIn(before)].filter((id) => !openIn(after).has(id));
          expect([...gain.h3].sort()).toEqual(closed.sort());
          const flagged = tried.features.filter((item) => propertiesOf(item).gains === true);
          expect(flagged.map(({ id }) => id as string).sort()).toEqual(closed);
          gained += gain.newly_covered ?? 0;
        },
      ),
      { numRuns: 15, seed: 11 },
    );
    expect(gained).toBeGreaterThan(0);
  });

  it('says that nothing can be told of a site that is not snapped, and who stays undecided', async () => {
    const [addLon, addLat] = WEST.at(3.5, 3.5);
    const { gain } = await ask(db(), coverageGaps, { ...onFoot, addLon, addLat });
    expect(gain).toMatchObject({
      status: 'review',
      newly_covered: null,
      cells: null,
      covered_after: null,
      h3: [],
    });
    expect(gain!.reason?.en).toContain('maxSnapM');
    expect(gain!.undecided).toBeGreaterThan(0);
    expect((await ask(db(), coverageGaps, { ...onFoot, maxSnapM: 100, addLon, addLat })).gain).toMatchObject({
      status: 'counted',
      reason: null,
    });
  });

  it('takes the site in its own coordinate system, whole', async () => {
    const [addLon, addLat] = WEST.at(3, 3);
    const shifted = await ask(db(), coverageGaps, { ...onFoot, addLon, addLat, crs: 'GCJ02' });
    expect(shifted.gain?.site).toMatchObject({ givenCrs: 'GCJ02' });
    expect(Math.abs(shifted.gain!.site.lon - addLon)).toBeGreaterThan(0.001);
    await expect(ask(db(), coverageGaps, { ...onFoot, addLon })).rejects.toThrow(/both coordinates/);
    expect((await ask(db(), coverageGaps, onFoot)).gain).toBeUndefined();
  });
});
