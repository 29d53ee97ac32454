import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { saturation } from '../../api/analyses/saturation/saturation.ts';
import { ask } from '../support/ask.ts';
import { type FixtureInstitution, insertAreas, insertInstitutions } from '../support/registry-data.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
const db = () => opened.database;
const question = (given: Record<string, unknown>) => ask(db(), saturation, { geometry: 'none', ...given });
async function byCode(given: Record<string, unknown>): Promise<Record<string, Record<string, unknown>>> {
  const answer = await question(given);
  return Object.fromEntries(
    answer.features.map((item) => [String(item.id), item.properties as Record<string, unknown>]),
  );
}
const codesOf = (answer: { warnings: readonly { code: string; count?: number | undefined }[] }) =>
  Object.fromEntries(answer.warnings.map(({ code, count }) => [code, count]));

beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());
beforeEach(() =>
  db().script(
    'delete from institution; delete from pharmacy_bound; delete from area_statistic; delete from area',
  ),
);

let nextId = 1;
const institution = (more: Partial<FixtureInstitution>): FixtureInstitution => ({
  id: nextId++,
  kind: 'pharmacy',
  at: [121.2, 31],
  county: 2,
  city: 1,
  ...more,
});
const several = (count: number, more: Partial<FixtureInstitution>) =>
  Array.from({ length: count }, () => institution(more));
async function upperBound(areaId: number, upper: number, lower: number | null = null) {
  await db().run({
    text: `insert into pharmacy_bound (area_id, pharmacy_kind, lower_bound, upper_bound, version, document, content_hash)
           values ($1, 'all', $3::float8, $2, 'v', '界值文件', 'x')`,
    values: [areaId, upper, lower],
  });
}
const twoCounties = () =>
  insertAreas(db(), [
    { id: 1, code: 'CITY', level: 'city', box: [121, 30, 122, 32] },
    { id: 2, code: 'A', level: 'county', name: '甲区', parent: 1, box: [121, 30, 121.5, 32] },
    { id: 3, code: 'B', level: 'county', name: '乙区', parent: 1, box: [121.5, 30, 122, 32] },
  ]);

describe('areas of the date asked for', () => {
  it('counts in the county whose polygon of that date holds the place, although both keep their code', async () => {
    await insertAreas(db(), [
      { id: 1, code: 'CITY', level: 'city', box: [121, 30, 122, 32] },
      { id: 12, code: 'A', level: 'county', parent: 1, box: [121, 30, 121.4, 32], to: '2025-12-31' },
      { id: 13, code: 'B', level: 'county', parent: 1, box: [121.4, 30, 122, 32], to: '2025-12-31' },
      { id: 2, code: 'A', level: 'county', parent: 1, box: [121, 30, 121.8, 32], from: '2026-01-01' },
      { id: 3, code: 'B', level: 'county', parent: 1, box: [121.8, 30, 122, 32], from: '2026-01-01' },
    ]);
    await upperBound(2, 1);
    await upperBound(3, 1);
    const moved = { at: [121.6, 31] as const };
    await insertInstitutions(db(), [...several(2, moved), institution({ ...moved, kind: 'medical' })]);
    const before = await byCode({ asOf: '2025-06-30' });
    expect(before.A).toMatchObject({ pharmacies_actual: 0, class: 'unsaturated', institutions_medical: 0 });
    expect(before.B).toMatchObject({ pharmacies_actual: 2, class: 'saturated', institutions_medical: 1 });
    const after = await byCode({ asOf: '2026-06-30' });
    expect(after.A).toMatchObject({ pharmacies_actual: 2, class: 'saturated', institutions_medical: 1 });
    expect(after.B).toMatchObject({ pharmacies_actual: 0, class: 'unsaturated' });
  });

  it('counts in streets that were divided before, and in those that begin later', async () => {
    await insertAreas(db(), [
      { id: 2, code: 'C', level: 'county', box: [121, 30, 122, 32] },
      { id: 4, code: 'S1', level: 'street', parent: 2, box: [121, 30, 122, 32], to: '2025-12-31' },
      {
        id: 5,
        code: 'S2',
        level: 'street',
        parent: 2,
        box: [121, 30, 121.5, 32],
        from: '2026-01-01',
        to: '2026-12-31',
      },
      { id: 6, code: 'S3', level: 'street', parent: 2, box: [121.5, 30, 122, 32], from: '2026-01-01' },
      { id: 7, code: 'S4', level: 'street', parent: 2, box: [121, 30, 121.5, 32], from: '2027-01-01' },
    ]);
    await insertInstitutions(db(), [
      institution({ kind: 'medical', city: null, street: 5 }),
      institution({ city: null, street: 5 }),
      institution({ city: null, street: 6, at: [121.7, 31] }),
    ]);
    await db().script(`insert into bed (institution_id, category, open)
      select institution_id, 'general', 40 from institution where kind = 'medical'`);
    const at = async (asOf: string) =>
      Object.values(await byCode({ level: 'street', asOf })).map((row) => [
        row.code,
        row.pharmacies_actual,
        row.institutions_medical,
        row.beds_open,
        row.pharmacies_possible_more,
      ]);
    expect(await at('2025-06-30')).toEqual([['S1', 2, 1, 40, 0]]);
    expect(await at('2026-06-30')).toEqual([
      ['S2', 1, 1, 40, 0],
      ['S3', 1, 0, null, 0],
    ]);
    expect(await at('2027-06-30')).toEqual([
      ['S3', 1, 0, null, 0],
      ['S4', 1, 1, 40, 0],
    ]);
  });

  it('finds the streets of a county whose predecessor they still name as parent', async () => {
    await insertAreas(db(), [
      { id: 1, code: 'CITY', level: 'city', box: [121, 30, 122, 32] },
      {
        id: 3,
        code: 'B',
        level: 'county',
        name: '乙区',
        parent: 1,
        box: [121.5, 30, 122, 32],
        to: '2026-12-31',
      },
      {
        id: 4,
        code: 'C',
        level: 'county',
        name: '丙区',
        parent: 1,
        box: [121.5, 30, 122, 32],
        from: '2027-01-01',
      },
      { id: 6, code: 'SB', level: 'street', parent: 3, box: [121.5, 30, 122, 32] },
    ]);
    await insertInstitutions(db(), [institution({ county: 3, street: 6, at: [121.7, 31] })]);
    const streets = { level: 'street', asOf: '2027-03-01' };
    expect((await byCode({ ...streets, area: 'C' })).SB).toMatchObject({
      parent_code: 'C',
      parent_name: '丙区',
      pharmacies_actual: 1,
    });
    expect(Object.keys(await byCode({ ...streets, area: 'CITY' }))).toEqual(['SB']);
    expect((await byCode({ asOf: '2027-03-01' })).C).toMatchObject({ pharmacies_actual: 1 });
    expect((await byCode({ level: 'street', asOf: '2026-03-01', area: 'B' })).SB).toMatchObject({
      parent_code: 'B',
    });
  });
});

