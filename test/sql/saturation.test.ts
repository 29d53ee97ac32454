import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saturation } from '../../api/analyses/saturation/saturation.ts';
import { ask } from '../support/ask.ts';
import {
  type FixtureInstitution,
  insertAreas,
  insertInstitutions,
  seededRandom,
} from '../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const AS_OF = '2026-05-01';
let opened: TestDatabase;
const db = () => opened.database;
const question = (given: Record<string, unknown> = {}) =>
  ask(db(), saturation, { asOf: AS_OF, geometry: 'none', ...given });
interface Properties {
  readonly [name: string]: unknown;
}
async function byCode(given: Record<string, unknown> = {}): Promise<Record<string, Properties>> {
  const answer = await question(given);
  return Object.fromEntries(answer.features.map((item) => [String(item.id), item.properties as Properties]));
}

beforeAll(async () => {
  opened = await openTestDatabase();
  await insertAreas(db(), [
    { id: 1, code: 'CITY', level: 'city', box: [121, 38, 123, 40] },
    { id: 2, code: 'WEST', level: 'county', name: '西区', parent: 1, box: [121, 38, 122, 40] },
    {
      id: 3,
      code: 'EAST',
      level: 'county',
      name: '东区',
      parent: 1,
      box: [122, 38, 123, 40],
      from: '2025-01-01',
    },
    { id: 4, code: 'W1', level: 'street', parent: 2, box: [121, 38, 121.5, 40] },
    { id: 5, code: 'W2', level: 'street', parent: 2, box: [121.5, 38, 122, 40] },
    { id: 6, code: 'E1', level: 'street', parent: 3, box: [122, 38, 123, 40] },
    { id: 7, code: 'FAR', level: 'county', name: '远县', parent: 1, box: [130, 38, 131, 40] },
    // An earlier version of EAST, to which old rows still refer.
    {
      id: 8,
      code: 'EAST',
      level: 'county',
      name: '旧东区',
      parent: 1,
      box: [122, 38, 123, 40],
      to: '2024-12-31',
    },
  ]);
});
afterAll(() => opened.close());

beforeEach(() =>
  db().script('delete from institution; delete from pharmacy_bound; delete from area_statistic'),
);

const W = { county: 2, street: 4, city: 1, at: [121.2, 39] as const };
const W2 = { county: 2, street: 5, city: 1, at: [121.7, 39] as const };
const E = { county: 3, street: 6, city: 1, at: [122.5, 39] as const };
let nextId = 1;
const pharmacy = (more: Partial<FixtureInstitution> = {}): FixtureInstitution => ({
  id: nextId++,
  kind: 'pharmacy',
  ...W,
  businessArea: 2,
  ...more,
});
const pharmacies = (count: number, more: Partial<FixtureInstitution> = {}) =>
  Array.from({ length: count }, () => pharmacy(more));
const insert = (...institutions: FixtureInstitution[]) => insertInstitutions(db(), institutions);

async function bound(
  areaId: number,
  lower: number | null,
  upper: number | null,
  kind = 'all',
  validity: [string?, string?] = [],
) {
  await db().run({
    text: `insert into pharmacy_bound (area_id, pharmacy_kind, lower_bound, upper_bound, version, document, valid_from, valid_to, content_hash)
           values ($1, $2, $3::float8, $4::float8, 'v' || coalesce($5::text, '0'), '界值文件', $5::date, $6::date, 'x')`,
    values: [areaId, kind, lower, upper, validity[0] ?? null, validity[1] ?? null],
  });
}
async function statistic(areaId: number, indicator: string, value: number, asOf: string) {
  await db().run({
    text: `insert into area_statistic (area_id, indicator, value, as_of, document, content_hash) values ($1, $2, $3, $4::date, '年鉴 ' || $4, 'x')`,
    values: [areaId, indicator, value, asOf],
  });
}

