import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { conflictAudit } from '../../api/analyses/conflict-audit/conflict-audit.ts';
import { ask } from '../support/ask.ts';
import { project } from '../support/fixtures.ts';
import {
  type FixtureInstitution,
  insertAreas,
  insertInstitutions,
  seededRandom,
} from '../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const AS_OF = '2026-05-01';
const CENTRE: [number, number] = [121.6, 38.9];

let opened: TestDatabase;
const audit = (given: Record<string, unknown> = {}) =>
  ask(opened.database, conflictAudit, { asOf: AS_OF, ...given });
const pairsOf = (answer: Awaited<ReturnType<typeof audit>>) =>
  answer.features.map(
    (item) =>
      item.properties as { a_id: number; b_id: number; distance_m: number; verdict: string; band_m: number },
  );
const idsOf = (answer: Awaited<ReturnType<typeof audit>>) =>
  answer.features.map((item) => String(item.id)).sort();

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

async function replaceInstitutions(institutions: readonly FixtureInstitution[]): Promise<void> {
  await opened.database.script('delete from institution');
  await insertInstitutions(opened.database, institutions);
}

describe('the limit', () => {
  it('takes 800.000 m and leaves 800.001 m, in every direction', async () => {
    const institutions: FixtureInstitution[] = [];
    for (let degree = 0; degree < 360; degree += 15) {
      // Each pair has a place of its own, 0.1 degrees from the next.
      const origin: [number, number] = [110 + degree * 0.01, 30 + (degree % 7)];
      institutions.push({ id: degree * 10 + 1, typeNo: 37, at: origin });
      institutions.push({
        id: degree * 10 + 2,
        typeNo: 37,
        at: await project(opened.database, origin, 800, degree),
      });
      institutions.push({ id: degree * 10 + 3, typeNo: 38, at: origin });
      institutions.push({
        id: degree * 10 + 4,
        typeNo: 38,
        at: await project(opened.database, origin, 800.001, degree),
      });
    }
    await replaceInstitutions(institutions);
    const answer = await audit();
    expect(answer.summary?.byType).toEqual([{ type_no: 37, conflict: 24, uncertain: 0 }]);
    expect(pairsOf(answer).every((pair) => pair.distance_m === 800 && pair.verdict === 'conflict')).toBe(
      true,
    );
    expect(pairsOf(answer).every((pair) => pair.a_id < pair.b_id)).toBe(true);
  });

  it.each([
    [794, 'conflict'],
    [795, 'uncertain'],
    [800, 'uncertain'],
    [805, 'uncertain'],
    [806, null],
  ] as const)('with accuracies of 2 and 3 m, %d m is %s', async (distance, verdict) => {
    await replaceInstitutions([
      { id: 1, typeNo: 5, at: CENTRE, accuracyM: 2 },
      { id: 2, typeNo: 5, at: await project(opened.database, CENTRE, distance, 77), accuracyM: 3 },
    ]);
    const answer = await audit();
    expect(pairsOf(answer).map((pair) => pair.verdict)).toEqual(verdict === null ? [] : [verdict]);
    expect(answer.summary?.pairs.uncertain).toBe(verdict === 'uncertain' ? 1 : 0);
  });

  it('finds a pair across the antimeridian and cuts its line there', async () => {
    await replaceInstitutions([
      { id: 1, typeNo: 5, at: [179.999, 52] },
      { id: 2, typeNo: 5, at: [-179.999, 52] },
    ]);
    const answer = await audit();
    const [line] = answer.features;
    expect(pairsOf(answer)[0]?.distance_m).toBeCloseTo(137.3, 0);
    expect(line?.geometry).toMatchObject({ type: 'MultiLineString' });
    const { coordinates } = line!.geometry as unknown as { coordinates: number[][][] };
    const positions = coordinates.flat();
    expect(positions.map(([lon]) => lon)).toEqual([179.999, 180, -180, -179.999]);
  });

  it('reports institutions at one place as distance 0', async () => {
    await replaceInstitutions([1, 2, 3].map((id) => ({ id, typeNo: 5, at: CENTRE })));
    const answer = await audit();
    expect(idsOf(answer)).toEqual(['1-2', '1-3', '2-3']);
    expect(pairsOf(answer).every((pair) => pair.distance_m === 0)).toBe(true);
  });
});

