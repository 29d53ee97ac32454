import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { proximityCheck } from '../../api/analyses/proximity-check/proximity-check.ts';
import type { Database } from '../../api/db/database.ts';
import { openWalkNetwork } from '../../api/walking/open-walk-network.ts';
import { withProperties } from '../support/answer-properties.ts';
import { ask } from '../support/ask.ts';
import { addCountyAsExtent, addInstitution, project } from '../support/fixtures.ts';
import { type RiverStreets, riverStreets } from '../support/river-streets.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const AS_OF = '2026-06-30';
let opened: TestDatabase;
let db: Database;
let river: RiverStreets;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCountyAsExtent(db, [121, 30, 122, 32]);
  river = await riverStreets(db, [121.6, 31]);
  const far = await project(db, river.south, 700, 250);
  await loadNetwork(db, [...river.lines, [far, await project(db, far, 200, 0)]], { code: 'river' });
});
afterAll(() => opened.close());
beforeEach(async () => {
  await db.script('delete from institution');
  // Somebody is designated far away, so that silence means something.
  await addInstitution(db, { at: [121.9, 31.5] });
});

async function check(given: Record<string, unknown> = {}) {
  return withProperties(
    await ask(db, proximityCheck, {
      lon: river.south[0],
      lat: river.south[1],
      type: 37,
      asOf: AS_OF,
      metric: 'walk',
      maxWalkM: 800,
      ...given,
    }),
  );
}
type Checked = Awaited<ReturnType<typeof check>>;
const codes = (answer: Checked) => answer.reasons.map((reason) => reason.code);
const ofRole = (answer: Checked, role: string) =>
  answer.features.filter((item) => item.properties.role === role);
/** The walk as the network alone measures it. */
async function walkTo(at: readonly [number, number]) {
  const network = await openWalkNetwork(db, {});
  const [walk] = network!.walksFrom(
    { lon: river.south[0], lat: river.south[1] },
    [{ lon: at[0], lat: at[1] }],
    { limitM: 20_000, maxSnapM: 200 },
  );
  if (walk?.status !== 'reached') throw new Error(`not reached: ${walk?.status}`);
  return walk.walkM;
}

describe('a river between', () => {
  it('640 m in a straight line, 1,180 m on foot: a conflict by the one, clear by the other', async () => {
    const id = await addInstitution(db, { at: river.north });
    const straight = await check({ metric: 'straight', maxWalkM: undefined });
    expect(straight.verdict).toBe('conflict');
    const onFoot = await check();
    expect([onFoot.verdict, codes(onFoot)]).toEqual(['clear', ['none-within']]);
    expect(onFoot.reasons[0]?.zh).toContain('步行 800 米内没有');
    expect(onFoot.counted).toMatchObject({ within: 0, beyondOnFoot: 1, unmeasured: 0 });
    const wider = await check({ maxWalkM: 1_300 });
    expect([wider.verdict, wider.reasons[0]?.en]).toEqual([
      'conflict',
      expect.stringContaining('within 1300 m on foot'),
    ]);
    const [neighbour] = ofRole(wider, 'within');
    expect(neighbour).toMatchObject({ id, properties: { distance_m: 640, on_foot: 'within' } });
    expect(neighbour?.properties.walk_m).toBeCloseTo(1180, 0);
    expect(neighbour?.properties.snap_m as number).toBeLessThan(0.02);
  });

  it('draws the route with its metres, seconds and legs, and where the site enters the network', async () => {
    const at = await project(db, river.north, 40, 0);
    const id = await addInstitution(db, { at });
    const answer = await check({ minutes: 20, maxWalkM: undefined, speedKmh: 4.8 });
    const [neighbour] = ofRole(answer, 'within');
    const [route, none] = ofRole(answer, 'route');
    expect(none).toBeUndefined();
    expect(route?.properties).toMatchObject({
      institution_id: id,
      relation: 'within',
      walk_m: neighbour?.properties.walk_m,
    });
    expect(route?.properties.walk_m).toBeCloseTo(1220, 0);
    expect(route?.properties.walk_s).toBe(
      Math.round(((route?.properties.walk_m as number) / (4.8 / 3.6)) * 10) / 10,
    );
    expect(route?.properties.snap_m).toBeCloseTo(40, 0);
    const { coordinates } = route!.geometry as unknown as { coordinates: [number, number][] };
    expect(coordinates[0]).toEqual([...river.south]);
    expect(coordinates.at(-1)).toEqual([...at]);
    const [{ length }] = (await db.run<{ length: number }>({
      text: 'select st_length(st_setsrid(st_geomfromgeojson($1), 4326)::geography) as length',
      values: [JSON.stringify(route?.geometry)],
    })) as [{ length: number }];
    expect(length).toBeCloseTo(route?.properties.walk_m as number, 1);
    expect(ofRole(answer, 'site-snap')[0]).toMatchObject({
      geometry: { type: 'Point' },
      properties: { network: 'river' },
    });
    expect(answer.parameters).toMatchObject({
      metric: 'walk',
      max_walk_m: 1600,
      minutes: 20,
      speed_kmh: 4.8,
      max_snap_m: 200,
    });
    expect(answer.dataVersions).toEqual({
      walking_network: [
        {
          code: 'river',
          area: 'test',
          source: 'invented for a test',
          source_date: '2026-01-01',
          is_synthetic: true,
        },
      ],
    });
    expect([answer.isSynthetic, answer.warnings[0]?.code]).toEqual([true, 'synthetic-data']);
    expect(ofRole(await check({ maxWalkM: 1300, maxRoutes: 0 }), 'route')).toEqual([]);
  });

  it('both on one street: the walk along it', async () => {
    await addInstitution(db, { at: river.sameStreet });
    const answer = await check({ maxWalkM: 250 });
    expect(answer.verdict).toBe('conflict');
    expect(ofRole(answer, 'within')[0]?.properties.walk_m).toBeCloseTo(200, 1);
  });

  it('at the site itself the walk is 0 or both legs', async () => {
    await addInstitution(db, { at: river.south });
    expect((await check({ maxWalkM: 1 })).verdict).toBe('conflict');
  });
});

