import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Database } from '../../../api/db/database.ts';
import { gatherFacts } from '../../../api/planning/facts/gather-facts.ts';
import { inSnapshot } from '../../../api/planning/facts/in-snapshot.ts';
import { registerOfProcess } from '../../../api/planning/facts/register-reader.ts';
import { type ApplicationInput, applicationSchema } from '../../../api/policy/application.ts';
import type { Facts } from '../../../api/policy/facts.ts';
import {
  addAnnualPlan,
  addCity,
  addLot,
  CITY,
  classify,
  declareInterval,
  designate,
  listCategory,
  register,
  setBound,
  setParameter,
  setStatistic,
} from '../../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';
import { testPlan } from '../../support/test-plan.ts';

const AS_OF = '2026-06-30';
const plan = testPlan();
let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await addCity(db);
});
afterAll(() => opened.close());

function ask(
  given: Partial<ApplicationInput> = {},
  more: { asOf?: string; ledgerAsOf?: string; applicationId?: string } = {},
): Promise<Facts> {
  const application = applicationSchema.parse({
    applicant: { name: '申请人' },
    purpose: 'new',
    kind: 'pharmacy',
    service: 'personal_account',
    site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0, verified: true },
    ...given,
  });
  return inSnapshot(db, (tx) => gatherFacts(tx, { plan, application, asOf: AS_OF, ...more }));
}

describe('pharmacies', () => {
  it('are unknown, not zero, while none is registered', async () => {
    const facts = await ask({ businessLicenceAreaCode: CITY.west.code });
    expect([facts.street?.pharmacies, facts.businessArea?.pharmacies]).toEqual([null, null]);
  });

  it('count by location in street and county, by licence in the district of the business licence', async () => {
    const pharmacy = (more: Parameters<typeof register>[1]) =>
      register(db, { kind: 'pharmacy', businessArea: CITY.west.id, ...more });
    await pharmacy({ at: [121.1, 31.05] });
    await pharmacy({
      at: [121.11, 31.05],
      designations: [
        { service: 'personal_account' },
        { service: 'outpatient_pooling', countsFrom: '2027-01-01' },
      ],
    });
    await pharmacy({
      at: [121.1, 31.15],
      designations: [{ service: 'dual_channel', countsFrom: '2027-01-01' }],
    });
    await pharmacy({ at: [121.3, 31.05] });
    await pharmacy({ at: [121.12, 31.05], businessArea: CITY.east.id });
    await pharmacy({
      at: [121.13, 31.05],
      designations: [{ service: 'personal_account', to: '2026-06-29' }],
    });
    const facts = await ask({ businessLicenceAreaCode: CITY.west.code });
    const counts = (area: Facts['street']) =>
      Object.fromEntries(
        area!.pharmacies!.counts.map((one) => [one.pharmacyKind, [one.counted, one.notYetCounted]]),
      );
    expect(counts(facts.street)).toEqual({
      all: [3, 0],
      personal_account: [3, 0],
      outpatient_pooling: [0, 1],
      dual_channel: [0, 0],
    });
    expect(counts(facts.county)).toMatchObject({ all: [3, 1], dual_channel: [0, 1] });
    expect(facts.businessArea!.pharmacies!.attribution).toBe('business_licence');
    expect(counts(facts.businessArea)).toMatchObject({ all: [3, 1], personal_account: [3, 0] });
    const nextYear = await ask({ businessLicenceAreaCode: CITY.west.code }, { asOf: '2027-01-01' });
    expect(counts(nextYear.businessArea)).toMatchObject({ all: [4, 0], outpatient_pooling: [1, 0] });
  });

  it('without licence area, position or street may belong here and are told', async () => {
    const loose = async () => {
      const facts = await ask({ businessLicenceAreaCode: CITY.west.code });
      return [facts.street, facts.county, facts.businessArea].map((area) => area!.pharmacies!.unattributed);
    };
    expect(await loose()).toEqual([0, 0, 0]);
    const licensed = { kind: 'pharmacy', businessArea: CITY.west.id };
    await register(db, { kind: 'pharmacy', at: [121.3, 31.15] });
    expect(await loose()).toEqual([0, 0, 1]);
    await register(db, { ...licensed, at: null, statedCounty: CITY.west.name });
    expect(await loose()).toEqual([1, 1, 1]);
    await register(db, { ...licensed, at: null, statedCounty: CITY.east.name });
    expect(await loose()).toEqual([1, 1, 1]);
    await register(db, { ...licensed, at: null });
    expect(await loose()).toEqual([2, 2, 1]);
    const border = await register(db, { ...licensed, at: [121.1, 31.1] });
    await db.run({
      text: `update institution set location_status = 'border', street_id = null where institution_id = $1`,
      values: [border],
    });
    expect(await loose()).toEqual([3, 2, 1]);
    await register(db, { kind: 'pharmacy', at: [130, 40], businessArea: CITY.west.id });
    expect(await loose()).toEqual([3, 2, 1]);
  });
});

