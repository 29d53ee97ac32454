import fc from 'fast-check';
import type { MultiLineString, MultiPolygon } from 'geojson';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { isochrone } from '../../api/analyses/isochrone/isochrone.ts';
import type { StreetGraph } from '../../api/network/street-graph.ts';
import { ask } from '../support/ask.ts';
import { project } from '../support/fixtures.ts';
import { insertInstitutions } from '../support/registry-data.ts';
import { riverStreets } from '../support/river-streets.ts';
import { streetGrid } from '../support/street-grid.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const CORNER = [121.6, 31] as const;
let opened: TestDatabase;
const db = () => opened.database;
const reach = (at: readonly [number, number], given: Record<string, unknown> = {}) =>
  ask(db(), isochrone, { lon: at[0], lat: at[1], metres: '400', asOf: '2026-06-30', ...given });
type Reach = Awaited<ReturnType<typeof reach>>;
/** Properties of a feature, which the schemas leave open. */
const propertiesOf = (item: { readonly properties?: unknown } | undefined) =>
  (item?.properties ?? {}) as Record<string, unknown>;
const ofRole = (answer: Reach, role: string) =>
  answer.features
    .map((item) => ({ ...item, properties: propertiesOf(item) }))
    .filter(({ properties }) => properties.role === role);
const streetsOf = (answer: Reach) =>
  ofRole(answer, 'streets').map(({ geometry }) => geometry as unknown as MultiLineString);
const picturesOf = (answer: Reach) =>
  ofRole(answer, 'picture').map(({ geometry }) => geometry as unknown as MultiPolygon);

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() => db().script('delete from walk_network; delete from institution'));

/** What a condition of PostGIS says of two GeoJSON geometries. */
async function holds(condition: string, a: object, b: object = a): Promise<boolean> {
  const [row] = await db().run<{ said: boolean }>({
    text: `select ${condition} as said from (select st_setsrid(st_geomfromgeojson($1), 4326) as a, st_setsrid(st_geomfromgeojson($2), 4326) as b) given`,
    values: [JSON.stringify(a), JSON.stringify(b)],
  });
  return row!.said;
}

/** Kilometres reached from a node by plain relaxation over all edges until nothing changes. */
function reachedKm(
  { edgeSource, edgeTarget, edgeLengthUm, nodeLonE7 }: StreetGraph,
  node: number,
  limitM: number,
): number {
  const limit = limitM * 1e6;
  const walk = Array.from({ length: nodeLonE7.length }, () => Number.POSITIVE_INFINITY);
  walk[node] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const [edge, length] of edgeLengthUm.entries())
      for (const [from, to] of [
        [edgeSource[edge]!, edgeTarget[edge]!],
        [edgeTarget[edge]!, edgeSource[edge]!],
      ] as const)
        if (walk[from]! + length < walk[to]!) {
          walk[to] = walk[from]! + length;
          changed = true;
        }
  }
  let sum = 0;
  for (const [edge, length] of edgeLengthUm.entries()) {
    const left = (end: number) => Math.max(0, limit - walk[end]!);
    sum += Math.min(length, left(edgeSource[edge]!) + left(edgeTarget[edge]!));
  }
  return sum / 1e9;
}