describe('class of a county', () => {
  it.each([
    [19, 'unsaturated', -1],
    [20, 'saturated', 0],
    [26, 'saturated', 6],
    [27, 'over_saturated', 7],
  ])('%d pharmacies against 20 are %s', async (count, wanted, difference) => {
    await bound(2, 10, 20);
    await insert(...pharmacies(count));
    const { WEST, EAST } = await byCode();
    expect(WEST).toMatchObject({
      class: wanted,
      difference,
      pharmacies_actual: count,
      lower_bound: 10,
      upper_bound: 20,
    });
    expect(WEST?.bound).toMatchObject({ document: '界值文件', version: 'v0' });
    expect(EAST).toMatchObject({
      class: 'unknown',
      difference: null,
      pharmacies_actual: 0,
      class_reason: { code: 'no-upper-bound' },
    });
  });

  it('counts an exempt pharmacy from 1 January of the next year, once however many services', async () => {
    await bound(2, null, 20);
    const services = (countsFrom?: string) =>
      ['personal_account', 'outpatient_pooling'].map((service) => ({
        service,
        ...(countsFrom ? { countsFrom } : {}),
      }));
    await insert(
      ...pharmacies(26, { designations: services() }),
      pharmacy({ designations: services('2027-01-01') }),
    );
    expect((await byCode({ asOf: '2026-12-31' })).WEST).toMatchObject({
      class: 'saturated',
      pharmacies_actual: 26,
      pharmacies_not_yet_counted: 1,
    });
    expect((await byCode({ asOf: '2027-01-01' })).WEST).toMatchObject({
      class: 'over_saturated',
      pharmacies_actual: 27,
      pharmacies_not_yet_counted: 0,
    });
  });

  it('leaves out terminated, expired and future agreements and institutions past their validity; keeps suspended ones', async () => {
    await bound(2, 1, 5);
    const of = (designation: object, more: object = {}) =>
      pharmacy({ designations: [{ service: 'personal_account', ...designation }], ...more });
    await insert(
      of({}),
      of({ status: 'suspended' }),
      of({ status: 'terminated' }),
      of({ status: 'withdrawn' }),
      of({ to: '2026-04-30' }),
      of({ from: '2026-05-02' }),
      of({}, { to: '2026-04-30' }),
      { ...pharmacy(), kind: 'medical' },
    );
    expect((await byCode()).WEST).toMatchObject({
      pharmacies_actual: 2,
      institutions_pharmacy: 2,
      institutions_medical: 1,
    });
  });

  it('compares number and bound of one pharmacy kind only', async () => {
    await bound(2, null, 1, 'outpatient_pooling');
    await insert(pharmacy(), pharmacy({ designations: [{ service: 'outpatient_pooling' }] }));
    expect((await byCode({ pharmacyKind: 'outpatient_pooling' })).WEST).toMatchObject({
      class: 'saturated',
      pharmacies_actual: 1,
    });
    expect((await byCode()).WEST).toMatchObject({
      class: 'unknown',
      pharmacies_actual: 2,
      class_reason: { code: 'bound-of-another-kind-only' },
    });
  });

  it('takes the bound valid on the date', async () => {
    await bound(2, null, 1, 'all', ['2025-01-01', '2025-12-31']);
    await bound(2, null, 9, 'all', ['2026-01-01']);
    await insert(...pharmacies(2));
    expect((await byCode({ asOf: '2025-12-31' })).WEST).toMatchObject({ class: 'saturated', upper_bound: 1 });
    expect((await byCode({ asOf: '2026-01-01' })).WEST).toMatchObject({
      class: 'unsaturated',
      upper_bound: 9,
    });
    expect((await byCode({ asOf: '2024-12-31' })).WEST).toMatchObject({ class: 'unknown' });
  });

  it('takes other thresholds when asked and refuses those that overlap', async () => {
    await bound(2, null, 20);
    await insert(...pharmacies(23));
    expect((await byCode({ overSaturatedFrom: 3 })).WEST).toMatchObject({ class: 'over_saturated' });
    await expect(question({ overSaturatedFrom: 3, saturatedFrom: 3 })).rejects.toThrow(
      /below overSaturatedFrom/,
    );
  });
});