describe('who counts', () => {
  it('takes agreements in force on the date, suspended ones too, and says who could not be compared', async () => {
    const at = CENTRE;
    const with_ = (id: number, designation: object, more: object = {}) => ({
      id,
      typeNo: 9,
      at,
      designations: [{ service: 'personal_account', ...designation }],
      ...more,
    });
    await replaceInstitutions([
      with_(1, {}),
      with_(2, { status: 'suspended' }),
      with_(3, { status: 'terminated' }),
      with_(4, { to: '2026-04-30' }),
      with_(5, { from: '2026-05-02' }),
      with_(6, { from: AS_OF, to: AS_OF }),
      with_(7, {}, { to: '2026-04-30' }),
      with_(8, {}, { at: null }),
      with_(9, {}, { typeNo: null }),
      with_(10, {}, { typeNo: 10 }),
      { id: 11, typeNo: 9, at, designations: [] },
    ]);
    const answer = await audit();
    expect(idsOf(answer)).toEqual(['1-2', '1-6', '2-6']);
    expect(answer.warnings).toContainEqual(
      expect.objectContaining({ code: 'unplaced-institutions', count: 1 }),
    );
    expect(answer.warnings).toContainEqual(
      expect.objectContaining({ code: 'untyped-institutions', count: 1 }),
    );
    expect(idsOf(await audit({ asOf: '2026-05-02' }))).toEqual(['1-2', '1-5', '2-5']);
  });

  it('compares pharmacies by kind, and only those of a service when asked', async () => {
    await replaceInstitutions([
      {
        id: 1,
        kind: 'pharmacy',
        at: CENTRE,
        designations: [{ service: 'outpatient_pooling' }, { service: 'personal_account' }],
      },
      { id: 2, kind: 'pharmacy', at: CENTRE, designations: [{ service: 'outpatient_pooling' }] },
      { id: 3, kind: 'pharmacy', at: CENTRE },
      { id: 4, typeNo: 37, at: CENTRE },
    ]);
    expect(idsOf(await audit({ kind: 'pharmacy' }))).toEqual(['1-2', '1-3', '2-3']);
    expect(idsOf(await audit({ kind: 'pharmacy', service: 'outpatient_pooling' }))).toEqual(['1-2']);
    expect(idsOf(await audit())).toEqual([]);
  });
});

describe('areas', () => {
  beforeAll(async () => {
    await insertAreas(opened.database, [
      { id: 1, code: 'CITY', level: 'city', box: [121, 38, 123, 40] },
      { id: 2, code: 'WEST', level: 'county', parent: 1, box: [121, 38, 122, 40] },
      { id: 3, code: 'EAST', level: 'county', parent: 1, box: [122, 38, 123, 40] },
      { id: 4, code: 'WEST-1', level: 'street', parent: 2, box: [121, 38, 122, 40] },
      { id: 5, code: 'EAST-1', level: 'street', parent: 3, box: [122, 38, 123, 40] },
      { id: 6, code: 'OLD', level: 'county', parent: 1, box: [121, 38, 122, 40], to: '2020-12-31' },
      { id: 7, code: 'BOTH', level: 'county', box: [10, 10, 11, 11] },
      { id: 8, code: 'BOTH', level: 'street', parent: 7, box: [10, 10, 11, 11] },
    ]);
    const west = { street: 4, county: 2, city: 1 };
    const east = { street: 5, county: 3, city: 1 };
    await replaceInstitutions([
      { id: 1, typeNo: 5, at: [121.998, 39], ...west },
      { id: 2, typeNo: 5, at: [121.999, 39], ...west },
      { id: 3, typeNo: 5, at: [122.001, 39], ...east },
      { id: 4, typeNo: 5, at: [122.5, 39], ...east },
      { id: 5, typeNo: 5, at: [122.501, 39], ...east },
      { id: 6, typeNo: 5, at: [122.0, 39.001], status: 'border', city: 1 },
    ]);
  });

  it('keeps pairs with one end inside, once', async () => {
    // 6 stands on the border, so that it touches both.
    expect(idsOf(await audit({ area: 'WEST' }))).toEqual(['1-2', '1-3', '1-6', '2-3', '2-6', '3-6']);
    const east = ['1-3', '1-6', '2-3', '2-6', '3-6', '4-5'];
    expect(idsOf(await audit({ area: 'EAST' }))).toEqual(east);
    const street = await audit({ area: 'EAST-1', level: 'street' });
    expect(idsOf(street)).toEqual(east);
    expect(street.warnings).toContainEqual(
      expect.objectContaining({ code: 'border-institutions', count: 1 }),
    );
    const everywhere = idsOf(await audit());
    expect(everywhere).toEqual(['1-2', '1-3', '1-6', '2-3', '2-6', '3-6', '4-5']);
    expect(idsOf(await audit({ area: 'CITY' }))).toEqual(everywhere);
  });

  it('counts a pair in each street that it touches', async () => {
    const { summary } = await audit();
    expect(summary?.pairs).toEqual({ conflict: 7, uncertain: 0, total: 7 });
    const byStreet = Object.fromEntries(summary?.byStreet.map((row) => [row.code, row.conflict]) ?? []);
    expect(byStreet).toEqual({ 'WEST-1': 5, 'EAST-1': 4, null: 3 });
  });

  it.each([
    [{ area: 'NOWHERE' }, /no area has this code/],
    [{ area: 'OLD' }, /not valid on 2026-05-01/],
    [{ area: 'BOTH' }, /several levels/],
    [{ area: 'WEST', level: 'street' }, /on the level county/],
    [{ category: '不存在的类别' }, /not in the type scheme/],
    [{ after: 'x' }, /not a cursor/],
  ])('refuses %o', async (given, message) => {
    await expect(audit(given)).rejects.toThrow(message);
  });

  it('takes an ambiguous code with its level', async () => {
    await expect(audit({ area: 'BOTH', level: 'street' })).resolves.toMatchObject({ numberReturned: 0 });
  });
});

