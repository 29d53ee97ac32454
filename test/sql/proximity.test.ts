import gcoord from 'gcoord';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { proximityCheck } from '../../api/analyses/proximity-check/proximity-check.ts';
import { listNeighbours } from '../../api/analyses/proximity-check/queries.ts';
import type { Database } from '../../api/db/database.ts';
import { addCountyAsExtent, addInstitution, project } from '../support/fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

// The package's types describe its CommonJS build; under ESM the default import is the module itself.
const { BD09, GCJ02, WGS84, transform } = gcoord as unknown as typeof gcoord.default;
const SITE = [121.6, 31] as const;
let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCountyAsExtent(db, [121, 30, 122, 32]);
});
afterAll(() => opened.close());
/** Elsewhere in the county stands a designated institution of another type, as in any city with data. */
const elsewhere = () => addInstitution(db, { typeNo: 26, category: '护理院', at: [121.1, 30.1] });
beforeEach(async () => {
  await db.script('delete from institution');
  await elsewhere();
});

interface CheckAnswer {
  verdict: string;
  reasons: { code: string }[];
  counted: { within: number; uncertain: number; untyped: number; unplaced: number; truncated: boolean };
  nearestBeyond: { distance_m: number; institution_id: number } | null;
  features: { id?: number; properties: Record<string, unknown> }[];
}

async function check(given: Record<string, unknown>): Promise<CheckAnswer> {
  const input = proximityCheck.input.parse({ lon: SITE[0], lat: SITE[1], asOf: '2026-06-30', ...given });
  const context = {
    db,
    signal: new AbortController().signal,
    log: { info: () => undefined, warn: () => undefined },
  };
  return (await proximityCheck.run(context, input, () => undefined)) as unknown as CheckAnswer;
}
const codes = (answer: CheckAnswer) => answer.reasons.map((reason) => reason.code);

describe('the limit', () => {
  it.each([22, 31, 40])(
    'at latitude %d: 800 m conflicts and 800.001 m does not, in every direction',
    async (latitude) => {
      await db.script(`delete from area`);
      await addCountyAsExtent(db, [120, latitude - 1, 123, latitude + 1]);
      const at = await addInstitution(db, { at: [121.6, latitude] });
      for (let azimuth = 0; azimuth < 360; azimuth += 1) {
        const [lon, lat] = await project(db, [121.6, latitude], 800, azimuth);
        const inside = await check({ lon, lat, type: 37 });
        expect([azimuth, inside.verdict, inside.features[0]?.properties.distance_m]).toEqual([
          azimuth,
          'conflict',
          800,
        ]);
        const [lon2, lat2] = await project(db, [121.6, latitude], 800.001, azimuth);
        const outside = await check({ lon: lon2, lat: lat2, type: 37 });
        expect([azimuth, outside.verdict, outside.nearestBeyond]).toEqual([
          azimuth,
          'clear',
          expect.objectContaining({ institution_id: at, distance_m: 800.001 }),
        ]);
      }
      await db.script(`delete from area`);
      await addCountyAsExtent(db, [121, 30, 122, 32]);
    },
  );

  it('a band of a tenth of a metre reaches the limit exactly', async () => {
    await addInstitution(db, { at: await project(db, SITE, 800.1, 77), accuracyM: 0.1 });
    expect((await check({ type: 37 })).verdict).toBe('review');
  });

  it.each([
    [796, 'review'],
    [800, 'review'],
    [804, 'review'],
    [806, 'clear'],
    [794, 'conflict'],
  ])('with accuracies 2 m + 3 m, %d m is %s', async (distance, verdict) => {
    await addInstitution(db, { at: await project(db, SITE, distance, 77), accuracyM: 3 });
    const answer = await check({ type: 37, accuracyM: 2 });
    expect(answer.verdict).toBe(verdict);
    expect(codes(answer).includes('within-accuracy-band')).toBe(verdict === 'review');
  });

  it('finds a coarse position far outside the circle whose band reaches in', async () => {
    await addInstitution(db, { at: await project(db, SITE, 2_500, 10), accuracyM: 2_000 });
    expect((await check({ type: 37 })).verdict).toBe('review');
  });
});

