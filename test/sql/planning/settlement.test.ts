import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BatchSteps, batchSteps, explained } from '../../support/batch-steps.ts';
import {
  addDalian,
  addLine,
  addPublishedLot,
  type County,
  countyOf,
  entriesOf,
} from '../../support/dalian-city.ts';
import { project } from '../../support/fixtures.ts';
import { classify, declareInterval, register, setBound } from '../../support/planning-fixtures.ts';
import { openPlanningService, type PlanningService } from '../../support/planning-service.ts';
import { insertInstitutions } from '../../support/registry-data.ts';

let service: PlanningService;
let steps: BatchSteps;
const db = () => service.opened.database;
const VERIFIED = { value: true, verified: true };
const DAYS = { cutOffOn: '2026-03-31', settledOn: '2026-04-10' };

beforeAll(async () => {
  service = await openPlanningService();
  steps = batchSteps(service);
  await addDalian(db());
});
afterAll(() => service?.close());

const at = ([lon, lat]: readonly [number, number]) => ({
  lon,
  lat,
  crs: 'CRS84',
  accuracyM: 0,
  verified: true,
});
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
async function clinic(
  county: County,
  name: string,
  category: string,
  typeNo: number,
  metresEast = 0,
  accountFrom = '2020-03-01',
) {
  const site = metresEast === 0 ? county.centre : await project(db(), county.centre, metresEast, 90);
  await register(db(), {
    code: name,
    name,
    category,
    typeNo,
    at: site,
    licensingLevel: 'county',
    licensingArea: county.id,
    designations: [{ service: 'personal_account', from: accountFrom }],
  });
  return {
    applicant: { name, institution: name },
    purpose: 'add_service',
    kind: 'medical',
    service: 'outpatient_pooling',
    category,
    site: at(site),
    licence: { authorityLevel: 'county', areaCode: county.code, obtainedOn: '2019-05-01' },
    statements: { settlement_level_reached: VERIFIED },
    scores: [{ evaluation: 'personal_account_entry', value: 88, evaluatedOn: '2020-01-15' }],
  };
}

test('a place of a street is held by whoever was admitted, before any agreement begins', async () => {
  const county = countyOf(0);
  await insertInstitutions(
    db(),
    Array.from({ length: 10 }, (_, index) => ({
      id: 800_000 + index,
      kind: 'pharmacy',
      at: [county.centre[0], 38.52] as const,
      street: county.streets[0].id,
      county: county.id,
      city: 6999,
      businessArea: county.id,
      designations: [{ service: 'personal_account', from: '2018-01-01' }],
    })),
  );
  await setBound(db(), county.id, { upper: 5 });
  await setBound(db(), county.streets[0].id, { upper: 11 });
  await addLine(db(), county.id, { year: 2026, quantity: 9, kind: 'pharmacy' });
  const first = await steps.settleNew('pharmacy_personal_account', [shop(county, '占位', 90)], DAYS);
  expect(first.decisions).toEqual(['admitted by street_place']);
  const second = await steps.settleNew('pharmacy_personal_account', [shop(county, '后到', 95)], DAYS);
  expect(second.decisions[0]).toMatch(/^not_selected: .*DL-D3 NOT_SELECTED/);
});

test('one settlement is one use: two admissions, then one reset (T17)', async () => {
  const county = countyOf(1);
  const [poolKind, area] = ['outpatient_pooling', county.id];
  await classify(db(), area, 'area_class', '2');
  await classify(db(), area, 'support', 'caution', { category: '口腔门诊部' });
  await addLine(db(), area, { year: 2026, quantity: 9 });
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 2,
    releasedOn: '2026-01-10',
    validTo: '2027-03-31',
  });
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 3,
    releasedOn: '2026-02-10',
    validTo: '2027-06-30',
  });
  const three = [
    await clinic(county, '一号', '口腔门诊部', 33, 0, '2018-01-01'),
    await clinic(county, '二号', '口腔门诊部', 33, 2000, '2019-01-01'),
    await clinic(county, '三号', '口腔门诊部', 33, 4000, '2020-01-01'),
  ];
  const { decisions } = await steps.settleNew('outpatient_pooling', three, DAYS);
  expect(decisions).toEqual([
    'admitted by release',
    'admitted by release',
    'not_selected: DL-B2 NOT_SELECTED',
  ]);
  expect((await entriesOf(db(), area, poolKind)).slice(2)).toEqual([
    { entry: 'consume', quantity: -2 },
    { entry: 'consume', quantity: -2 },
    { entry: 'reset', quantity: -1 },
  ]);
});