describe('against every pair measured one by one', () => {
  const random = seededRandom(7);
  const accuracies = [0, 0, 5, 40, 100, 101, 1500, 4000];
  const institutions: FixtureInstitution[] = Array.from({ length: 220 }, (_, index) => {
    const clustered = random() < 0.5;
    const spread = clustered ? 0.004 : 0.05;
    const at =
      random() < 0.03 ? null : ([122 + (random() - 0.4) * spread, 39 + (random() - 0.5) * spread] as const);
    const [street, county] = at === null ? [null, null] : at[0] < 122 ? [4, 2] : [5, 3];
    return {
      id: index + 1,
      kind: random() < 0.8 ? 'medical' : 'pharmacy',
      typeNo: 1 + Math.floor(random() * 4),
      at,
      street,
      county,
      city: at && 1,
      accuracyM: accuracies[Math.floor(random() * random() * accuracies.length)] ?? 0,
      designations: [
        {
          service: 'personal_account',
          status: random() < 0.1 ? 'terminated' : random() < 0.1 ? 'suspended' : 'active',
        },
      ],
    };
  });

  interface Measured {
    a: number;
    b: number;
    d: number;
  }
  let measured: Measured[];
  beforeAll(async () => {
    await replaceInstitutions(institutions);
    measured = await opened.database.run<Measured>({
      text: `select a.institution_id as a, b.institution_id as b, st_distance(a.geog, b.geog) as d
             from institution a, institution b where a.institution_id < b.institution_id and a.geom is not null and b.geom is not null`,
    });
  });

  /** The audit as a reader of the rules would do it by hand, from the raw distances. */
  function expected(radiusM: number, by: 'typeNo' | 'kind', county?: number) {
    const known = new Map(institutions.map((row) => [row.id, row]));
    const pairs = new Map<string, string>();
    for (const { a, b, d } of measured) {
      const [x, y] = [known.get(a)!, known.get(b)!];
      if ([x, y].some((row) => row.designations?.[0]?.status === 'terminated')) continue;
      if (by === 'typeNo' ? x.typeNo !== y.typeNo : !(x.kind === 'pharmacy' && y.kind === 'pharmacy'))
        continue;
      if (county !== undefined && x.county !== county && y.county !== county) continue;
      const distance = Math.round(d * 1000) / 1000;
      const band = (x.accuracyM ?? 0) + (y.accuracyM ?? 0);
      if (band > 0 && Math.abs(distance - radiusM) <= band) pairs.set(`${a}-${b}`, 'uncertain');
      else if (distance <= radiusM) pairs.set(`${a}-${b}`, 'conflict');
    }
    return pairs;
  }

  const cases = [300, 800, 2500].flatMap((radiusM) =>
    (['typeNo', 'kind'] as const).flatMap((by) =>
      [undefined, 2, 3].map((county) => [radiusM, by, county] as const),
    ),
  );
  describe.each([
    ['areas stored with the institutions', 'select 1'],
    // 6 is not valid on the date: the polygons of the date decide, and give the same.
    [
      'areas of another date stored',
      'update institution set county_id = 6, street_id = null where geom is not null',
    ],
  ])('%s', (_, prepare) => {
    beforeAll(() => opened.database.script(prepare));
    it.each(cases)('radius %d m, by %s, county %s', async (radiusM, by, county) => {
      const area = county === undefined ? {} : { area: county === 2 ? 'WEST' : 'EAST' };
      const kind = by === 'kind' ? { kind: 'pharmacy' } : {};
      const wanted = expected(radiusM, by, county);
      const found = new Map<string, string>();
      let after: string | null = null;
      let pages = 0;
      do {
        const page: Awaited<ReturnType<typeof audit>> = await audit({
          radiusM,
          ...area,
          ...kind,
          limit: 97,
          ...(after === null ? {} : { after, counts: 'false' }),
        });
        if (pages === 0) {
          const tally = (verdict: string) => [...wanted.values()].filter((value) => value === verdict).length;
          expect(page.summary?.pairs).toEqual({
            conflict: tally('conflict'),
            uncertain: tally('uncertain'),
            total: wanted.size,
          });
          expect(page.truncated).toBe(wanted.size > 97);
          expect(page.warnings.some((warning) => warning.code === 'truncated')).toBe(wanted.size > 97);
        }
        for (const item of page.features) {
          expect(found.has(String(item.id))).toBe(false);
          found.set(String(item.id), (item.properties as { verdict: string }).verdict);
        }
        after = page.nextAfter;
        pages += 1;
      } while (after !== null);
      expect(wanted.size).toBeGreaterThan(5);
      expect(found).toEqual(wanted);
    });
    it('counts the same pairs in each street', async () => {
      const { summary } = await audit();
      const touching = (county: number) => expected(800, 'typeNo', county).size;
      expect(
        Object.fromEntries(summary!.byStreet.map((row) => [row.code, row.conflict + row.uncertain])),
      ).toEqual({
        'WEST-1': touching(2),
        'EAST-1': touching(3),
      });
    });
  });
});