describe('the limit', () => {
  it('is within to the millimetre', async () => {
    await addInstitution(db, { at: river.north });
    const walkM = await walkTo(river.north);
    expect((await check({ maxWalkM: walkM })).verdict).toBe('conflict');
    const shorter = Math.round((walkM - 0.001) * 1000) / 1000;
    expect((await check({ maxWalkM: shorter })).verdict).toBe('clear');
  });

  it('with positions less exact, what lies in the band is for a measurement on site', async () => {
    await addInstitution(db, { at: river.north, accuracyM: 20 });
    const walkM = await walkTo(river.north);
    for (const [limit, accuracyM, verdict] of [
      [walkM - 31, 10, 'clear'],
      [walkM - 29, 10, 'review'],
      [walkM + 29, 10, 'review'],
      [walkM + 31, 10, 'conflict'],
      [walkM + 29, 0, 'conflict'],
    ] as const) {
      const answer = await check({ maxWalkM: Math.round(limit * 1000) / 1000, accuracyM });
      expect([limit - walkM, answer.verdict]).toEqual([limit - walkM, verdict]);
      if (verdict === 'review') expect(codes(answer)).toEqual(['within-accuracy-band']);
    }
  });

  it('a coarse position far outside the search is not called far', async () => {
    await addInstitution(db, { at: river.north, accuracyM: 4_000 });
    expect(codes(await check({ maxWalkM: 700 }))).toEqual(['within-accuracy-band']);
  });
});