describe('what no area holds', () => {
  it('reports institutions and beds on a border, outside, or without position', async () => {
    await twoCounties();
    const medical = (id: number, more: Partial<FixtureInstitution>) =>
      institution({ id, kind: 'medical', designations: [{ service: 'inpatient' }], ...more });
    await insertInstitutions(db(), [
      medical(7001, { at: [121.5, 31], status: 'border', county: null }),
      medical(7002, { at: [121.5, 31.1], status: 'border', county: null }),
      medical(7003, { at: null, county: null, city: null, statedCounty: '甲区' }),
      medical(7004, { at: [130, 31], status: 'outside', county: null, city: null }),
      medical(7005, {}),
      institution({ at: [121.5, 31], status: 'border', county: null }),
    ]);
    await db().script(`insert into bed (institution_id, category, open)
      values (7001, 'general', 1000), (7002, 'ltc', 30), (7003, 'general', 500), (7005, 'general', 10)`);
    const answer = await question({ asOf: '2026-06-30' });
    expect(answer.summary.inNoArea).toEqual({
      institutions: 5,
      medical: 4,
      on_border: 3,
      without_position: 1,
      outside: 1,
      beds_open: 1500,
      beds_ltc_open: 30,
      inpatient_without_bed_data: 2,
    });
    expect(codesOf(answer)).toMatchObject({
      'institutions-in-no-area': 5,
      'beds-in-no-area': 1530,
      'inpatient-without-bed-data': 2,
    });
  });
});