describe('beds', () => {
  it('of institutions designated for inpatients are summed by county, management area and city', async () => {
    const hospital = (more: Parameters<typeof register>[1]) =>
      register(db, { category: '综合医院', typeNo: 1, designations: [{ service: 'inpatient' }], ...more });
    await hospital({
      at: [121.1, 31.05],
      managementArea: CITY.westManaged.id,
      grades: [{ scale: 'hospital_grade', grade: 'secondary' }],
      beds: [
        { category: 'general', designated: 100, open: 120 },
        { category: 'psychiatric', designated: 20 },
        { category: 'ltc', designated: 500, open: 500 },
      ],
    });
    await hospital({ at: [121.3, 31.05], managementArea: CITY.cityManaged.id });
    await register(db, { at: [121.1, 31.05], beds: [{ category: 'general', designated: 7 }] });
    const inpatient = {
      kind: 'medical',
      service: 'inpatient',
      category: '综合医院',
      managementArea: 'M-WEST',
    } as const;
    const facts = await ask(inpatient);
    const west = [
      {
        bedCategory: 'general',
        category: '综合医院',
        hospitalGrade: 'secondary',
        designated: 100,
        open: 120,
        institutionsWithoutFigure: 0,
        institutionsWithoutOpen: 0,
      },
      {
        bedCategory: 'psychiatric',
        category: '综合医院',
        hospitalGrade: 'secondary',
        designated: 20,
        open: 0,
        institutionsWithoutFigure: 0,
        institutionsWithoutOpen: 1,
      },
    ];
    expect(facts.county?.beds).toEqual(west);
    expect(facts.managementArea?.beds).toEqual(west);
    expect(facts.city?.beds).toEqual([
      ...west,
      {
        bedCategory: 'unknown',
        category: '综合医院',
        hospitalGrade: null,
        designated: 0,
        open: 0,
        institutionsWithoutFigure: 1,
        institutionsWithoutOpen: 1,
      },
    ]);
    expect(facts.totals).toMatchObject({
      inpatientBeds: 120,
      openBedsByGrade: { secondary: 120, unknown: 0 },
    });
    // One that may stand in another city is one without figure, so that a cap is not decided by it.
    await hospital({ at: null, beds: [{ category: 'general', designated: 50 }] });
    const after = await ask(inpatient);
    expect(after.totals?.inpatientBeds).toBe(120);
    expect(
      after.city?.beds?.find((row) => row.bedCategory === 'general' && row.hospitalGrade === null),
    ).toMatchObject({
      designated: 0,
      institutionsWithoutFigure: 1,
    });
  });

  it('of a zone are those inside its polygon', async () => {
    await db.run({
      text: `insert into area (area_id, code, level, name, parent_id, geom, source, content_hash) overriding system value
             values (9960, 'URBAN', 'management', '主城区', $1, st_multi(st_makeenvelope(121.05, 31, 121.15, 31.1, 4326)), 'test', 'x')`,
      values: [CITY.id],
    });
    const inpatient = { kind: 'medical', service: 'inpatient', category: '综合医院' } as const;
    expect((await ask(inpatient)).zones).toEqual([]);
    await classify(db, 9960, 'main_urban', 'yes');
    await classify(db, CITY.west.id, 'area_class', '1');
    await classify(db, CITY.east.id, 'area_class', '2');
    await setStatistic(db, 9960, 'resident_pop', 100_000);
    const facts = await ask(inpatient);
    expect(facts.zones.map(({ area, position }) => `${area.code} ${position}`)).toEqual([
      `${CITY.west.code} inside`,
      'URBAN inside',
    ]);
    const urban = facts.zones[1]!.area;
    expect(urban.statistics.resident_pop?.value).toBe(100_000);
    expect(urban.beds?.reduce((sum, row) => sum + row.designated, 0)).toBe(120);
    expect(facts.traits.map(({ trait, value }) => `${trait} ${value}`)).toEqual([
      'area_class 1',
      'main_urban yes',
    ]);
    expect(facts.traitsKnown).toEqual(['area_class', 'main_urban']);
    const outside = await ask({
      ...inpatient,
      site: { lon: 121.16, lat: 31.05, crs: 'CRS84', accuracyM: 0 },
    });
    expect(outside.zones.map(({ area }) => area.code)).toEqual([CITY.west.code]);
    const border = await ask({ ...inpatient, site: { lon: 121.15, lat: 31.05, crs: 'CRS84', accuracyM: 0 } });
    expect(border.traits.find(({ trait }) => trait === 'main_urban')?.position).toBe('border');
  });

  it('use: the published rate, or bed-days of the last full year where every institution has them', async () => {
    const inpatient = { kind: 'medical', service: 'inpatient', category: '综合医院' } as const;
    const use = async (managementArea: string) =>
      (await ask({ ...inpatient, managementArea })).managementArea?.bedUse;
    expect(await use('M-CITY')).toBeNull();
    await setStatistic(db, CITY.cityManaged.id, 'bed_use_rate', 0.74996, '2025-12-31');
    expect(await use('M-CITY')).toMatchObject({ rate: 0.74996, basis: 'published', periodTo: '2025-12-31' });
    const id = await register(db, {
      at: [121.1, 31.15],
      managementArea: CITY.westManaged.id,
      designations: [{ service: 'inpatient' }],
      beds: [
        {
          category: 'general',
          open: 100,
          designated: 100,
          occupiedBedDays: 27_375,
          from: '2025-01-01',
          to: '2025-12-31',
        },
      ],
    });
    expect(await use('M-WEST')).toBeNull();
    await db.run({
      text: `update institution set management_area_id = null where management_area_id = $1 and institution_id <> $2`,
      values: [CITY.westManaged.id, id],
    });
    expect(await use('M-WEST')).toMatchObject({
      rate: 0.75,
      basis: 'computed',
      numerator: 27_375,
      denominator: 36_500,
      periodFrom: '2025-01-01',
      periodTo: '2025-12-31',
    });
  });
});

