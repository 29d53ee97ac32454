import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { saturation } from '../../../api/analyses/saturation/saturation.ts';
import { ask } from '../../support/ask.ts';
import { batchSteps } from '../../support/batch-steps.ts';
import {
  addDalian,
  addLine,
  addPublishedLot,
  countyOf,
  DALIAN,
  entriesOf,
} from '../../support/dalian-city.ts';
import { project } from '../../support/fixtures.ts';
import { classify, register, setBound } from '../../support/planning-fixtures.ts';
import { openPlanningService, type PlanningService } from '../../support/planning-service.ts';
import { insertInstitutions } from '../../support/registry-data.ts';

let service: PlanningService;
let steps: ReturnType<typeof batchSteps>;
const db = () => service.opened.database;

beforeAll(async () => {
  service = await openPlanningService();
  steps = batchSteps(service);
  await addDalian(db());
});
afterAll(() => service?.close());

type County = ReturnType<typeof countyOf>;
const at = ([lon, lat]: readonly [number, number]) => ({
  lon,
  lat,
  crs: 'CRS84',
  accuracyM: 0,
  verified: true,
});
const VERIFIED = { value: true, verified: true };

/** A hospital of the register, designated for personal accounts, that asks for inpatient beds; licensed by its county. */
async function hospital(
  county: County,
  {
    name,
    category,
    typeNo,
    beds,
    site = county.centre,
  }: {
    name: string;
    category: string;
    typeNo: number;
    beds: Record<string, number>;
    site?: readonly [number, number];
  },
) {
  const code = `H-${name}`;
  await register(db(), {
    code,
    name,
    category,
    typeNo,
    at: site,
    licensingLevel: 'county',
    licensingArea: county.id,
    designations: [{ service: 'personal_account', from: '2015-03-01' }],
  });
  return {
    applicant: { name, institution: code },
    purpose: 'new',
    kind: 'medical',
    service: 'inpatient',
    category,
    site: at(site),
    licence: {
      authorityLevel: 'county',
      areaCode: county.code,
      firstObtainedOn: '2010-01-01',
      obtainedOn: '2020-01-01',
    },
    beds,
    scores: [{ evaluation: 'current_entry', value: 90, evaluatedOn: '2026-01-15' }],
  };
}

/** A clinic designated for personal accounts that asks for outpatient pooling (level II reached). */
async function pooling(county: County, name: string, category: string, typeNo: number, site = county.centre) {
  const code = `O-${name}`;
  await register(db(), {
    code,
    name,
    category,
    typeNo,
    at: site,
    licensingLevel: 'county',
    licensingArea: county.id,
    designations: [{ service: 'personal_account', from: '2020-03-01' }],
  });
  return {
    applicant: { name, institution: code },
    purpose: 'add_service',
    kind: 'medical',
    service: 'outpatient_pooling',
    category,
    site: at(site),
    licence: { authorityLevel: 'county', areaCode: county.code, obtainedOn: '2019-05-01' },
    statements: { settlement_level_reached: VERIFIED, entry_conditions_met: VERIFIED },
    scores: [{ evaluation: 'personal_account_entry', value: 88, evaluatedOn: '2020-01-15' }],
  };
}

