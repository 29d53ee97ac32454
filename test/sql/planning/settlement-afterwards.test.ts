import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type BatchSteps, batchSteps } from '../../support/batch-steps.ts';
import {
  addDalian,
  addLine,
  addPublishedLot,
  type County,
  countyOf,
  DALIAN,
} from '../../support/dalian-city.ts';
import { register } from '../../support/planning-fixtures.ts';
import { openPlanningService, type PlanningService } from '../../support/planning-service.ts';

const POOL = 'inpatient_beds';
let service: PlanningService;
let steps: BatchSteps;
const db = () => service.opened.database;

beforeAll(async () => {
  service = await openPlanningService();
  steps = batchSteps(service);
  await addDalian(db());
});
afterAll(() => service?.close());

let serial = 0;
/** A general hospital that asks for beds, licensed by the county, a few kilometres from the others. */
async function hospital(county: County, name: string, beds: number) {
  serial += 1;
  const site = [county.centre[0] - 0.08 + (serial % 8) * 0.02, 38.53] as const;
  await register(db(), {
    code: name,
    name,
    category: '综合医院',
    typeNo: 1,
    at: site,
    licensingLevel: 'county',
    licensingArea: county.id,
    designations: [{ service: 'personal_account', from: '2012-03-01' }],
  });
  return {
    applicant: { name, institution: name },
    purpose: 'new',
    kind: 'medical',
    service: 'inpatient',
    category: '综合医院',
    site: { lon: site[0], lat: site[1], crs: 'CRS84', accuracyM: 0, verified: true },
    licence: {
      authorityLevel: 'county',
      areaCode: county.code,
      firstObtainedOn: '2010-01-01',
      obtainedOn: '2020-01-01',
    },
    beds: { general: beds },
    scores: [{ evaluation: 'current_entry', value: 90, evaluatedOn: '2026-01-15' }],
  };
}
const release = (county: County, quantity: number, releasedOn: string) =>
  addPublishedLot(db(), {
    poolKind: POOL,
    area: county.id,
    quantity,
    releasedOn,
    validTo: '2027-12-31',
  });
const replayOf = async (batch: string) => (await service.call('get', `/batches/${batch}/replay`)).body;
const DAYS = { cutOffOn: '2026-03-31', settledOn: '2026-04-10' };

test('a settlement is reckoned again the same after one of its applicants has withdrawn', async () => {
  const county = countyOf(0);
  await addLine(db(), county.id, { year: 2026, quantity: 20 });
  await release(county, 10, '2026-01-10');
  const applications = [await hospital(county, '甲一', 30)];
  const { batch, ids, decisions } = await steps.settleNew('inpatient', applications, DAYS);
  expect(decisions[0]).toMatch(/^waiting/);
  const withdrawn = await service.call('post', `/applications/${ids[0]}/withdraw`, { reason: '不再申请' });
  expect(withdrawn.body.status).toBe('withdrawn');
  expect(await replayOf(batch)).toMatchObject({ isEqual: true, differing: [] });
});

test('a settlement is reckoned again the same after an applicant has been corrected to another site', async () => {
  const county = countyOf(1);
  await addLine(db(), county.id, { year: 2026, quantity: 20 });
  await release(county, 100, '2026-01-10');
  const first = await hospital(county, '乙一', 20);
  const second = { ...(await hospital(county, '乙二', 20)), site: first.site };
  const { batch, ids, decisions } = await steps.settleNew('inpatient', [first, second], DAYS);
  const open = decisions.findIndex((decision) => !decision.startsWith('admitted'));
  expect(open).not.toBe(-1);
  const moved = { site: { lon: county.centre[0], lat: 38.58 } };
  const corrected = await service.call('patch', `/applications/${ids[open]}`, {
    revision: 1,
    changes: moved,
  });
  expect(corrected.status, JSON.stringify(corrected.body)).toBe(200);
  expect(await replayOf(batch)).toMatchObject({ isEqual: true, differing: [] });
});

test('an annual plan is not given twice: what the queue takes of it before a batch is gone for the batch', async () => {
  const county = countyOf(2);
  const line = await addLine(db(), county.id, { year: 2026, quantity: 1 });
  const { ids, decisions } = await steps.settleNew('inpatient', [await hospital(county, '丙一', 30)], DAYS);
  expect(decisions[0]).toMatch(/^waiting/);
  await release(county, 200, '2026-04-20');
  const later = await steps.settleNew('inpatient', [await hospital(county, '丙二', 10)], {
    cutOffOn: '2026-05-31',
    settledOn: '2026-06-10',
  });
  expect(later.record.queue.admitted.map((one) => one.application)).toEqual(ids);
  expect(later.decisions[0]).not.toMatch(/^admitted/);
  const [used] = await db().run<{ used: number }>({
    text: 'select sum(annual_quantity)::int as used from admission where annual_plan_id = $1',
    values: [line],
  });
  expect(used).toEqual({ used: 1 });
  expect(await replayOf(later.batch)).toMatchObject({ isEqual: true });
});

