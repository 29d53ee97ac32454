import { distance, point } from '@turf/turf';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { nearest } from '../../api/analyses/nearest/nearest.ts';
import type { Database } from '../../api/db/database.ts';
import { addInstitution, project } from '../support/fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const SITE = [121.6, 31] as const;
let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());
beforeEach(() => db.script('delete from institution'));

interface NearAnswer {
  features: { id: number; properties: { rank: number; distance_m: number; name: string } }[];
  warnings: { code: string; count?: number }[];
  tiedBeyondLast: boolean;
}
async function ask(given: Record<string, unknown>): Promise<NearAnswer> {
  const input = nearest.input.parse({ lon: SITE[0], lat: SITE[1], asOf: '2026-06-30', ...given });
  const context = {
    db,
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
  };
  return (await nearest.run(context, input, () => undefined)) as unknown as NearAnswer;
}

describe('nearest', () => {
  it('orders by the ellipsoid where the sphere orders otherwise', async () => {
    const east = await addInstitution(db, { at: await project(db, SITE, 10_000, 90) });
    const north = await addInstitution(db, { at: await project(db, SITE, 9_990, 0) });
    const south = await addInstitution(db, { at: await project(db, SITE, 10_001, 180) });
    const answer = await ask({ k: 3 });
    expect(answer.features.map((feature) => feature.id)).toEqual([north, east, south]);
    expect(answer.features.map((feature) => feature.properties.distance_m)).toEqual([9_990, 10_000, 10_001]);
  });

  it('says when more stand at the k-th distance than are shown', async () => {
    const at = await project(db, SITE, 700, 45);
    const ids = [
      await addInstitution(db, { at }),
      await addInstitution(db, { at }),
      await addInstitution(db, { at }),
    ];
    const two = await ask({ k: 2 });
    expect([two.features.map((feature) => feature.id), two.tiedBeyondLast]).toEqual([ids.slice(0, 2), true]);
    expect((await ask({ k: 3 })).tiedBeyondLast).toBe(false);
  });

  it('keeps to service, kind, type and date, and counts those without position', async () => {
    const inpatient = await addInstitution(db, {
      service: 'inpatient',
      at: await project(db, SITE, 5_000, 10),
    });
    const pharmacy = await addInstitution(db, {
      kind: 'pharmacy',
      typeNo: null,
      at: await project(db, SITE, 400, 10),
    });
    await addInstitution(db, { service: 'inpatient', status: 'terminated' });
    await addInstitution(db, { service: 'inpatient', from: '2026-07-01' });
    await addInstitution(db, { service: 'inpatient', at: null });
    const answer = await ask({ service: 'inpatient' });
    expect(answer.features.map((feature) => feature.id)).toEqual([inpatient]);
    expect(answer.warnings).toEqual(
      expect.arrayContaining([expect.objectContaining({ code: 'unplaced-institutions', count: 1 })]),
    );
    expect((await ask({ kind: 'pharmacy' })).features.map((feature) => feature.id)).toEqual([pharmacy]);
    expect((await ask({ type: 39 })).features).toEqual([]);
    expect((await ask({ service: 'inpatient', asOf: '2026-07-01' })).features).toHaveLength(2);
  });

  it('an empty database is said to be empty', async () => {
    expect((await ask({})).warnings.map((warning) => warning.code)).toContain('no-institutions');
  });

  it('across the antimeridian the neighbour is near', async () => {
    const id = await addInstitution(db, { at: [-179.999, 10] });
    const [first] = (await ask({ lon: 179.999, lat: 10, crs: 'CRS84' })).features;
    expect([first?.id, (first?.properties.distance_m ?? 0) < 300]).toEqual([id, true]);
  });

  it('agrees with an independent order over random places', async () => {
    const coordinate = fc.record({
      lon: fc.double({ min: 121, max: 122, noNaN: true }),
      lat: fc.double({ min: 30.5, max: 31.5, noNaN: true }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(coordinate, { minLength: 1, maxLength: 30 }),
        fc.integer({ min: 1, max: 10 }),
        async (places, k) => {
          await db.script('delete from institution');
          const byId = new Map<number, [number, number]>();
          for (const { lon, lat } of places)
            byId.set(await addInstitution(db, { at: [lon, lat] }), [lon, lat]);
          const { features } = await ask({ k });
          expect(features).toHaveLength(Math.min(k, places.length));
          const sphere = (id: number) =>
            distance(point([...SITE]), point(byId.get(id) ?? [0, 0]), { units: 'meters' });
          const shown = new Set(features.map((feature) => feature.id));
          const farthest = features.at(-1)?.properties.distance_m ?? 0;
          // The sphere differs from the ellipsoid by less than 0.6 %: nothing left out may be clearly nearer than the last shown.
          for (const id of byId.keys())
            if (!shown.has(id)) expect(sphere(id)).toBeGreaterThan(farthest * 0.994);
          for (const { id, properties } of features)
            expect(Math.abs(sphere(id) - properties.distance_m)).toBeLessThanOrEqual(
              properties.distance_m * 0.006 + 0.01,
            );
        },
      ),
      { numRuns: 15, seed: 11 },
    );
  });
});

describe('what could be nearer', () => {
  it('takes type numbers of the scheme asked for only, and counts who has none', async () => {
    const at = await project(db, SITE, 500, 45);
    const counted = await addInstitution(db, { at: await project(db, SITE, 900, 45) });
    const otherScheme = await addInstitution(db, { at });
    await addInstitution(db, { at, typeNo: null });
    await addInstitution(db, { at, typeNo: null, status: 'terminated' });
    await db.run({
      text: `update institution set type_scheme = 'another-9' where institution_id = $1`,
      values: [otherScheme],
    });
    const answer = await ask({ type: 37 });
    expect(answer.features.map((feature) => feature.id)).toEqual([counted]);
    expect(answer.warnings).toContainEqual(
      expect.objectContaining({ code: 'untyped-institutions', count: 2 }),
    );
    expect((await ask({})).features).toHaveLength(3);
    expect((await ask({})).warnings.map((warning) => warning.code)).not.toContain('untyped-institutions');
  });

  it('names the street of the date asked for', async () => {
    await db.script(`insert into area (code, level, name, geom, source, content_hash, valid_from, valid_to)
      select code, 'street', name, st_multi(st_makeenvelope(121, 30, 122, 32, 4326)), 'fixture', 'x', f::date, t::date
      from (values ('S1', '旧街道', null, '2025-12-31'), ('S2', '新街道', '2026-01-01', null)) as v (code, name, f, t)`);
    await addInstitution(db, {});
    await db.script(
      `update institution set street_id = (select area_id from area where code = 'S2'), location_status = 'located'`,
    );
    const streetOn = async (asOf: string) => (await ask({ asOf })).features.map((one) => one.properties);
    expect(await streetOn('2026-06-30')).toEqual([expect.objectContaining({ street: '新街道' })]);
    expect(await streetOn('2025-06-30')).toEqual([expect.objectContaining({ street: '旧街道' })]);
    await db.script('delete from institution; delete from area');
  });
});
