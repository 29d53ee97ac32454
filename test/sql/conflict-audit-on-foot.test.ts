import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflictAudit } from '../../api/analyses/conflict-audit/conflict-audit.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import type { Walk } from '../../api/walking/walk-network.ts';
import { withProperties } from '../support/answer-properties.ts';
import { ask } from '../support/ask.ts';
import { project } from '../support/fixtures.ts';
import {
  type FixtureInstitution,
  insertAreas,
  insertInstitutions,
  seededRandom,
} from '../support/registry-data.ts';
import { riverStreets } from '../support/river-streets.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type Line, loadNetwork } from '../support/walk-fixtures.ts';

const AS_OF = '2026-05-01';
const CENTRE = [122, 39] as const;

let opened: TestDatabase;
const audit = async (given: Record<string, unknown> = {}) =>
  withProperties(
    await ask(opened.database, conflictAudit, { asOf: AS_OF, metric: 'walk', maxWalkM: 800, ...given }),
  );
type Audit = Awaited<ReturnType<typeof audit>>;
const idsOf = (answer: Audit) => answer.features.map((item) => String(item.id)).sort();

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

async function replaceInstitutions(institutions: readonly FixtureInstitution[]): Promise<void> {
  await opened.database.script('delete from institution');
  await insertInstitutions(opened.database, institutions);
}

it('without a network the question is refused, saying how to get one', async () => {
  await expect(audit()).rejects.toThrow(/no walking network/);
});

describe('a river', () => {
  beforeAll(async () => {
    const db = opened.database;
    const river = await riverStreets(db, CENTRE);
    await loadNetwork(db, river.lines, { code: 'river', area: 'river' });
    await replaceInstitutions([
      { id: 1, typeNo: 5, at: river.south },
      { id: 2, typeNo: 5, at: river.north },
      { id: 3, typeNo: 5, at: river.sameStreet },
      { id: 4, typeNo: 5, at: await project(db, river.south, 300, 180) },
      { id: 5, typeNo: 6, at: river.south },
      { id: 6, typeNo: 6, at: river.north },
    ]);
  });

  it('both numbers: within the limit straight, and on foot', async () => {
    const answer = await audit();
    // 1-2 and 5-6 are 1,180 m on foot, 2-3 is 980 m; 4 is off the network, and 2-4 is beyond in a straight line.
    expect(idsOf(answer)).toEqual(['1-3', '1-4', '3-4']);
    expect(answer.summary).toMatchObject({
      straight: { conflict: 6, uncertain: 0, total: 6 },
      pairs: { conflict: 1, uncertain: 0, review: 2, total: 3 },
      beyondOnFoot: 3,
      reviewBy: { not_snapped: 2, no_path: 0, contradictory: 0, off_street: 0 },
      byType: [
        { type_no: 5, conflict: 1, uncertain: 0, review: 2, straight: 5 },
        { type_no: 6, conflict: 0, uncertain: 0, review: 0, straight: 1 },
      ],
    });
    expect(answer.warnings).toContainEqual(expect.objectContaining({ code: 'pairs-for-review', count: 2 }));
    const properties = Object.fromEntries(answer.features.map((item) => [item.id, item.properties]));
    expect(properties['1-3']).toMatchObject({ verdict: 'conflict', on_foot: 'within', distance_m: 200 });
    expect(properties['1-3']?.walk_m).toBeCloseTo(200, 1);
    expect(properties['1-3']?.walk_s).toBeCloseTo(180, 0);
    expect(properties['1-4']).toMatchObject({
      verdict: 'review',
      on_foot: 'not-snapped',
      walk_m: null,
      b_snap_m: null,
    });
    expect(answer.dataVersions).toMatchObject({ walking_network: [{ code: 'river' }] });
    expect(answer.parameters).toMatchObject({
      metric: 'walk',
      max_walk_m: 800,
      speed_kmh: 4,
      max_snap_m: 200,
    });
    expect((await audit({ maxWalkM: 1_200 })).summary?.pairs).toMatchObject({ conflict: 4, review: 3 });
  });

  it('draws routes when asked, straight lines otherwise', async () => {
    const answer = await audit({ maxWalkM: 1_200, routes: true, limit: 1000 });
    const across = answer.features.find((item) => item.id === '1-2');
    expect(across?.properties.drawn).toBe('route');
    const { coordinates } = across!.geometry as unknown as { coordinates: number[][] };
    expect(coordinates.length).toBeGreaterThanOrEqual(4);
    expect(answer.features.find((item) => item.id === '1-4')?.properties.drawn).toBe('straight');
    const plain = (await audit({ maxWalkM: 1_200 })).features.find((item) => item.id === '1-2');
    expect((plain!.geometry as unknown as { coordinates: number[][] }).coordinates).toHaveLength(2);
    expect(plain?.properties).not.toHaveProperty('drawn');
  });

  it.each([
    [{ routes: true, limit: 1001 }, /too many routes/],
    [{ metric: 'straight', maxWalkM: undefined, routes: true }, /belongs to metric=walk/],
    [{ radiusM: 800 }, /limit of metric=straight/],
    [{ maxWalkM: undefined, minutes: 15 }, /minutes need a speed/],
    [{ network: 'nowhere' }, /nowhere|network/],
  ])('refuses %o', async (given, message) => {
    await expect(audit(given)).rejects.toThrow(message);
  });
});