describe('figures and decisions of the authority', () => {
  it('are those of the date', async () => {
    await setStatistic(db, CITY.west.id, 'insured_pop', 10, '2024-12-31');
    await setStatistic(db, CITY.west.id, 'insured_pop', 20, '2026-06-30');
    await setStatistic(db, CITY.west.id, 'insured_pop', 30, '2026-07-01');
    await setBound(db, CITY.west.id, { upper: 203, lower: 100, to: '2026-06-30' });
    await setBound(db, CITY.west.id, { upper: 210, from: '2026-07-01', version: '2026b' });
    await setParameter(db, plan.id, 'baseline_pharmacies', 5, { to: '2026-06-30' });
    await setParameter(db, 'other/plan', 'baseline_pharmacies', 9);
    await declareInterval(db, 'fund_warning', '2026-06-30', '2026-06-30');
    await declareInterval(db, 'emergency', '2026-07-01');
    await listCategory(db, 'shortage_category', '儿童医院');
    await listCategory(db, 'shortage_category', '精神病医院');
    const facts = await ask();
    expect(facts.county?.statistics.insured_pop).toMatchObject({ value: 20, asOf: '2026-06-30' });
    expect(facts.county?.bounds).toMatchObject([
      { pharmacyKind: 'all', lower: 100, upper: 203, version: '2026' },
    ]);
    expect(facts.parameters.map(({ name, value }) => [name, value])).toEqual([['baseline_pharmacies', 5]]);
    expect([facts.fundWarnings.length, facts.emergencies.length]).toEqual([1, 0]);
    expect(facts.categoryLists).toMatchObject([
      { list: 'shortage_category', categories: ['儿童医院', '精神病医院'] },
    ]);
    const later = await ask({}, { asOf: '2026-07-01' });
    expect(later.county?.statistics.insured_pop?.value).toBe(30);
    expect(later.county?.bounds).toMatchObject([{ upper: 210 }]);
    expect([later.fundWarnings.length, later.emergencies.length, later.parameters.length]).toEqual([0, 1, 0]);
  });

  it('annual plans of the areas and years with what admissions have used; the own one aside', async () => {
    const id = await addAnnualPlan(db, plan.id, {
      year: 2026,
      area: CITY.west.id,
      quantity: 2,
      kind: 'pharmacy',
    });
    await addAnnualPlan(db, plan.id, { year: 2027, area: CITY.west.id, quantity: 2, kind: 'pharmacy' });
    await addAnnualPlan(db, plan.id, { year: 2026, area: CITY.east.id, quantity: 2, kind: 'pharmacy' });
    const applicationId = await admit(id, '2026-06-01');
    expect((await ask()).annualPlans).toMatchObject([
      { annualPlanId: id, quantity: 2, used: 1, areaCode: CITY.west.code },
    ]);
    expect((await ask({}, { applicationId })).annualPlans).toMatchObject([{ used: 0 }]);
    expect((await ask({}, { asOf: '2026-05-31' })).annualPlans).toMatchObject([{ used: 0 }]);
    expect((await ask({ designatedOn: '2027-01-01' })).annualPlans.length).toBe(1);
    expect((await ask({ designatedOn: '2027-01-01' }, { asOf: '2027-01-01' })).annualPlans.length).toBe(1);
  });

  it('release pools of the areas concerned, with lots of the day', async () => {
    const pool = { poolKind: 'pharmacy_personal_account', area: CITY.west.id };
    const lotId = await addLot(db, plan.id, {
      ...pool,
      quantity: 3,
      releasedOn: '2026-05-01',
      validTo: '2027-06-30',
    });
    await addLot(db, plan.id, { ...pool, quantity: 5, releasedOn: '2026-07-01', validTo: '2027-09-30' });
    const pools = async (more?: Parameters<typeof ask>[1]) =>
      (await ask({ businessLicenceAreaCode: CITY.west.code }, more)).pools
        .find((one) => one.poolKind === 'pharmacy_personal_account' && one.areaCode === CITY.west.code)
        ?.lots.map((lot) => [lot.lotId === lotId, lot.remaining]);
    expect(await pools()).toEqual([[true, 3]]);
    expect(await pools({ asOf: '2027-07-01' })).toEqual([[false, 5]]);
  });
});