test('example 2: need 80 of 100 beds, the remainder of 20 is reset; types 22 and 1 differ, 801 m is beyond', async () => {
  const county = countyOf(0);
  const { poolKind, area } = { poolKind: 'inpatient_beds', area: county.id };
  await addLine(db(), area, { year: 2026, quantity: 5 });
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 100,
    releasedOn: '2026-01-10',
    validTo: '2027-03-31',
  });
  const near = await project(db(), county.centre, 300, 90);
  const far = await project(db(), county.centre, 801, 90);
  const inpatient = [{ service: 'inpatient', from: '2015-01-01' }];
  await register(db(), { category: '骨伤医院', typeNo: 1, at: near, designations: inpatient });
  await register(db(), { category: '骨科医院', typeNo: 22, at: far, designations: inpatient });
  const application = await hospital(county, {
    name: '骨科',
    category: '骨科医院',
    typeNo: 22,
    beds: { general: 40 },
  });
  const days = { cutOffOn: '2026-03-31', settledOn: '2026-04-15' };
  const { ids, decisions, record } = await steps.settleNew('inpatient', [application], days);
  expect(decisions).toEqual(['admitted by release']);
  const assessed = await service.call('get', `/applications/${ids[0]}`);
  expect(assessed.body).toMatchObject({ status: 'admitted', decidedOn: '2026-04-15' });
  expect(await entriesOf(db(), area, poolKind)).toEqual([
    { entry: 'release', quantity: 100 },
    { entry: 'consume', quantity: -80 },
    { entry: 'reset', quantity: -20 },
  ]);
  expect(record.decisions[0]?.draws).toContainEqual({
    resource: 'pool',
    poolKind,
    areaCode: county.code,
    quantity: 80,
    retireX: 2,
  });
});

describe('example 4: pharmacies against 203 in the district', () => {
  let last = 500_000;
  /** Fills a county with designated pharmacies: so many in its first street, the rest in the second. */
  async function fill(county: County, total: number, inFirstStreet: number) {
    last += 1_000;
    await insertInstitutions(
      db(),
      Array.from({ length: total }, (_, index) => {
        const street = county.streets[index < inFirstStreet ? 0 : 1];
        return {
          id: last + index,
          kind: 'pharmacy',
          at: [county.centre[0], index < inFirstStreet ? 38.52 : 38.65] as const,
          street: street.id,
          county: county.id,
          city: 6999,
          businessArea: county.id,
          designations: [{ service: 'personal_account', from: '2018-01-01' }],
        };
      }),
    );
  }
  const shop = (county: County, name: string, score: number) => ({
    applicant: { name },
    purpose: 'new',
    kind: 'pharmacy',
    service: 'personal_account',
    site: at(county.centre),
    businessLicenceAreaCode: county.code,
    statements: { entry_conditions_met: VERIFIED },
    scores: [{ evaluation: 'current_entry', value: score, evaluatedOn: '2026-02-01' }],
  });
  const poolKind = 'pharmacy_personal_account';
  const days = { cutOffOn: '2026-03-31', settledOn: '2026-04-15' };

  async function district(
    index: number,
    total: number,
    firstStreet: { actual: number; upper: number },
    plan: number,
  ) {
    const county = countyOf(index);
    await fill(county, total, firstStreet.actual);
    await setBound(db(), county.id, { upper: 203 });
    await setBound(db(), county.streets[0].id, { upper: firstStreet.upper });
    await addLine(db(), county.id, { year: 2026, quantity: plan, kind: 'pharmacy' });
    return county;
  }
  const release = (county: County, quantity: number, releasedOn = '2026-01-10') =>
    addPublishedLot(db(), { poolKind, area: county.id, quantity, releasedOn, validTo: '2027-03-31' });

  test('actual 210, street 12 of 12: release 2 selects nobody, 3 select one', async () => {
    const county = await district(1, 210, { actual: 12, upper: 12 }, 5);
    await release(county, 2);
    const short = await steps.settleNew('pharmacy_personal_account', [shop(county, '甲药房', 90)], days);
    expect(short.decisions[0]).toMatch(/^not_selected: .*DL-D3 NOT_SELECTED/);
    expect(await entriesOf(db(), county.id, poolKind)).toEqual([{ entry: 'release', quantity: 2 }]);
    await release(county, 1, '2026-02-01');
    const two = [shop(county, '乙药房', 90), shop(county, '丙药房', 80)];
    const enough = await steps.settleNew('pharmacy_personal_account', two, days);
    expect(enough.decisions[0]).toBe('admitted by release');
    expect(enough.decisions[1]).toMatch(/^not_selected: .*DL-D3 NOT_SELECTED/);
    const entries = await entriesOf(db(), county.id, poolKind);
    expect(entries.filter(({ entry }) => entry === 'consume')).toEqual([
      { entry: 'consume', quantity: -2 },
      { entry: 'consume', quantity: -1 },
    ]);
  });

  test('actual 209 is six above: saturated, release 2 suffices', async () => {
    const county = await district(2, 209, { actual: 12, upper: 12 }, 5);
    await release(county, 2);
    const { decisions } = await steps.settleNew(
      'pharmacy_personal_account',
      [shop(county, '丁药房', 90)],
      days,
    );
    expect(decisions).toEqual(['admitted by release']);
  });

  test('actual 210, street 8 of 10, one left in the plan: 91 is admitted before 88, the ledger stays', async () => {
    const county = await district(3, 210, { actual: 8, upper: 10 }, 1);
    await release(county, 3);
    const both = [shop(county, '八十八', 88), shop(county, '九十一', 91)];
    const { decisions, record, ids } = await steps.settleNew('pharmacy_personal_account', both, days);
    expect(decisions[1]).toBe('admitted by street_place');
    expect(decisions[0]).toMatch(/^not_selected: .*DL-A11 NOT_SELECTED/);
    expect(record.order.map(({ rank, application }) => [rank, application])).toEqual([
      [1, ids[1]],
      [2, ids[0]],
    ]);
    expect(await entriesOf(db(), county.id, poolKind)).toEqual([{ entry: 'release', quantity: 3 }]);
  });
});