describe('against walks measured one by one', () => {
  const random = seededRandom(11);
  const accuracies = [0, 0, 0, 15, 60, 300];
  let institutions: FixtureInstitution[];
  let straight: { a: number; b: number; d: number }[];
  const walks = new Map<string, Walk>();

  beforeAll(async () => {
    const db = opened.database;
    await insertAreas(db, [
      { id: 1, code: 'CITY', level: 'city', box: [121, 38, 123, 40] },
      { id: 2, code: 'WEST', level: 'county', parent: 1, box: [121, 38, 122, 40] },
      { id: 3, code: 'EAST', level: 'county', parent: 1, box: [122, 38, 123, 40] },
      { id: 4, code: 'WEST-1', level: 'street', parent: 2, box: [121, 38, 122, 40] },
      { id: 5, code: 'EAST-1', level: 'street', parent: 3, box: [122, 38, 123, 40] },
      { id: 6, code: 'OLD', level: 'county', parent: 1, box: [121, 38, 122, 40], to: '2020-12-31' },
    ]);
    // A grid of blocks of about 200 m with streets missing, and an isle of streets that nothing joins to it.
    const lines: Line[] = [];
    const at = (x: number, y: number) => [121.985 + x * 0.0023, 38.988 + y * 0.0018] as const;
    for (let x = 0; x < 14; x += 1)
      for (let y = 0; y < 14; y += 1) {
        if (random() < 0.72) lines.push([at(x, y), at(x + 1, y)]);
        if (random() < 0.72) lines.push([at(x, y), at(x, y + 1)]);
      }
    await loadNetwork(db, lines, { code: 'grid', area: 'grid' });
    institutions = Array.from({ length: 160 }, (_, index) => {
      const lon = 121.983 + random() * 0.036;
      const lat = 38.986 + random() * 0.029;
      const [street, county] = lon < 122 ? [4, 2] : [5, 3];
      return {
        id: index + 1,
        typeNo: 1 + Math.floor(random() * 3),
        at: [lon, lat] as const,
        street,
        county,
        city: 1,
        accuracyM: accuracies[Math.floor(random() * accuracies.length)] ?? 0,
      };
    });
    await replaceInstitutions(institutions);
    straight = await db.run({
      text: `select a.institution_id as a, b.institution_id as b, st_distance(a.geog, b.geog) as d
             from institution a join institution b on a.institution_id < b.institution_id and a.type_no = b.type_no`,
    });
    const network = await openWalkNetwork(db, { network: 'grid' });
    const points = institutions.map(({ at: position }) => ({ lon: position![0], lat: position![1] }));
    points.forEach((point, index) => {
      network!.walksFrom(point, points, { limitM: 9_000, maxSnapM: 60 }).forEach((walk, other) => {
        walks.set(`${index + 1}-${other + 1}`, walk);
      });
    });
  });

  /** The audit as a reader of the rules would do it by hand, from straight lines and single walks. */
  function expected(limitM: number, county?: number) {
    const verdicts = new Map<string, string>();
    let near = 0;
    for (const { a, b, d } of straight) {
      const [x, y] = [institutions[a - 1]!, institutions[b - 1]!];
      if (county !== undefined && x.county !== county && y.county !== county) continue;
      const band = (x.accuracyM ?? 0) + (y.accuracyM ?? 0);
      const judge = (metres: number) =>
        band > 0 && Math.abs(Math.round((metres - limitM) * 1000)) <= band * 1000
          ? 'uncertain'
          : Math.round(metres * 1000) <= limitM * 1000
            ? 'conflict'
            : 'beyond';
      if (judge(Math.round(d * 1000) / 1000) === 'beyond') continue;
      near += 1;
      const walk = walks.get(`${a}-${b}`)!;
      const verdict =
        walk.status === 'reached' ? judge(walk.walkM) : walk.status === 'beyond' ? 'beyond' : 'review';
      if (verdict !== 'beyond') verdicts.set(`${a}-${b}`, verdict);
    }
    return { verdicts, near };
  }
  const tally = (verdicts: ReadonlyMap<string, string>, wanted: string) =>
    [...verdicts.values()].filter((verdict) => verdict === wanted).length;

  const cases = [400, 800, 1_500].flatMap((limitM) =>
    [undefined, 2, 3].map((county) => [limitM, county] as const),
  );
  describe.each([
    ['areas stored with the institutions', 'select 1'],
    // 6 is not valid on the date: the polygons of the date decide, and give the same.
    ['areas of another date stored', 'update institution set county_id = 6, street_id = null'],
  ])('%s', (_, prepare) => {
    beforeAll(() => opened.database.script(prepare));
    it.each(cases)('limit %d m, county %s, page by page', async (maxWalkM, county) => {
      const { verdicts, near } = expected(maxWalkM, county);
      const area = county === undefined ? {} : { area: county === 2 ? 'WEST' : 'EAST' };
      const found = new Map<string, string>();
      let after: string | null = null;
      let pages = 0;
      do {
        const page: Audit = await audit({
          maxWalkM,
          maxSnapM: 60,
          network: 'grid',
          ...area,
          limit: 61,
          ...(after === null ? {} : { after, counts: pages % 2 === 1 ? 'false' : 'true' }),
        });
        if (page.summary)
          expect(page.summary).toMatchObject({
            pairs: {
              conflict: tally(verdicts, 'conflict'),
              uncertain: tally(verdicts, 'uncertain'),
              review: tally(verdicts, 'review'),
              total: verdicts.size,
            },
            straight: { total: near },
            beyondOnFoot: near - verdicts.size,
          });
        for (const item of page.features) {
          expect(found.has(String(item.id))).toBe(false);
          found.set(String(item.id), (item.properties as { verdict: string }).verdict);
        }
        expect(page.truncated).toBe(page.nextAfter !== null);
        after = page.nextAfter;
        pages += 1;
      } while (after !== null);
      for (const verdict of ['conflict', 'uncertain', 'review'])
        expect(tally(verdicts, verdict)).toBeGreaterThan(0);
      expect(near).toBeGreaterThan(verdicts.size);
      expect(found).toEqual(verdicts);
    });

    it('counts the same pairs in each street, and the straight ones as the straight audit does', async () => {
      const { summary } = await audit({ maxSnapM: 60, network: 'grid' });
      const touching = (county: number) => expected(800, county);
      const byStreet = Object.fromEntries(
        summary!.byStreet.map((row) => [
          row.code,
          [row.conflict + row.uncertain + row.review!, row.straight],
        ]),
      );
      expect(byStreet).toEqual({
        'WEST-1': [touching(2).verdicts.size, touching(2).near],
        'EAST-1': [touching(3).verdicts.size, touching(3).near],
      });
      const line = await audit({ metric: 'straight', maxWalkM: undefined, radiusM: 800 });
      expect(summary!.straight).toEqual(line.summary!.pairs);
      expect(summary!.byType.map(({ type_no, straight: pairs }) => [type_no, pairs]).sort()).toEqual(
        line.summary!.byType.map((row) => [row.type_no, row.conflict + row.uncertain]).sort(),
      );
    });
  });

  it('a conflict on foot is a conflict or a doubt in a straight line too', async () => {
    const onFoot = await audit({ maxSnapM: 60, network: 'grid', limit: 10_000 });
    const line = await audit({ metric: 'straight', maxWalkM: undefined, radiusM: 800, limit: 10_000 });
    const near = new Set(idsOf(line));
    expect(idsOf(onFoot).filter((id) => !near.has(id))).toEqual([]);
    for (const item of onFoot.features)
      if (item.properties.walk_m !== null)
        expect(item.properties.walk_m as number).toBeGreaterThanOrEqual(
          (item.properties.distance_m as number) - 0.1,
        );
  });

  it('tells how far it is, and stops when the caller goes', async () => {
    const log = { info: () => undefined, warn: () => undefined };
    const run = (given: object, signal: AbortSignal, progress: (done: number) => void) =>
      conflictAudit.run(
        { db: opened.database, signal, log },
        conflictAudit.input.parse({ asOf: AS_OF, metric: 'walk', maxWalkM: 800, network: 'grid', ...given }),
        progress,
      );
    const told: number[] = [];
    await run({}, new AbortController().signal, (done) => told.push(done));
    expect(told.at(-1)).toBe(1);
    const gone = new Error('the caller went');
    await expect(run({}, AbortSignal.abort(gone), () => undefined)).rejects.toBe(gone);
    const leaving = new AbortController();
    const routes = run({ routes: true }, leaving.signal, () => leaving.abort(gone));
    await expect(routes).rejects.toBe(gone);
  });
});

describe('too many pairs', () => {
  it('a summary of more than half a million is refused with a way out; pages without it go on', async () => {
    await replaceInstitutions(
      Array.from({ length: 1_002 }, (_, index) => ({ id: index + 1, typeNo: 5, at: CENTRE })),
    );
    const street = [[CENTRE, await project(opened.database, CENTRE, 100, 0)]] as const;
    await loadNetwork(opened.database, street, { code: 'street', area: 'street' });
    await opened.database.script('analyze institution; analyze designation;');
    await expect(audit({ network: 'street' })).rejects.toThrow(/501501 pairs/);
    const page = await audit({ network: 'street', counts: 'false', limit: 50 });
    expect([page.numberReturned, page.nextAfter]).toEqual([50, '11-5']);
    expect(page.features.every((item) => item.properties.walk_m === 0)).toBe(true);
  });
});