describe('pharmacies without an area', () => {
  it('an unlocated one puts a county at the edge of a band for review, not one far from it', async () => {
    await bound(2, null, 20);
    await bound(3, null, 20);
    await insert(
      ...pharmacies(26),
      ...pharmacies(10, { ...E, businessArea: 3 }),
      pharmacy({ at: null, county: null, street: null, city: null }),
    );
    const { WEST, EAST } = await byCode();
    expect(WEST).toMatchObject({
      class: 'review',
      class_reason: { code: 'unattributed-pharmacies' },
      pharmacies_actual: 26,
      pharmacies_possible_more: 1,
    });
    expect(EAST).toMatchObject({ class: 'unsaturated', pharmacies_possible_more: 1 });
  });

  it('its stated county narrows where it may belong', async () => {
    await bound(2, null, 20);
    await insert(
      ...pharmacies(26),
      pharmacy({ at: null, county: null, street: null, city: null, statedCounty: '东区', businessArea: 3 }),
    );
    const { WEST, EAST } = await byCode();
    expect(WEST).toMatchObject({ class: 'saturated', pharmacies_possible_more: 0 });
    expect(EAST).toMatchObject({ pharmacies_possible_more: 1 });
    const streets = await byCode({ level: 'street' });
    expect([streets.W1, streets.W2, streets.E1].map((row) => row?.pharmacies_possible_more)).toEqual([
      0, 0, 1,
    ]);
  });

  it('one on a border may belong to the areas that touch it only; one outside to none', async () => {
    await insert(
      pharmacy({ at: [122, 39], status: 'border', county: null, street: null }),
      pharmacy({ at: [140, 39], status: 'outside', county: null, street: null, city: null }),
      // On the border of two streets of one county: the county is known.
      pharmacy({ at: [121.5, 39], status: 'border', street: null }),
    );
    const counties = await byCode();
    expect(
      [counties.WEST, counties.EAST, counties.FAR].map((row) => [
        row?.pharmacies_actual,
        row?.pharmacies_possible_more,
      ]),
    ).toEqual([
      [1, 1],
      [0, 1],
      [0, 0],
    ]);
    const streets = await byCode({ level: 'street' });
    expect([streets.W1, streets.W2, streets.E1].map((row) => row?.pharmacies_possible_more)).toEqual([
      1, 2, 1,
    ]);
    const { summary } = await question();
    expect(summary.pharmacies).toMatchObject({ designated: 3, unattributed: 1, outside_every_area: 1 });
  });

  it('counts in the present area what refers to an earlier version of the same code', async () => {
    await insert(pharmacy({ ...E, county: 8, businessArea: 8 }));
    expect((await byCode()).EAST).toMatchObject({ pharmacies_actual: 1, pharmacies_attribution_differs: 0 });
  });
});

describe('attribution by business licence', () => {
  it('moves a pharmacy to the licence area and never falls back to its location', async () => {
    await bound(2, null, 1);
    await bound(3, null, 1);
    await insert(
      pharmacy({ businessArea: 3 }),
      pharmacy({ businessArea: 6 }), // licensed in a street of EAST
      pharmacy({ businessArea: null }),
      pharmacy({ businessArea: 1 }), // licensed by the city: may be any of its counties
    );
    const located = await byCode();
    expect([located.WEST?.pharmacies_actual, located.EAST?.pharmacies_actual]).toEqual([4, 0]);
    expect(located.WEST?.pharmacies_attribution_differs).toBe(4);
    const licensed = await byCode({ attribution: 'business_licence' });
    expect([licensed.WEST?.pharmacies_actual, licensed.EAST?.pharmacies_actual]).toEqual([0, 2]);
    expect(licensed.WEST).toMatchObject({ class: 'review', pharmacies_possible_more: 2 });
    expect(licensed.EAST).toMatchObject({
      class: 'review',
      class_reason: { code: 'attribution-decides' },
      class_by_other_attribution: 'unsaturated',
      pharmacies_possible_more: 2,
    });
    const answer = await question({ attribution: 'business_licence' });
    expect(answer.warnings).toContainEqual(
      expect.objectContaining({ code: 'attribution-differs', count: 4 }),
    );
  });
});