describe('streets reached', () => {
  it('are as long as a plain search finds them, on random grids, and each limit contains the one before', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom('h', 'v'), fc.nat(5), fc.nat(5)), { maxLength: 12 }),
        fc.nat(10_000),
        fc.uniqueArray(fc.integer({ min: 30, max: 900 }), { minLength: 1, maxLength: 4 }),
        async (missing, pick, metres) => {
          await db().script('delete from walk_network');
          const grid = streetGrid(CORNER, 5, 110, new Set(missing.map((parts) => parts.join(' '))));
          const { graph } = await loadNetwork(db(), grid.lines);
          const node = pick % graph.nodeLonE7.length;
          const at = [graph.nodeLonE7[node]! / 1e7, graph.nodeLatE7[node]! / 1e7] as const;
          const answer = await reach(at, { metres: metres.join(',') });
          const sorted = [...metres].sort((a, b) => a - b);
          expect(answer.limits.map(({ limit_m }) => limit_m)).toEqual(sorted);
          for (const [index, { limit_m, reached_km }] of answer.limits.entries()) {
            // Each stretch is told in whole millimetres.
            const stretches = streetsOf(answer)[index]!.coordinates.length;
            const differenceKm = Math.abs(reached_km! - reachedKm(graph, node, limit_m));
            expect(differenceKm).toBeLessThan((stretches + 1) * 1e-6);
          }
          const pictures = picturesOf(answer);
          for (const [index, picture] of pictures.entries()) {
            expect(await holds('st_isvalid(a)', picture)).toBe(true);
            expect(await holds('st_covers(a, b)', picture, streetsOf(answer)[index]!)).toBe(true);
            if (index > 0) expect(await holds('st_covers(a, b)', picture, pictures[index - 1]!)).toBe(true);
          }
        },
      ),
      { numRuns: 12, seed: 3 },
    );
  });

  it('end exactly at the limit, the way to the network walked too', async () => {
    const far = await project(db(), CORNER, 1_000, 90);
    await loadNetwork(db(), [[CORNER, far]]);
    const site = await project(db(), await project(db(), CORNER, 400, 90), 60, 0);
    const answer = await reach(site, { metres: 200 });
    expect(answer.limits[0]!.reached_km).toBeCloseTo(0.28, 4);
    const [line] = streetsOf(answer);
    const metres = async (position: readonly number[]) => {
      const [row] = await db().run<{ metres: number }>({
        text: 'select distance_m(st_makepoint($1, $2)::geography, st_makepoint($3, $4)::geography) as metres',
        values: [...CORNER, position[0], position[1]],
      });
      return row!.metres;
    };
    const ends = await Promise.all(line!.coordinates.flat().map(metres));
    expect(Math.min(...ends)).toBeCloseTo(260, 1);
    expect(Math.max(...ends)).toBeCloseTo(540, 1);
    const [snap] = ofRole(answer, 'snap');
    expect(snap!.properties.snap_m).toBeCloseTo(60, 1);
    expect((snap!.geometry as unknown as { coordinates: number[][] }).coordinates[0]).toEqual(
      site.map((degrees) => Math.round(degrees * 1e7) / 1e7),
    );
  });

  it('five, ten and fifteen minutes in one call, with seconds at the speed given', async () => {
    const { lines, at } = streetGrid(CORNER, 12, 120);
    await loadNetwork(db(), lines, { code: 'grid', sourceDate: '2026-02-03' });
    const answer = await reach(at(6, 6), { metres: undefined, minutes: '5, 10,15', speedKmh: 4.8 });
    expect(answer.limits.map(({ limit_m, minutes, limit_s }) => [limit_m, minutes, limit_s])).toEqual([
      [400, 5, 300],
      [800, 10, 600],
      [1_200, 15, 900],
    ]);
    expect([answer.status, answer.reason]).toEqual(['reached', null]);
    expect(answer.parameters).toMatchObject({ speed_kmh: 4.8, max_snap_m: 200 });
    expect(answer.dataVersions.walking_network).toEqual([
      expect.objectContaining({ code: 'grid', source_date: '2026-02-03' }),
    ]);
    expect(answer.isSynthetic).toBe(true);
    expect(ofRole(answer, 'picture').map(({ properties }) => properties.note)).toEqual(
      [1, 2, 3].map(() => ({
        zh: '示意图，判定以路网距离为准',
        en: 'a picture; verdicts come from network distance',
      })),
    );
    expect(answer.numberReturned).toBe(answer.features.length);
  });

  it('a picture keeps the holes between the streets', async () => {
    const { lines, at } = streetGrid(CORNER, 2, 500);
    await loadNetwork(db(), lines);
    const [picture] = picturesOf(await reach(at(1, 1), { metres: 2_500 }));
    expect(picture!.coordinates).toHaveLength(1);
    expect(picture!.coordinates[0]!.length - 1).toBe(4);
    expect(await holds('st_isvalid(a)', picture!)).toBe(true);
  });

  it.each([300, 1_600, 5_000, 10_000])('are drawn as valid polygons at %d m', async (metres) => {
    const { lines, at } = streetGrid(CORNER, 30, 400);
    await loadNetwork(db(), lines);
    const answer = await reach(at(15.3, 15), { metres: `${metres / 2},${metres}` });
    const [inner, outer] = picturesOf(answer);
    expect(await holds('st_isvalid(a) and st_isvalid(b) and st_covers(a, b)', outer!, inner!)).toBe(true);
    expect(await holds('st_covers(a, b)', outer!, streetsOf(answer)[1]!)).toBe(true);
  });
});