describe('the counts of a city', () => {
  it('are made once as long as nothing has changed, and anew afterwards', async () => {
    const application = applicationSchema.parse({
      applicant: { name: 'x' },
      purpose: 'new',
      kind: 'pharmacy',
      service: 'personal_account',
      site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0 },
    });
    const reader = registerOfProcess();
    const counted = async () => {
      let statements = 0;
      const facts = await inSnapshot(db, (tx) => {
        const run = tx.run.bind(tx);
        tx.run = (statement) => {
          statements += 1;
          return run(statement);
        };
        return gatherFacts(tx, { plan, application, asOf: AS_OF }, reader);
      });
      return { statements, pharmacies: facts.totals!.pharmacies };
    };
    const first = await counted();
    const again = { ...first, statements: first.statements - 1 };
    expect(first.statements).toBeLessThanOrEqual(9);
    // A server counts commits of all its databases, other test files' too: soon two in a row see the same state.
    await vi.waitFor(async () => expect(await counted()).toEqual(again), { timeout: 30_000 });
    await vi.waitFor(async () => expect(await Promise.all([counted(), counted()])).toEqual([again, again]), {
      timeout: 30_000,
    });
    const id = await register(db, { kind: 'pharmacy', at: [121.3, 31.15], designations: [] });
    await designate(db, id, { service: 'personal_account' });
    expect(await counted()).toEqual({ ...first, pharmacies: first.pharmacies + 1 });
  });
});

/** An admission that used one unit of a line. */
async function admit(annualPlanId: number, on: string): Promise<string> {
  const [applicationId, assessmentId] = [randomUUID(), randomUUID()];
  await db.script(`
    insert into application (application_id, plan_id, contents, applicant_name, purpose, kind, service, created_by)
    values ('${applicationId}', '${plan.id}', '{}', 'x', 'new', 'pharmacy', 'personal_account', 'test');
    insert into plan_version (plan_hash, plan_id, version, contents) values ('h', '${plan.id}', '1', '{}');
    insert into assessment (assessment_id, application_id, plan_hash, plan_id, as_of, application, facts, result, overall, made_by)
    values ('${assessmentId}', '${applicationId}', 'h', '${plan.id}', '${on}', '{}', '{}', '{}', 'PASS', 'test');
    insert into admission (admission_id, application_id, plan_id, admitted_on, route, annual_plan_id, annual_quantity, assessment_id, admitted_by)
    values ('${randomUUID()}', '${applicationId}', '${plan.id}', '${on}', 'annual_plan', ${annualPlanId}, 1, '${assessmentId}', 'test')`);
  return applicationId;
}