test('example 5: caution in class 2, release 3: one admitted, 2 consumed, 1 reset; the next quarter 1 is too little', async () => {
  const county = countyOf(4);
  const [poolKind, area] = ['outpatient_pooling', county.id];
  await classify(db(), area, 'area_class', '2');
  await classify(db(), area, 'support', 'caution', { category: '口腔门诊部' });
  await addLine(db(), area, { year: 2026, quantity: 9 });
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 3,
    releasedOn: '2026-01-10',
    validTo: '2027-03-31',
  });
  const first = await pooling(county, '口腔一', '口腔门诊部', 33);
  const days = { cutOffOn: '2026-03-31', settledOn: '2026-04-10' };
  const { decisions } = await steps.settleNew('outpatient_pooling', [first], days);
  expect(decisions).toEqual(['admitted by release']);
  expect(await entriesOf(db(), area, poolKind)).toEqual([
    { entry: 'release', quantity: 3 },
    { entry: 'consume', quantity: -2 },
    { entry: 'reset', quantity: -1 },
  ]);
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 1,
    releasedOn: '2026-04-20',
    validTo: '2027-06-30',
  });
  const other = await pooling(
    county,
    '口腔二',
    '口腔门诊部',
    33,
    await project(db(), county.centre, 3000, 0),
  );
  const next = await steps.settleNew('outpatient_pooling', [other], {
    cutOffOn: '2026-06-30',
    settledOn: '2026-07-10',
  });
  expect(next.decisions[0]).toBe('not_selected: DL-B2 NOT_SELECTED');
});

test('example 6: class 3, may, nothing released: the first is free, the second of its category is not; a neighbour fails', async () => {
  const county = countyOf(5);
  await classify(db(), county.id, 'area_class', '3');
  for (const category of ['口腔门诊部', '普通诊所'])
    await classify(db(), county.id, 'support', 'may', { category });
  await addLine(db(), county.id, { year: 2026, quantity: 9 });
  const days = { cutOffOn: '2026-03-31', settledOn: '2026-04-10' };
  const far = (metres: number) => project(db(), county.centre, metres, 90);
  const blocked = { ...(await pooling(county, '被挡诊所', '普通诊所', 37, await far(5000))), purpose: 'new' };
  await register(db(), {
    category: '普通诊所',
    typeNo: 37,
    at: await far(5500),
    designations: [{ service: 'outpatient_pooling' }],
  });
  const refused = await steps.settleNew('outpatient_pooling', [blocked], days);
  expect(refused.decisions[0]).toMatch(/^refused: .*DL-A2 FAIL/);
  const first = await pooling(county, '口腔三', '口腔门诊部', 33);
  expect((await steps.settleNew('outpatient_pooling', [first], days)).decisions).toEqual([
    'admitted by free_addition',
  ]);
  const second = await pooling(county, '口腔四', '口腔门诊部', 33, await far(3000));
  const later = await steps.settleNew('outpatient_pooling', [second], days);
  expect(later.decisions[0]).toMatch(/^not_selected: .*DL-B2 NOT_SELECTED/);
  expect(await entriesOf(db(), county.id, 'outpatient_pooling')).toEqual([]);
});