test('decisions carry their findings in full only on request; the rules are always named', async () => {
  const county = countyOf(3);
  const { batch, record } = await steps.settleNew('inpatient', [await hospital(county, '丁一', 30)], DAYS);
  const named = record.decisions[0]!.rules;
  expect(named.length).toBeGreaterThan(0);
  expect(record.decisions[0]).not.toHaveProperty('findings');
  const full = await service.call('get', `/batches/${batch}/settlement?findings=true`);
  expect(
    full.body.decisions[0].findings.map(({ ruleId, outcome }: { ruleId: string; outcome: string }) => ({
      ruleId,
      outcome,
    })),
  ).toEqual(named);
  expect(full.body.decisions[0].findings[0].reason.zh).toEqual(expect.any(String));
});

test('a settled or cancelled batch has no preview; cancelling is told in the history of each application', async () => {
  const county = countyOf(4);
  const { batch } = await steps.settleNew('inpatient', [await hospital(county, '戊一', 30)], DAYS);
  expect((await service.call('post', `/batches/${batch}/preview`, {})).status).toBe(409);
  const other = await steps.open('inpatient', '2026-03-31');
  const id = await steps.enter(await hospital(county, '戊二', 30), other, '2026-03-31');
  await steps.freeze(other);
  const cancelled = await service.call('post', `/batches/${other}/cancel`, { reason: '重办' });
  expect(cancelled.body.status).toBe('cancelled');
  expect((await service.call('post', `/batches/${other}/preview`, {})).status).toBe(409);
  const history = await service.call('get', `/applications/${id}/history`);
  expect(history.body.items.at(-1)).toMatchObject({
    action: 'release',
    details: { batch: other, reason: '重办' },
  });
});

test('versions of an area have one queue: places go on after the area was imported anew', async () => {
  const county = countyOf(5);
  await addLine(db(), county.id, { year: 2026, quantity: 20 });
  await steps.settleNew('inpatient', [await hospital(county, '己一', 30)], DAYS);
  await db().script(`
    update area set valid_to = '2026-06-30' where area_id = ${county.id};
    insert into area (area_id, source, code, level, name, parent_id, geom, valid_from, content_hash)
    overriding system value
    select area_id + 90000, source, code, level, name, parent_id, geom, '2026-07-01', content_hash from area where area_id = ${county.id}`);
  await addLine(db(), county.id + 90000, { year: 2027, quantity: 20 });
  const { decisions } = await steps.settleNew('inpatient', [await hospital(county, '己二', 30)], {
    cutOffOn: '2026-07-31',
    settledOn: '2026-08-10',
  });
  expect(decisions[0]).toMatch(/^waiting/);
  const queue = await service.call(
    'get',
    `/bed-queues?plan=${encodeURIComponent(DALIAN)}&area=${county.code}`,
  );
  expect(
    queue.body.items.map((one: { applicant: string; place: number; position: number }) => [
      one.applicant,
      one.place,
      one.position,
    ]),
  ).toEqual([
    ['己一', 1, 1],
    ['己二', 2, 2],
  ]);
});

test('one Idempotency-Key sent at once for two batches settles one of them; the other is told', async () => {
  const county = countyOf(6);
  const batches: string[] = [];
  for (const name of ['庚一', '庚二']) {
    const batch = await steps.open('inpatient', '2026-03-31');
    await steps.enter(await hospital(county, name, 30), batch, '2026-03-31');
    await steps.freeze(batch);
    batches.push(batch);
  }
  const key = randomUUID();
  const answers = await Promise.all(
    batches.map((batch) =>
      service.call(
        'post',
        `/batches/${batch}/settle`,
        { settledOn: DAYS.settledOn },
        { idempotencyKey: key },
      ),
    ),
  );
  expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409]);
});

test('where the plan gives no order everybody is tied: 20 are named, the rest are counted', async () => {
  const county = countyOf(7);
  await addLine(db(), county.id, { year: 2026, quantity: 10 });
  const clinics = Array.from({ length: 25 }, (_, index) => ({
    applicant: { name: `辛${index}` },
    purpose: 'new',
    kind: 'medical',
    service: 'personal_account',
    category: '普通诊所',
    site: {
      lon: county.centre[0] - 0.08 + (index % 5) * 0.03,
      lat: 38.51 + Math.floor(index / 5) * 0.015,
      crs: 'CRS84',
      accuracyM: 0,
      verified: true,
    },
    licence: { authorityLevel: 'county', areaCode: county.code, obtainedOn: '2020-01-01' },
    statements: { entry_conditions_met: { value: true, verified: true } },
  }));
  const { batch, record } = await steps.settleNew('personal_account', clinics, DAYS);
  expect(record.order.map((one) => [one.tied, one.tiedWith.length])).toEqual(clinics.map(() => [24, 20]));
  const depending = record.decisions.find((decision) => decision.depends > 20);
  expect(depending?.dependsOn, record.decisions[0]?.reason.en).toHaveLength(20);
  expect(await replayOf(batch)).toMatchObject({ isEqual: true });
});