describe('who counts', () => {
  it('a suspended agreement counts; terminated, withdrawn and future ones do not', async () => {
    await addInstitution(db, { status: 'suspended' });
    expect((await check({ type: 37 })).verdict).toBe('conflict');
    await db.script('delete from institution');
    await elsewhere();
    await addInstitution(db, { status: 'terminated' });
    await addInstitution(db, { status: 'withdrawn' });
    await addInstitution(db, { from: '2026-07-01' });
    expect((await check({ type: 37 })).verdict).toBe('clear');
    expect((await check({ type: 37, asOf: '2026-07-01' })).verdict).toBe('conflict');
  });

  it('an agreement that ran out without a recorded end is for a person; one that was terminated is not', async () => {
    const id = await addInstitution(db, { status: 'active', to: '2026-06-29' });
    expect((await check({ type: 37, asOf: '2026-06-29' })).verdict).toBe('conflict');
    expect(codes(await check({ type: 37 }))).toEqual(['lapsed-neighbours']);
    await db.run({
      text: `insert into designation (institution_id, service, status, valid_from) values ($1, 'personal_account', 'terminated', '2026-06-30')`,
      values: [id],
    });
    expect((await check({ type: 37 })).verdict).toBe('clear');
  });

  it('an institution that ended while its agreement runs is a contradiction', async () => {
    const id = await addInstitution(db, {});
    await db.run({
      text: `update institution set valid_to = '2026-01-31' where institution_id = $1`,
      values: [id],
    });
    expect(codes(await check({ type: 37 }))).toEqual(['lapsed-neighbours']);
  });

  it('an exempt one that does not count yet is for a person, unless another one conflicts', async () => {
    await addInstitution(db, { countsFrom: '2027-01-01' });
    expect(codes(await check({ type: 37 }))).toEqual(['exempt-not-yet-counted']);
    expect((await check({ type: 37, asOf: '2027-01-01' })).verdict).toBe('conflict');
    await addInstitution(db, {});
    expect((await check({ type: 37 })).verdict).toBe('conflict');
  });

  it('same type by the scheme, not by name or kind; pharmacies by kind', async () => {
    await addInstitution(db, { typeNo: 39, category: '口腔诊所' });
    await addInstitution(db, { kind: 'pharmacy', typeNo: null, category: null });
    expect((await check({ category: '中医诊所' })).verdict).toBe('clear');
    expect((await check({ category: '口腔诊所' })).verdict).toBe('conflict');
    expect((await check({ kind: 'pharmacy' })).counted.within).toBe(1);
  });

  it('the old site is left out by code or id; an unknown one is refused', async () => {
    const id = await addInstitution(db, { code: 'H210200001' });
    expect((await check({ type: 37, exclude: 'H210200001' })).verdict).toBe('clear');
    expect((await check({ type: 37, exclude: ` id:${id} ` })).verdict).toBe('clear');
    await expect(check({ type: 37, exclude: 'H9' })).rejects.toThrow(/no institution has this code or id/);
    // A number without `id:` is a code: a mistyped one must not remove whoever has that id.
    await expect(check({ type: 37, exclude: String(id) })).rejects.toThrow(
      /no institution has this code or id/,
    );
  });

  it('sorts by distance, ties by id, and tells the nearest beyond', async () => {
    const tied = await project(db, SITE, 300, 200);
    const second = await addInstitution(db, { at: tied });
    const third = await addInstitution(db, { at: tied });
    const first = await addInstitution(db, { at: await project(db, SITE, 100, 20) });
    await addInstitution(db, { at: await project(db, SITE, 1_200, 90) });
    const nearest = await addInstitution(db, { at: await project(db, SITE, 900, 180) });
    const answer = await check({ type: 37 });
    const within = answer.features
      .filter((feature) => feature.properties.role === 'within')
      .map((feature) => feature.id);
    expect(within).toEqual([first, second, third]);
    expect(answer.nearestBeyond).toMatchObject({ institution_id: nearest, distance_m: 900 });
    const short = await check({ type: 37, limit: 2 });
    expect([short.counted.within, short.counted.truncated]).toEqual([3, true]);
  });

  it('finds the nearest beyond a limit of nothing too', async () => {
    const nearest = await addInstitution(db, { at: await project(db, SITE, 900, 180) });
    const answer = await listNeighbours(db, {
      lon: SITE[0],
      lat: SITE[1],
      typeNo: 37,
      kind: null,
      limitM: 0,
      accuracyM: 0,
      asOf: '2026-06-30',
      excludedIds: [],
      rowLimit: 10,
      typeScheme: 'dalian-62',
    });
    expect(answer).toMatchObject([{ relation: 'beyond', institution_id: nearest, distance_m: 900 }]);
  });
});