describe('example 7: lots of 2026-03-31 and 2026-04-01, X = 2', () => {
  test.each([
    ['2027-03-31', 6, 'admitted by release'],
    ['2027-04-01', 7, 'not_selected: DL-B2 NOT_SELECTED'],
  ])('settled on %s', async (settledOn, index, wanted) => {
    const county = countyOf(index);
    const [poolKind, area] = ['outpatient_pooling', county.id];
    await classify(db(), area, 'area_class', '1');
    await classify(db(), area, 'support', 'caution', { category: '口腔门诊部' });
    await addLine(db(), area, { year: 2027, quantity: 9 });
    await addPublishedLot(db(), {
      poolKind,
      area,
      quantity: 1,
      releasedOn: '2026-03-31',
      validTo: '2027-03-31',
    });
    await addPublishedLot(db(), {
      poolKind,
      area,
      quantity: 1,
      releasedOn: '2026-04-01',
      validTo: '2027-06-30',
    });
    const application = await pooling(county, `口腔 ${settledOn}`, '口腔门诊部', 33);
    const days = { cutOffOn: '2027-03-20', settledOn };
    const { decisions } = await steps.settleNew('outpatient_pooling', [application], days);
    expect(decisions).toEqual([wanted]);
  });
});

test('example 8: 59 of 60 beds hold the hospital; a later rehabilitation hospital stays behind; one more bed admits it', async () => {
  const county = countyOf(8);
  const [poolKind, area] = ['inpatient_beds', county.id];
  await addLine(db(), area, { year: 2026, quantity: 9 });
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 59,
    releasedOn: '2026-01-10',
    validTo: '2027-03-31',
  });
  const general = await hospital(county, {
    name: '综合',
    category: '综合医院',
    typeNo: 1,
    beds: { general: 30 },
  });
  const days = { cutOffOn: '2026-03-31', settledOn: '2026-04-10' };
  const first = await steps.settleNew('inpatient', [general], days);
  expect(first.decisions[0]).toBe('waiting: DL-C1 HOLD, DL-C6 HOLD');
  const far = await project(db(), county.centre, 3000, 90);
  const rehabilitation = await hospital(county, {
    name: '康复',
    category: '康复医院',
    typeNo: 23,
    beds: { rehabilitation: 40 },
    site: far,
  });
  const later = await steps.settleNew('inpatient', [rehabilitation], {
    cutOffOn: '2026-04-30',
    settledOn: '2026-05-10',
  });
  expect(later.decisions[0]).toMatch(/^waiting: .*DL-C6 HOLD/);
  const queue = () =>
    service.call('get', `/bed-queues?plan=${encodeURIComponent(DALIAN)}&area=${county.code}`);
  const places = async () =>
    (await queue()).body.items.map(
      (one: { applicant: string; place: number; position: number; need: number }) => [
        one.applicant,
        one.place,
        one.position,
        one.need,
      ],
    );
  expect(await places()).toEqual([
    ['综合', 1, 1, 60],
    ['康复', 2, 2, 40],
  ]);
  const advance = (on: string, key: string) =>
    service.call(
      'post',
      '/bed-queues/advance',
      { plan: DALIAN, area: county.code, on },
      { idempotencyKey: key },
    );
  expect((await advance('2026-05-20', 'a1')).body.queue.admitted).toEqual([]);
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 1,
    releasedOn: '2026-06-01',
    validTo: '2027-06-30',
  });
  const served = await advance('2026-06-02', 'a2');
  expect(served.body.queue.admitted).toMatchObject([{ application: first.ids[0], need: 60, beds: 30 }]);
  expect((await advance('2026-06-02', 'a2')).body).toEqual(served.body);
  expect(await places()).toEqual([['康复', 2, 1, 40]]);
  expect((await service.call('get', `/applications/${first.ids[0]}`)).body.status).toBe('admitted');
  expect(await entriesOf(db(), area, poolKind)).toEqual([
    { entry: 'release', quantity: 59 },
    { entry: 'release', quantity: 1 },
    { entry: 'consume', quantity: -59 },
    { entry: 'consume', quantity: -1 },
  ]);
});

