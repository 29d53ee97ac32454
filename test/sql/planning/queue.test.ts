import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BatchSteps, batchSteps, explained } from '../../support/batch-steps.ts';
import {
  addDalian,
  addLine,
  addPublishedLot,
  type County,
  countyOf,
  DALIAN,
  entriesOf,
} from '../../support/dalian-city.ts';
import { declareInterval, register } from '../../support/planning-fixtures.ts';
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
/** A hospital that asks for beds, licensed by the county, a few kilometres from the others. */
async function hospital(county: County, name: string, beds: number, category = '综合医院', typeNo = 1) {
  serial += 1;
  const site = [
    county.centre[0] - 0.08 + (serial % 8) * 0.02,
    38.52 + Math.floor((serial % 40) / 8) * 0.015,
  ] as const;
  await register(db(), {
    code: name,
    name,
    category,
    typeNo,
    at: site,
    licensingLevel: 'county',
    licensingArea: county.id,
    designations: [{ service: 'personal_account', from: `20${10 + (serial % 10)}-03-01` }],
  });
  return {
    applicant: { name, institution: name },
    purpose: 'new',
    kind: 'medical',
    service: 'inpatient',
    category,
    site: { lon: site[0], lat: site[1], crs: 'CRS84', accuracyM: 0, verified: true },
    licence: {
      authorityLevel: 'county',
      areaCode: county.code,
      firstObtainedOn: '2010-01-01',
      obtainedOn: '2020-01-01',
    },
    beds: { [category === '康复医院' ? 'rehabilitation' : 'general']: beds },
    scores: [{ evaluation: 'current_entry', value: 90, evaluatedOn: '2026-01-15' }],
  };
}
const release = (county: County, quantity: number, releasedOn: string, validTo = '2027-12-31') =>
  addPublishedLot(db(), { poolKind: POOL, area: county.id, quantity, releasedOn, validTo });
const advance = (county: County, on: string, key = `${county.code} ${on}`) =>
  service.call(
    'post',
    '/bed-queues/advance',
    { plan: DALIAN, area: county.code, on },
    { idempotencyKey: key },
  );
async function queueOf(county: County, more = ''): Promise<string[]> {
  const answer = await service.call(
    'get',
    `/bed-queues?plan=${encodeURIComponent(DALIAN)}&area=${county.code}${more}`,
  );
  return answer.body.items.map(
    (one: { applicant: string; place: number; position: number | null; leftBecause: string | null }) =>
      `${one.applicant} ${one.place}/${one.position ?? one.leftBecause}`,
  );
}
const served = (body: { queue: { admitted: { application: string }[] } }) =>
  body.queue.admitted.map(({ application }) => application);

/** A batch for each, settled day after day: those who joined on one day would be one demand under the other reading. */
async function settleOneByOne(applications: readonly object[]): Promise<string[]> {
  const ids: string[] = [];
  for (const [index, application] of applications.entries()) {
    const days = { cutOffOn: '2026-03-31', settledOn: `2026-04-${10 + index}` };
    const { ids: made, decisions } = await steps.settleNew('inpatient', [application], days);
    expect(decisions[0]).toMatch(/^waiting/);
    ids.push(...made);
  }
  return ids;
}