describe('densities and beds', () => {
  it('gives each denominator its own field, with value, date and document', async () => {
    await statistic(2, 'resident_pop', 50_000, '2020-11-01');
    await statistic(2, 'resident_pop', 40_000, '2025-12-31');
    await statistic(2, 'resident_pop', 99_000, '2026-12-31'); // later than the date asked for
    await statistic(2, 'insured_pop', 20_000, '2025-12-31');
    await statistic(8, 'resident_pop', 10_000, '2023-12-31'); // of the earlier version of EAST
    await statistic(7, 'resident_pop', 0, '2023-12-31');
    await insert(
      { id: 9001, ...W },
      { id: 9002, ...W2 },
      pharmacy(),
      { id: 9003, ...W, kind: 'ltc_home' },
      { id: 9004, ...E },
    );
    await db().script(`
      insert into bed (institution_id, category, licensed, open, designated, occupied_bed_days, valid_from, valid_to) values
        (9001, 'general', 120, 100, 80, 29200, '2026-01-01', '2026-12-31'),
        (9001, 'psychiatric', 20, 20, null, null, '2026-01-01', '2026-12-31'),
        (9001, 'ltc', 50, 50, 50, 100, '2026-01-01', '2026-12-31'),
        (9002, 'general', 60, 60, 60, 5000, '2026-01-01', null),
        (9002, 'rehabilitation', 40, 40, 40, 7300, '2025-01-01', '2025-12-31');
      insert into institution_grade (institution_id, scale, grade, valid_from) values
        (9001, 'hospital_grade', 'tertiary', '2020-01-01'), (9001, 'settlement_level', 'III', '2020-01-01')`);
    const { WEST, EAST, FAR } = await byCode();
    expect(WEST).toMatchObject({
      institutions: 4,
      institutions_medical: 2,
      institutions_per_10000_residents: 1,
      pharmacies_per_10000_residents: 0.25,
      beds_licensed: 200,
      beds_open: 180,
      beds_designated: 140,
      beds_ltc_open: 50,
      beds_per_1000_residents: 4.5,
      beds_per_1000_insured: 9,
      designated_beds_per_1000_residents: 3.5,
      designated_beds_per_1000_insured: 7,
      bed_use_computed: 0.8,
      bed_use_basis: {
        occupied_bed_days: 29200,
        open_bed_days: 36500,
        open_beds: 100,
        from: '2026-01-01',
        to: '2026-12-31',
      },
      bed_use_published: null,
      denominators: {
        resident_pop: { value: 40_000, as_of: '2025-12-31', document: '年鉴 2025-12-31' },
        insured_pop: { value: 20_000 },
      },
      null_reasons: { bed_use_published: 'no-bed-use-rate' },
      bed_mix: { tertiary: { open_beds: 120, share: 1 }, grade_unknown: { open_beds: 60 } },
    });
    expect(EAST).toMatchObject({
      institutions_per_10000_residents: 1,
      beds_per_1000_insured: null,
      null_reasons: { beds_per_1000_insured: 'no-bed-data', beds_per_1000_residents: 'no-bed-data' },
    });
    expect(FAR).toMatchObject({
      institutions_per_10000_residents: null,
      null_reasons: { institutions_per_10000_residents: 'zero-denominator' },
    });
    const streets = await byCode({ level: 'street' });
    expect(streets.W1).toMatchObject({
      beds_open: 120,
      beds_per_1000_residents: null,
      null_reasons: { beds_per_1000_residents: 'no-resident-pop' },
    });
  });
});