test('example 12: an exempt pharmacy designated on 2026-12-31 makes +6 to +7 on 2027-01-01', async () => {
  const county = countyOf(9);
  await insertInstitutions(
    db(),
    Array.from({ length: 26 }, (_, index) => ({
      id: 600_000 + index,
      kind: 'pharmacy',
      at: [county.centre[0], 38.65] as const,
      street: county.streets[1].id,
      county: county.id,
      city: 6999,
      businessArea: county.id,
      designations: [{ service: 'personal_account', from: '2018-01-01' }],
    })),
  );
  await setBound(db(), county.id, { upper: 20 });
  await setBound(db(), county.streets[0].id, { upper: 0 });
  const shop = (name: string, claims: object[] = []) => ({
    applicant: { name },
    purpose: 'new',
    kind: 'pharmacy',
    service: 'personal_account',
    site: at(county.centre),
    businessLicenceAreaCode: county.code,
    statements: { entry_conditions_met: VERIFIED },
    claims,
  });
  const claim = { ground: 'key_project', governmentLevel: 'municipal', document: '项目批文', verified: true };
  const exempt = await steps.enter(shop('豁免药房', [claim]));
  const admitted = await service.call('post', `/applications/${exempt}/admission`, {
    admittedOn: '2026-12-30',
  });
  expect(admitted.status, JSON.stringify(admitted.body)).toBe(201);
  expect(admitted.body).toMatchObject({ route: 'exempt', annualQuantity: 0, exemptionGround: 'key_project' });
  const designated = await service.call('post', `/applications/${exempt}/designation`, {
    effectiveOn: '2026-12-31',
    document: '协议',
  });
  expect(designated.status, JSON.stringify(designated.body)).toBe(201);
  expect(designated.body).toMatchObject({
    countsFrom: '2027-01-01',
    coachingUntil: null,
    institution: { isNew: true },
  });

  const classOn = async (asOf: string) => {
    const answer = await ask(db(), saturation, { asOf, geometry: 'none', attribution: 'business_licence' });
    const properties = answer.features.find((one) => one.id === county.code)?.properties as
      | Record<string, unknown>
      | undefined;
    return [properties?.pharmacies_actual, properties?.difference, properties?.class];
  };
  expect(await classOn('2026-12-31')).toEqual([26, 6, 'saturated']);
  expect(await classOn('2027-01-01')).toEqual([27, 7, 'over_saturated']);

  const other = await steps.enter(shop('普通药房'));
  const bandOn = async (asOf: string) => {
    const { body } = await service.call('post', `/applications/${other}/assessments`, { asOf });
    const finding = (id: string) => body.result.findings.find((one: { ruleId: string }) => one.ruleId === id);
    return [finding('DL-D1').measured, finding('DL-D3').derived?.poolX ?? finding('DL-D3').threshold];
  };
  expect(await bandOn('2026-12-31')).toEqual([6, 2]);
  expect(await bandOn('2027-01-01')).toEqual([7, 3]);
});