describe('the queue for beds', () => {
  test('nobody jumps the head, nobody is admitted in part; equality admits (T21, T22)', async () => {
    const county = countyOf(0);
    await addLine(db(), county.id, { year: 2026, quantity: 20 });
    await release(county, 40, '2026-01-10');
    const first = await hospital(county, '队首', 30);
    const second = await hospital(county, '其次', 5);
    const ids = await settleOneByOne([first, second]);
    expect(await queueOf(county)).toEqual(['队首 1/1', '其次 2/2']);
    for (const id of ids)
      expect((await service.call('get', `/applications/${id}`)).body.status).toBe('waiting');
    await release(county, 19, '2026-04-20');
    expect(served((await advance(county, '2026-04-21')).body)).toEqual([]);
    await release(county, 1, '2026-04-25');
    const answer = await advance(county, '2026-04-26');
    expect(served(answer.body)).toEqual([ids[0]]);
    expect(await queueOf(county)).toEqual(['其次 2/1']);
    expect(await queueOf(county, '&history=true')).toEqual(['队首 1/admitted', '其次 2/1']);
    expect((await service.call('get', `/applications/${ids[0]}/admission`)).body).toMatchObject({
      route: 'queue',
      admittedOn: '2026-04-26',
      beds: 30,
      annualQuantity: 1,
    });
    const consumed = (await entriesOf(db(), county.id, POOL)).filter(({ entry }) => entry === 'consume');
    expect(consumed.reduce((sum, { quantity }) => sum + quantity, 0)).toBe(-60);
  });

  test('the head withdraws: the next is served, the places of all stay', async () => {
    const county = countyOf(1);
    await addLine(db(), county.id, { year: 2026, quantity: 20 });
    await release(county, 20, '2026-01-10');
    const names = ['甲院', '乙院', '丙院'];
    const hospitals = [];
    for (const [index, name] of names.entries())
      hospitals.push(await hospital(county, name, [100, 10, 5][index] ?? 1));
    const ids = await settleOneByOne(hospitals);
    const before = await queueOf(county);
    expect(before.map((text) => text.split(' ')[1])).toEqual(['1/1', '2/2', '3/3']);
    expect(served((await advance(county, '2026-04-20')).body)).toEqual([]);
    const head = ids[names.indexOf(before[0]?.split(' ')[0] ?? '')];
    const gone = await service.call('post', `/applications/${head}/withdraw`, {
      reason: '放弃',
      on: '2026-04-21',
    });
    expect(gone.body.status).toBe('withdrawn');
    expect((await queueOf(county)).map((text) => text.split(' ')[1])).toEqual(['2/1', '3/2']);
    const answer = await advance(county, '2026-04-22');
    expect(served(answer.body)).toHaveLength(1);
    expect(await queueOf(county, '&history=true')).toEqual([
      expect.stringMatching(/1\/withdrawn$/),
      expect.stringMatching(/2\/admitted$/),
      expect.stringMatching(/3\/1$/),
    ]);
  });

  test('a later batch serves those who wait first and stands behind them; a scarce specialty does not overtake (T23)', async () => {
    const county = countyOf(2);
    await addLine(db(), county.id, { year: 2026, quantity: 20 });
    const waiting = await hospital(county, '早来综合', 30);
    const first = await steps.settleNew('inpatient', [waiting], {
      cutOffOn: '2026-03-31',
      settledOn: '2026-04-10',
    });
    await release(county, 50, '2026-04-15');
    const scarce = await hospital(county, '晚来康复', 40, '康复医院', 23);
    const second = await steps.settleNew('inpatient', [scarce], {
      cutOffOn: '2026-04-30',
      settledOn: '2026-05-10',
    });
    expect(second.decisions[0]).toMatch(/^waiting/);
    expect(await queueOf(county)).toEqual(['早来综合 1/1', '晚来康复 2/2']);
    await release(county, 50, '2026-05-20');
    const third = await steps.settleNew('inpatient', [await hospital(county, '再来综合', 5)], {
      cutOffOn: '2026-05-31',
      settledOn: '2026-06-10',
    });
    expect(third.record.queue.admitted.map(({ application }) => application)).toEqual([
      first.ids[0],
      second.ids[0],
    ]);
    expect(explained(third.record, third.ids[0] ?? '')).toMatch(/^(waiting|review)/);
    for (const id of [first.ids[0], second.ids[0]])
      expect((await service.call('get', `/applications/${id}`)).body).toMatchObject({
        status: 'admitted',
        decidedOn: '2026-06-10',
      });
    const sum = (await entriesOf(db(), county.id, POOL)).reduce((total, { quantity }) => total + quantity, 0);
    expect(sum).toBe(0);
  });

  test('expired beds are never kept for those who wait; a warning pauses them', async () => {
    const county = countyOf(3);
    await addLine(db(), county.id, { year: 2026, quantity: 20 });
    await release(county, 15, '2026-01-10', '2026-04-30');
    const { ids } = await steps.settleNew('inpatient', [await hospital(county, '等候', 10)], {
      cutOffOn: '2026-03-31',
      settledOn: '2026-04-10',
    });
    await release(county, 5, '2026-05-01');
    expect(served((await advance(county, '2026-05-02')).body)).toEqual([]);
    await release(county, 15, '2026-06-01');
    await declareInterval(db(), 'fund_warning', '2026-06-01', '2026-06-30', '210200');
    const paused = await advance(county, '2026-06-10');
    expect(served(paused.body)).toEqual([]);
    expect(paused.body.notes[0].en).toContain('fund warning');
    expect(served((await advance(county, '2026-07-01')).body)).toEqual([ids[0]]);
  });

  test('nobody is admitted past an annual plan that was used up meanwhile; nothing is then booked', async () => {
    const county = countyOf(4);
    await addLine(db(), county.id, { year: 2026, quantity: 1 });
    const { ids } = await steps.settleNew('inpatient', [await hospital(county, '受限', 10)], {
      cutOffOn: '2026-03-31',
      settledOn: '2026-04-10',
    });
    expect(await queueOf(county)).toEqual(['受限 1/1']);
    await db().run({ text: 'update annual_plan set quantity = 0 where area_id = $1', values: [county.id] });
    await release(county, 30, '2026-04-15');
    const refused = await advance(county, '2026-04-20', 'again');
    expect([refused.status, refused.body.detail]).toEqual([409, expect.stringContaining('is used up')]);
    expect(await entriesOf(db(), county.id, POOL)).toEqual([{ entry: 'release', quantity: 30 }]);
    await db().run({ text: 'update annual_plan set quantity = 1 where area_id = $1', values: [county.id] });
    expect(served((await advance(county, '2026-04-20', 'again')).body)).toEqual([ids[0]]);
  });

  test('where serving the head and serving the whole batch differ, nobody is served until the reading is confirmed', async () => {
    const county = countyOf(6);
    await addLine(db(), county.id, { year: 2026, quantity: 20 });
    const both = [await hospital(county, '同批一', 10), await hospital(county, '同批二', 20)];
    const days = { cutOffOn: '2026-03-31', settledOn: '2026-04-10' };
    const { ids } = await steps.settleNew('inpatient', both, days);
    expect(await queueOf(county)).toHaveLength(2);
    await release(county, 45, '2026-04-15');
    const differs = await advance(county, '2026-04-20');
    expect(served(differs.body)).toEqual([]);
    expect(differs.body.notes.map(({ en }: { en: string }) => en).join()).toContain('confirm the reading');
    await release(county, 15, '2026-04-21');
    expect(served((await advance(county, '2026-04-22')).body).sort()).toEqual([...ids].sort());
  });

  test('needs a key, a plan with a queue and a known area', async () => {
    const body = { plan: DALIAN, area: countyOf(0).code, on: '2026-06-01' };
    expect((await service.call('post', '/bed-queues/advance', body)).status).toBe(400);
    const call = (more: object) =>
      service.call('post', '/bed-queues/advance', { ...body, ...more }, { idempotencyKey: 'bad' });
    expect((await call({ plan: 'qingdao/2023-2025' })).body.issues[0].field).toBe('plan');
    expect((await call({ area: '999999' })).body.issues[0].field).toBe('area');
    expect((await advance(countyOf(5), '2026-06-01', 'shared')).status).toBe(200);
    expect((await advance(countyOf(5), '2026-06-02', 'shared')).status).toBe(409);
  });
});