test('who was not selected may be taken into a later batch and keeps no place (T54)', async () => {
  const county = countyOf(2);
  const [poolKind, area] = ['outpatient_pooling', county.id];
  await classify(db(), area, 'area_class', '1');
  await classify(db(), area, 'support', 'may', { category: '口腔门诊部' });
  await addLine(db(), area, { year: 2026, quantity: 9 });
  const early = await clinic(county, '旧申请', '口腔门诊部', 33, 0, '2021-01-01');
  const { ids, decisions } = await steps.settleNew('outpatient_pooling', [early], DAYS);
  expect(decisions).toEqual(['not_selected: DL-B2 NOT_SELECTED']);
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 1,
    releasedOn: '2026-05-10',
    validTo: '2027-06-30',
  });
  const batch = await steps.open('outpatient_pooling', '2026-06-30');
  const again = { applications: ids, acceptedOn: '2026-06-01' };
  expect((await service.call('post', `/batches/${batch}/applications`, again)).status).toBe(200);
  const ahead = await steps.enter(
    await clinic(county, '新申请', '口腔门诊部', 33, 3000, '2019-01-01'),
    batch,
    '2026-06-02',
  );
  await steps.freeze(batch);
  const record = await steps.settle(batch, '2026-07-10');
  expect(explained(record, ahead)).toBe('admitted by release');
  expect(explained(record, ids[0] ?? '')).toBe('not_selected: DL-B2 NOT_SELECTED');
});

test('a settlement for a day before movements that are booked already is refused when it would overdraw them', async () => {
  const county = countyOf(3);
  const [poolKind, area] = ['outpatient_pooling', county.id];
  await classify(db(), area, 'area_class', '1');
  await classify(db(), area, 'support', 'may', { category: '口腔门诊部' });
  await addLine(db(), area, { year: 2026, quantity: 9 });
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 1,
    releasedOn: '2026-01-10',
    validTo: '2027-03-31',
  });
  const both = [
    await clinic(county, '甲', '口腔门诊部', 33, 0),
    await clinic(county, '乙', '口腔门诊部', 33, 3000),
  ];
  const batches: string[] = [];
  for (const application of both) {
    const batch = await steps.open('outpatient_pooling', DAYS.cutOffOn);
    await steps.enter(application, batch, '2026-03-01');
    await steps.freeze(batch);
    batches.push(batch);
  }
  await steps.settle(batches[0] ?? '', '2026-06-01');
  const late = await service.call(
    'post',
    `/batches/${batches[1]}/settle`,
    { settledOn: '2026-05-01' },
    { idempotencyKey: 'back' },
  );
  expect([late.status, late.body.detail]).toEqual([409, expect.stringContaining('does not hold that much')]);
  expect((await service.call('get', `/batches/${batches[1]}`)).body.status).toBe('snapshot');
  const record = await steps.settle(batches[1] ?? '', '2026-06-01', 'back');
  expect(record.decisions[0]?.decision).toBe('not_selected');
  const sum = (await entriesOf(db(), area, poolKind)).reduce((total, { quantity }) => total + quantity, 0);
  expect(sum).toBe(0);
});

test('an applicant of the exempt kind takes no quantity and counts from the next year', async () => {
  const county = countyOf(4);
  await addLine(db(), county.id, { year: 2026, quantity: 1 });
  await classify(db(), county.id, 'area_class', '1');
  const application = {
    ...(await clinic(county, '项目门诊', '口腔门诊部', 33)),
    designatedOn: '2026-05-01',
    claims: [{ ground: 'investment_promotion', document: '招商协议', verified: true }],
  };
  const { ids, decisions } = await steps.settleNew('outpatient_pooling', [application], DAYS);
  expect(decisions).toEqual(['admitted by exempt']);
  expect((await service.call('get', `/applications/${ids[0]}/admission`)).body).toMatchObject({
    route: 'exempt',
    exemptionGround: 'investment_promotion',
    annualQuantity: 0,
    countsFrom: '2027-01-01',
  });
});

test('a fund warning on the day of settlement stops additions, whatever held at the cut-off', async () => {
  const county = countyOf(5);
  const [poolKind, area] = ['outpatient_pooling', county.id];
  await classify(db(), area, 'area_class', '1');
  await classify(db(), area, 'support', 'may', { category: '口腔门诊部' });
  await addLine(db(), area, { year: 2026, quantity: 9 });
  await addPublishedLot(db(), {
    poolKind,
    area,
    quantity: 2,
    releasedOn: '2026-05-10',
    validTo: '2027-06-30',
  });
  await declareInterval(db(), 'fund_warning', '2026-09-05', '2026-09-15', '210200');
  const during = { cutOffOn: '2026-08-31', settledOn: '2026-09-10' };
  const first = await steps.settleNew(
    'outpatient_pooling',
    [await clinic(county, '预警期', '口腔门诊部', 33)],
    during,
  );
  expect(first.decisions[0]).toMatch(/^refused: .*DL-A6 FAIL_IN_PRINCIPLE/);
  const later = { cutOffOn: '2026-08-31', settledOn: '2026-09-16' };
  const after = await clinic(county, '预警后', '口腔门诊部', 33, 3_000);
  expect((await steps.settleNew('outpatient_pooling', [after], later)).decisions).toEqual([
    'admitted by release',
  ]);
});