describe('what cannot be measured is for a person', () => {
  it('a site farther from the network than the limit of that', async () => {
    await addInstitution(db, { at: river.sameStreet });
    const [lon, lat] = await project(db, river.south, 100, 180);
    expect((await check({ lon, lat })).verdict).toBe('conflict');
    const answer = await check({ lon, lat, maxSnapM: 99 });
    expect([answer.verdict, codes(answer)]).toEqual(['review', ['site-not-snapped']]);
    expect(ofRole(answer, 'site')[0]?.properties.snap_m).toBeNull();
    expect(ofRole(answer, 'unmeasured')[0]?.properties).toMatchObject({
      on_foot: 'not-snapped',
      walk_m: null,
    });
    // With nobody in the circle the straight line has decided already.
    await db.script('delete from institution');
    await addInstitution(db, { at: [121.9, 31.5] });
    expect((await check({ lon, lat, maxSnapM: 99 })).verdict).toBe('clear');
  });

  it('a neighbour off the network, and one on an unconnected part of it', async () => {
    await addInstitution(db, { at: await project(db, river.south, 300, 180) });
    expect(codes(await check())).toEqual(['neighbours-not-snapped']);
    await addInstitution(db, { at: await project(db, river.south, 700, 250) });
    const answer = await check();
    expect([answer.verdict, codes(answer)]).toEqual(['review', ['neighbours-not-snapped', 'no-path-known']]);
    expect(answer.counted).toMatchObject({ within: 0, unmeasured: 2, beyondOnFoot: 0 });
    await addInstitution(db, { at: river.sameStreet });
    expect(codes(await check())).toEqual(['same-type-within', 'neighbours-not-snapped', 'no-path-known']);
  });

  it('the other doubts stay, but not about whom it is too far to walk to', async () => {
    await addInstitution(db, { at: river.north, typeNo: null, category: '护理中心' });
    await addInstitution(db, { at: river.north, status: 'active', to: '2026-06-29' });
    await addInstitution(db, { at: river.north, countsFrom: '2027-01-01' });
    expect((await check()).verdict).toBe('clear');
    const wider = await check({ maxWalkM: 1_300 });
    expect(codes(wider)).toEqual(['exempt-not-yet-counted', 'lapsed-neighbours', 'untyped-neighbours']);
    await addInstitution(db, { at: null });
    expect(codes(await check())).toEqual(['unplaced-institutions']);
  });

  it('a category without type, and a circle that leaves the data', async () => {
    expect(codes(await check({ type: undefined, category: '护理中心' }))).toEqual(['category-without-type']);
    expect(codes(await check({ lon: 121.0001, lat: 31 }))).toEqual(['circle-leaves-data']);
  });
});

describe('lists and inputs', () => {
  it('sorts by walk, cuts each relation at the limit and counts all', async () => {
    const east = async (metres: number) => project(db, river.south, metres, 90);
    const near = await addInstitution(db, { at: await east(20) });
    const middle = await addInstitution(db, { at: await east(120) });
    const far = await addInstitution(db, { at: await east(260) });
    const across = await addInstitution(db, { at: river.north });
    const answer = await check();
    expect(ofRole(answer, 'within').map((item) => item.id)).toEqual([near, middle, far]);
    expect(ofRole(answer, 'beyond-on-foot').map((item) => item.id)).toEqual([across]);
    const cut = await check({ limit: 2, maxRoutes: 1 });
    expect(ofRole(cut, 'within').map((item) => item.id)).toEqual([near, middle]);
    expect([cut.counted.within, cut.counted.truncated]).toEqual([3, true]);
    expect(ofRole(cut, 'route').map((item) => item.properties.institution_id)).toEqual([near]);
  });

  it('a long walk, searched in a thread, gives the same', async () => {
    await addInstitution(db, { at: river.north });
    const [short, long] = [await check({ maxWalkM: 1_300 }), await check({ maxWalkM: 19_000 })];
    expect(ofRole(long, 'within')[0]?.properties).toEqual(ofRole(short, 'within')[0]?.properties);
    expect(ofRole(long, 'route')).toEqual(ofRole(short, 'route'));
  });

  it.each([
    [{ maxWalkM: undefined }, /a walk needs a limit/],
    [{ maxWalkM: undefined, minutes: 15 }, /minutes need a speed/],
    [{ minutes: 15 }, /maxWalkM is given too/],
    [{ radiusM: 800 }, /limit of metric=straight/],
    [{ metric: 'straight' }, /belongs to metric=walk/],
    [{ network: 'nowhere' }, /nowhere|network/],
  ])('refuses %o', async (given, message) => {
    await expect(check(given)).rejects.toThrow(message);
  });

  it('takes a version by its code, active or not', async () => {
    await addInstitution(db, { at: river.north });
    await loadNetwork(db, [...river.lines, [river.south, river.north]], {
      code: 'ferry',
      active: false,
      isSynthetic: false,
    });
    expect((await check({ maxWalkM: 700 })).verdict).toBe('clear');
    const ferry = await check({ maxWalkM: 700, network: 'ferry' });
    expect(ferry.verdict).toBe('conflict');
    expect(ferry.isSynthetic).toBe(false);
    expect(ferry.dataVersions).toMatchObject({ walking_network: [{ code: 'ferry' }] });
  });
});