describe('institutions', () => {
  it('are decided by their walk, not by the picture that contains them', async () => {
    const far = await project(db(), CORNER, 1_000, 90);
    await loadNetwork(db(), [[CORNER, far]]);
    const beside = async (alongM: number, offM: number) =>
      project(db(), await project(db(), CORNER, alongM, 90), offM, 0);
    const [near, contained] = [await beside(190, 9), await beside(195, 9)];
    await insertInstitutions(db(), [
      { id: 1, kind: 'pharmacy', at: near },
      { id: 2, kind: 'pharmacy', at: contained },
      { id: 3, kind: 'medical', typeNo: 37, at: near },
    ]);
    const answer = await reach(CORNER, { metres: '100,200', institutions: true, kind: 'pharmacy' });
    const picture = picturesOf(answer)[1]!;
    for (const at of [near, contained])
      expect(await holds('st_covers(a, b)', picture, { type: 'Point', coordinates: at })).toBe(true);
    expect(ofRole(answer, 'institution').map(({ id }) => id)).toEqual([1]);
    const properties = propertiesOf(ofRole(answer, 'institution')[0]);
    expect(properties).toMatchObject({
      within_m: 200,
      verdicts: [
        { limit_m: 100, verdict: 'beyond' },
        { limit_m: 200, verdict: 'within' },
      ],
    });
    expect(properties.walk_m).toBeCloseTo(199, 1);
    expect(properties.snap_m).toBeCloseTo(9, 1);
    expect(answer.limits.map(({ institutions }) => institutions)).toEqual([
      { within: 0, uncertain: 0, review: 0 },
      { within: 1, uncertain: 0, review: 0 },
    ]);
  });

  it('across a river, unsnapped, inexact, not designated', async () => {
    const river = await riverStreets(db(), CORNER);
    await loadNetwork(db(), river.lines);
    await insertInstitutions(db(), [
      { id: 1, kind: 'pharmacy', at: river.north },
      { id: 2, kind: 'pharmacy', at: await project(db(), CORNER, 300, 270) },
      { id: 3, kind: 'pharmacy', at: river.sameStreet, accuracyM: 700 },
      {
        id: 4,
        kind: 'pharmacy',
        at: river.sameStreet,
        designations: [{ service: 'inpatient', to: '2026-01-01' }],
      },
      { id: 5, kind: 'pharmacy', at: null },
    ]);
    const answer = await reach(CORNER, { metres: '800,1200', institutions: 'true' });
    const shown = ofRole(answer, 'institution').map(({ id, properties }) => [
      id,
      (properties.verdicts as { verdict: string }[]).map(({ verdict }) => verdict).join(),
      properties.review_reason,
    ]);
    expect(shown).toEqual([
      [3, 'uncertain,within', undefined],
      [1, 'beyond,within', undefined],
      [2, 'review,review', 'not-snapped'],
    ]);
    expect(answer.warnings.map(({ code, count }) => [code, count])).toEqual(
      expect.arrayContaining([
        ['unplaced-institutions', 1],
        ['institutions-for-review', 1],
      ]),
    );
    const cut = await reach(CORNER, { metres: 1_200, institutions: true, limit: 1 });
    expect([cut.truncated, ofRole(cut, 'institution').length]).toEqual([true, 1]);
  });
});

describe('what cannot be told', () => {
  it('a site that is not snapped is for review, with the reason and without reach', async () => {
    const river = await riverStreets(db(), CORNER);
    await loadNetwork(db(), river.lines);
    await insertInstitutions(db(), [{ id: 1, kind: 'pharmacy', at: river.south }]);
    const answer = await reach(await project(db(), CORNER, 300, 270), { institutions: true });
    expect([answer.status, answer.reason?.code]).toEqual(['review', 'site-not-snapped']);
    expect(answer.limits).toEqual([
      {
        limit_m: 400,
        minutes: null,
        limit_s: 360,
        reached_km: null,
        institutions: { within: 0, uncertain: 0, review: 1 },
      },
    ]);
    expect(answer.features.map((item) => propertiesOf(item).role)).toEqual(['site', 'institution']);
  });

  it('refuses what has no answer, naming the input', async () => {
    await expect(reach(CORNER)).rejects.toMatchObject({ issues: [{ field: 'network' }] });
    await loadNetwork(db(), [[CORNER, [121.61, 31]]]);
    const refused = async (given: Record<string, unknown>, at = CORNER as readonly [number, number]) => {
      const { issues } = await reach(at, given).then(
        () => ({ issues: [{ field: 'nothing refused' }] }),
        (error: { issues: { field: string }[] }) => error,
      );
      return issues[0]?.field;
    };
    expect(await refused({ metres: undefined })).toBe('minutes');
    expect(await refused({ metres: undefined, minutes: 15 })).toBe('speedKmh');
    expect(await refused({ minutes: 15, speedKmh: 4 })).toBe('metres');
    expect(await refused({ metres: '5;10' })).toBe('metres');
    expect(await refused({ metres: '' })).toBe('metres');
    expect(await refused({ metres: '0,100' })).toBe('metres');
    expect(await refused({ metres: -5 })).toBe('metres');
    expect(await refused({ metres: Number.POSITIVE_INFINITY })).not.toBe('nothing refused');
    expect(await refused({ metres: 10_001 })).toBe('metres');
    expect(await refused({ metres: undefined, minutes: 200, speedKmh: 6 })).toBe('minutes');
    expect(await refused({ metres: '1,2,3,4,5,6,7,8,9' })).toBe('metres');
    expect(await refused({ network: 'nowhere' })).toBe('network');
    expect(await refused({}, [179.999, 31])).toBe('lon');
    expect(await refused({}, [-179.999, 31])).toBe('lon');
    expect(await refused({}, [121, 89])).toBe('lat');
  });
});