describe('two attributions of a pharmacy', () => {
  it('leaves the class to a person where they disagree, and gives both numbers', async () => {
    await twoCounties();
    await upperBound(2, 10, 1);
    await upperBound(3, 10, 1);
    await insertInstitutions(db(), [
      ...several(9, { businessArea: 2 }),
      ...several(1, { at: [121.7, 31], county: 3, businessArea: 2 }),
    ]);
    for (const attribution of ['location', 'business_licence']) {
      const answer = await question({ asOf: '2026-06-30', attribution });
      const rows = Object.fromEntries(answer.features.map((item) => [item.id, item.properties]));
      expect(rows.A).toMatchObject({
        class: 'review',
        class_reason: { code: 'attribution-decides' },
        actual_by_location: 9,
        actual_by_business_licence: 10,
      });
      expect(rows.B).toMatchObject({
        class: 'unsaturated',
        actual_by_location: 1,
        actual_by_business_licence: 0,
        below_lower_bound: 'review',
      });
      expect(codesOf(answer)['attribution-decides']).toBe(1);
    }
  });

  it('leaves it to a person where missing licence areas could change the class, within the city only', async () => {
    await insertAreas(db(), [
      { id: 21, code: 'CITY2', level: 'city', box: [125, 30, 126, 32] },
      { id: 22, code: 'FAR', level: 'county', parent: 21, box: [125, 30, 126, 32] },
    ]);
    await twoCounties();
    await Promise.all([upperBound(2, 10), upperBound(3, 10), upperBound(22, 10)]);
    const far = { at: [125.5, 31] as const, county: 22, city: 21, businessArea: 22 };
    await insertInstitutions(db(), [
      ...several(9, { businessArea: 2 }),
      institution({ businessArea: null, at: [121.7, 31], county: 3 }),
      ...several(9, far),
    ]);
    const rows = await byCode({ asOf: '2026-06-30' });
    expect(rows.A).toMatchObject({ class: 'review', actual_by_location: 9, actual_by_business_licence: 9 });
    expect(rows.B).toMatchObject({
      class: 'unsaturated',
      actual_by_location: 1,
      actual_by_business_licence: 0,
    });
    expect(rows.FAR).toMatchObject({ class: 'unsaturated', actual_by_location: 9 });
  });

  it('goes by location, and says so, in a city without any licence area', async () => {
    await twoCounties();
    await upperBound(2, 10);
    await insertInstitutions(db(), several(10, {}));
    const answer = await question({ asOf: '2026-06-30' });
    const [row] = answer.features.map((item) => item.properties);
    expect(row).toMatchObject({
      class: 'saturated',
      actual_by_location: 10,
      actual_by_business_licence: null,
    });
    expect(codesOf(answer)['no-business-licence-areas']).toBe(2);
    const licensed = await byCode({ asOf: '2026-06-30', attribution: 'business_licence' });
    expect(licensed.A).toMatchObject({
      class: 'review',
      actual_by_location: 10,
      actual_by_business_licence: 0,
    });
  });

  it('compares counties only: business licences are not issued by streets', async () => {
    await twoCounties();
    await insertAreas(db(), [{ id: 5, code: 'S', level: 'street', parent: 2, box: [121, 30, 121.5, 32] }]);
    await upperBound(5, 10);
    await insertInstitutions(db(), several(10, { street: 5, businessArea: 2 }));
    expect((await byCode({ level: 'street', asOf: '2026-06-30' })).S).toMatchObject({
      class: 'saturated',
      actual_by_location: 10,
      actual_by_business_licence: null,
    });
  });
});

describe('beds that cannot be relied on', () => {
  it('counts hospitals without a bed record for the date and gives no impossible bed use', async () => {
    await twoCounties();
    const hospital = (id: number, more: Partial<FixtureInstitution> = {}) =>
      institution({ id, kind: 'medical', designations: [{ service: 'inpatient' }], ...more });
    const east = { at: [121.7, 31] as const, county: 3 };
    await insertInstitutions(db(), [
      hospital(8001, { designations: [{ service: 'personal_account' }] }), // beds of 2025 only
      hospital(8002), // inpatient, no beds at all
      hospital(8003),
      hospital(8004, { designations: [{ service: 'personal_account' }] }), // a clinic
      hospital(8005, east),
    ]);
    await db().script(`insert into bed (institution_id, category, open, occupied_bed_days, valid_from, valid_to) values
        (8001, 'general', 100, 20000, '2025-01-01', '2025-12-31'),
        (8003, 'general', 10, 99999, '2026-01-01', '2026-12-31'),
        (8005, 'general', 10, 3650, '2026-01-01', '2026-12-31');
      insert into area_statistic (area_id, indicator, value, as_of, document, content_hash)
        values (2, 'bed_use_rate', 85, '2024-12-31', 'x', 'x'), (3, 'bed_use_rate', 0.85, '2024-12-31', 'x', 'x')`);
    const answer = await question({ asOf: '2026-06-30' });
    const rows = Object.fromEntries(answer.features.map((item) => [item.id, item.properties]));
    expect(rows.A).toMatchObject({
      beds_open: 10,
      inpatient_without_bed_data: 2,
      bed_use_computed: null,
      bed_use_published: null,
      null_reasons: { bed_use_computed: 'implausible-bed-use', bed_use_published: 'implausible-bed-use' },
    });
    expect(rows.B).toMatchObject({
      inpatient_without_bed_data: 0,
      bed_use_computed: 1,
      bed_use_published: 0.85,
    });
    expect(codesOf(answer)).toMatchObject({ 'inpatient-without-bed-data': 2, 'implausible-bed-use': 1 });
    expect((await byCode({ asOf: '2025-12-31' })).A).toMatchObject({
      beds_open: 100,
      bed_use_computed: 20000 / 36500,
    });
  });
});