describe('areas asked for', () => {
  it('keeps to an area or what lies in it, and says when the list is cut', async () => {
    expect(Object.keys(await byCode())).toEqual(['EAST', 'FAR', 'WEST']);
    expect(Object.keys(await byCode({ area: 'WEST' }))).toEqual(['WEST']);
    expect(Object.keys(await byCode({ level: 'street', area: 'WEST' }))).toEqual(['W1', 'W2']);
    expect(Object.keys(await byCode({ level: 'street', area: 'CITY' }))).toEqual(['E1', 'W1', 'W2']);
    await expect(question({ area: 'W1' })).rejects.toThrow(/is a street/);
    await expect(question({ area: 'X' })).rejects.toThrow(/no area has this code/);
    const cut = await question({ limit: 2 });
    expect(cut).toMatchObject({ truncated: true, numberReturned: 2, summary: { areas: 3 } });
    expect(cut.warnings).toContainEqual(expect.objectContaining({ code: 'truncated', count: 3 }));
  });

  it('gives polygons when asked', async () => {
    const full = await question({ geometry: 'full', area: 'WEST' });
    expect(full.features[0]?.geometry).toMatchObject({ type: 'MultiPolygon' });
    expect((await question({ area: 'WEST' })).features[0]?.geometry).toBeNull();
  });

  it('says that no institution is loaded instead of calling everything unsaturated', async () => {
    await bound(2, 5, 20);
    const answer = await question();
    expect(answer.warnings).toContainEqual(expect.objectContaining({ code: 'no-institutions' }));
    expect((await byCode()).WEST).toMatchObject({
      class: 'review',
      class_reason: { code: 'no-pharmacy-data' },
    });
  });
});

describe('against counting by hand', () => {
  it('every pharmacy stands in one county, or is unattributed, or outside', async () => {
    const random = seededRandom(11);
    const pick = <T>(values: readonly T[]): T => values[Math.floor(random() * values.length)]!;
    const institutions = Array.from({ length: 400 }, (_, index): FixtureInstitution => {
      const place = pick([
        { county: 2, street: 4, at: [121.2, 39] as const },
        { county: 3, street: 6, at: [122.2, 39] as const },
        { county: 8, street: null, at: [122.3, 39] as const },
        { county: null, street: null, at: [122, 39] as const, status: 'border' as const },
        { county: null, street: null, at: null },
        { county: null, street: null, at: [150, 39] as const, status: 'outside' as const },
      ]);
      return {
        id: 20_000 + index,
        kind: random() < 0.7 ? 'pharmacy' : 'medical',
        ...place,
        businessArea: pick([null, 1, 2, 3, 4, 6, 7, 8]),
        designations: ['personal_account', 'outpatient_pooling', 'dual_channel']
          .filter(() => random() < 0.6)
          .map((service) => ({
            service,
            status: pick(['active', 'active', 'suspended', 'terminated'] as const),
            ...(random() < 0.2 ? { countsFrom: '2027-01-01' } : {}),
          })),
      };
    });
    await insertInstitutions(db(), institutions);
    const county = (areaId: number | null | undefined) =>
      ({ 2: 'WEST', 4: 'WEST', 3: 'EAST', 6: 'EAST', 8: 'EAST', 7: 'FAR' })[areaId ?? -1];
    for (const pharmacyKind of ['all', 'outpatient_pooling', 'dual_channel']) {
      for (const attribution of ['location', 'business_licence'] as const) {
        const wanted: Record<string, number> = { WEST: 0, EAST: 0, FAR: 0 };
        let without = 0;
        for (const row of institutions.filter((one) => one.kind === 'pharmacy')) {
          const counts = row.designations?.some(
            (one) =>
              one.status !== 'terminated' &&
              one.countsFrom === undefined &&
              (pharmacyKind === 'all' || one.service === pharmacyKind),
          );
          if (!counts) continue;
          const code = county(attribution === 'location' ? row.county : row.businessArea);
          if (code) wanted[code] = (wanted[code] ?? 0) + 1;
          else without += 1;
        }
        const answer = await question({ pharmacyKind, attribution });
        const found = Object.fromEntries(
          answer.features.map((item) => [item.id, (item.properties as Properties).pharmacies_actual]),
        );
        expect(found).toEqual(wanted);
        const totals = answer.summary.pharmacies!;
        expect(totals.unattributed! + totals.outside_every_area!).toBe(without);
        expect(totals.counted).toBe(without + Object.values(wanted).reduce((sum, value) => sum + value, 0));
      }
    }
  });
});