describe('beside the straight line', () => {
  it('a conflict on foot is one in a straight line, and clear in a straight line is clear on foot', async () => {
    for (const metres of [0, 90, 180, 260]) {
      await addInstitution(db, { at: await project(db, river.south, metres, 90), accuracyM: metres / 10 });
      await addInstitution(db, { at: await project(db, river.north, metres, 90) });
      await addInstitution(db, { at: await project(db, river.north, metres, 45), countsFrom: '2027-01-01' });
    }
    let conflicts = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: -200, max: 500 }),
        fc.integer({ min: -100, max: 800 }),
        fc.integer({ min: 50, max: 1_500 }),
        fc.constantFrom(0, 15),
        async (east, north, limitM, accuracyM) => {
          const [lon, lat] = await project(db, await project(db, river.south, east, 90), north, 0);
          const site = { lon, lat, accuracyM };
          const onFoot = await check({ ...site, maxWalkM: limitM, maxRoutes: 0 });
          const line = await check({ ...site, metric: 'straight', maxWalkM: undefined, radiusM: limitM });
          if (onFoot.verdict === 'conflict') {
            conflicts += 1;
            expect(line.verdict).toBe('conflict');
          }
          if (line.verdict === 'clear') expect(onFoot.verdict).toBe('clear');
          for (const item of ofRole(onFoot, 'within'))
            expect(item.properties.walk_m as number).toBeGreaterThanOrEqual(
              (item.properties.distance_m as number) - 0.1,
            );
        },
      ),
      { numRuns: 40, seed: 5 },
    );
    expect(conflicts).toBeGreaterThan(3);
  });

  it('metric=straight is the default and says nothing of walks', async () => {
    await addInstitution(db, { at: river.north });
    const question = { metric: undefined, maxWalkM: undefined };
    const answer = await check(question);
    expect(answer).toEqual(await check({ metric: 'straight', maxWalkM: undefined, radiusM: 800 }));
    expect(Object.keys(answer)).not.toContain('dataVersions');
    expect(JSON.stringify(answer)).not.toMatch(/walk|snap|foot|步行/);
  });
});

describe('without any network', () => {
  it('the straight line alone may say clear; anybody inside it is for a person', async () => {
    const empty = await openTestDatabase();
    try {
      await addCountyAsExtent(empty.database, [121, 30, 122, 32]);
      const question = { lon: 121.6, lat: 31, type: 37, asOf: AS_OF, metric: 'walk', maxWalkM: 800 };
      await addInstitution(empty.database, { at: [121.9, 31.5] });
      const clear = await ask(empty.database, proximityCheck, question).then(withProperties);
      expect([clear.verdict, clear.dataVersions]).toEqual(['clear', { walking_network: null }]);
      expect(clear.reasons[0]?.zh).toContain('直线');
      await addInstitution(empty.database, {});
      const review = await ask(empty.database, proximityCheck, question).then(withProperties);
      expect([review.verdict, codes(review)]).toEqual(['review', ['no-walking-network']]);
      expect(ofRole(review, 'unmeasured')).toHaveLength(1);
    } finally {
      await empty.close();
    }
  });
});

describe('two points far from every street', () => {
  it('are for review when they are nearer to each other than to the streets, and never far for that', async () => {
    const west = await project(db, [121.3, 30.5], 0, 0);
    const east = await project(db, west, 1_000, 90);
    await loadNetwork(db, [[west, east]], { code: 'lonely', area: 'lonely' });
    const above = async (along: number, across: number) =>
      project(db, await project(db, west, along, 90), across, 0);
    const [lon, lat] = await above(300, 150);
    await addInstitution(db, { code: 'NEAR', at: await above(466, 150) });
    const answer = await check({ lon, lat, maxWalkM: 300 });
    expect([answer.verdict, codes(answer)]).toEqual(['review', ['off-street']]);
    expect(ofRole(answer, 'unmeasured')[0]?.properties).toMatchObject({
      code: 'NEAR',
      on_foot: 'off-street',
    });
    // Nearer to the street than to each other: the way by the street is how one walks.
    await db.run({
      text: `update institution set geom = st_setsrid(st_makepoint($1, $2), 4326) where code = 'NEAR'`,
      values: [...(await above(560, 20))],
    });
    const [ownLon, ownLat] = await above(300, 60);
    expect((await check({ lon: ownLon, lat: ownLat, maxWalkM: 300 })).verdict).toBe('clear');
  });
});