describe('review instead of a guess', () => {
  it('an unlisted category has no type', async () => {
    const answer = await check({ category: '护理中心' });
    expect([answer.verdict, codes(answer)]).toEqual(['review', ['category-without-type']]);
  });

  it('a designated neighbour whose type is unknown', async () => {
    await addInstitution(db, { typeNo: null, category: '护理中心', at: await project(db, SITE, 500, 0) });
    expect(codes(await check({ type: 37 }))).toEqual(['untyped-neighbours']);
  });

  it('a designated institution without position, unless every county of its name is out of reach', async () => {
    await addInstitution(db, { at: null });
    expect(codes(await check({ type: 37 }))).toEqual(['unplaced-institutions']);
    await db.script('delete from institution');
    await elsewhere();
    await addCountyAsExtent(db, [121, 29, 122, 30], '远区', '990102');
    await addInstitution(db, { at: null, statedCounty: '远区' });
    expect((await check({ type: 37 })).verdict).toBe('clear');
    // A county of the same name that the circle reaches: the far namesake proves nothing.
    await addCountyAsExtent(db, [121, 28, 122, 29], '测试区', '990103');
    await addInstitution(db, { at: null, statedCounty: '测试区' });
    expect((await check({ type: 37 })).verdict).toBe('review');
    await db.script(`delete from area where code in ('990102', '990103')`);
  });

  it('a designated medical institution with neither type nor position', async () => {
    await addInstitution(db, { typeNo: null, category: null, at: null });
    expect(codes(await check({ type: 37 }))).toEqual(['unplaced-institutions']);
    expect((await check({ kind: 'ltc_home' })).reasons.map((reason) => reason.code)).toEqual([
      'no-designated-institutions',
    ]);
  });

  it('no designated institution of the kind is known at all', async () => {
    await db.script('delete from institution');
    expect(codes(await check({ type: 37 }))).toEqual(['no-designated-institutions']);
    await addInstitution(db, { kind: 'pharmacy', typeNo: null });
    expect(codes(await check({ type: 37 }))).toEqual(['no-designated-institutions']);
  });

  it('a neighbour typed by another scheme', async () => {
    const id = await addInstitution(db, {});
    await db.run({
      text: `update institution set type_scheme = 'other' where institution_id = $1`,
      values: [id],
    });
    expect(codes(await check({ type: 37 }))).toEqual(['untyped-neighbours']);
    await db.run({
      text: `update institution set geom = null, type_no = 12 where institution_id = $1`,
      values: [id],
    });
    expect(codes(await check({ type: 37 }))).toEqual(['unplaced-institutions']);
  });

  it('a circle that leaves the data, a site outside it, and no areas at all', async () => {
    expect(codes(await check({ type: 37, lon: 121.0001, lat: 31 }))).toEqual(['circle-leaves-data']);
    expect(codes(await check({ type: 37, lon: 120.5, lat: 31 }))).toContain('site-outside-data');
    await db.script('delete from data_extent');
    expect(codes(await check({ type: 37 }))).toEqual(['no-area-data']);
    await db.script('delete from area');
    await addCountyAsExtent(db, [121, 30, 122, 32]);
  });

  it('a conflict stays a conflict when something else is in doubt', async () => {
    await addInstitution(db, {});
    await addInstitution(db, { at: null });
    const answer = await check({ type: 37 });
    expect([answer.verdict, codes(answer)]).toEqual([
      'conflict',
      ['same-type-within', 'unplaced-institutions'],
    ]);
  });
});

describe('input', () => {
  it('refuses two selections, none, an unknown type and an unknown CRS', async () => {
    await expect(check({ type: 37, kind: 'pharmacy' })).rejects.toThrow(/only one of/);
    await expect(check({})).rejects.toThrow(/say what to count/);
    await expect(check({ type: 99 })).rejects.toThrow(/no such type/);
    await expect(check({ type: 37, crs: 'EPSG:9999' })).rejects.toThrow();
  });

  it('reads the same place in BD-09, GCJ-02 and WGS 84 as the same place', async () => {
    await addInstitution(db, {});
    for (const [crs, system] of [
      ['BD09', BD09],
      ['GCJ02', GCJ02],
    ] as const) {
      const [lon, lat] = transform([...SITE] as [number, number], WGS84, system);
      const answer = await check({ lon, lat, crs, type: 37 });
      expect(answer.features[0]?.properties.distance_m as number).toBeLessThan(0.5);
    }
  });
});
