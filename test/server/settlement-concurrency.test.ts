import { afterAll, beforeAll, expect, test } from 'vitest';
import { DingdianError } from '../../api/errors.ts';
import { insertApplication } from '../../api/planning/applications/write-application.ts';
import { openBatch } from '../../api/planning/batches/open-batch.ts';
import { settleStoredBatch } from '../../api/planning/batches/settle-stored-batch.ts';
import type { SettlementRecord } from '../../api/planning/batches/settlement-record.ts';
import { snapshotBatch } from '../../api/planning/batches/snapshot-batch.ts';
import { takeIntoBatch } from '../../api/planning/batches/take-into-batch.ts';
import { applicationSchema } from '../../api/policy/application.ts';
import { getPlan, loadPlans, type Plans } from '../../api/policy/load-plans.ts';
import { addAnnualPlan, addCity, addLot, CITY, classify } from '../support/planning-fixtures.ts';
import { addPlanFolder, cityPlan, clinic, type PlanFolder } from '../support/planning-service.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { withPool } from './second-pool.ts';

const PLAN = 'testville/2026';
const POOL = 'outpatient_pooling';
const BATCHES = 40;
const CALLS = 25;
const trail = { actor: 'cli:test' };

/** Retire-2-add-1 without a reset, so that what is left stays for the next: the pool and the annual plan are all that limits. */
const plan = cityPlan(
  [
    { id: 'TT-A1', kind: 'validity', group: 'validity' },
    {
      id: 'TT-B2',
      kind: 'release-ratio',
      parameters: { poolKind: POOL, ratios: [{ support: 'caution', areaClasses: ['1'], retire: 2 }] },
    },
    { id: 'TT-A11', kind: 'annual-plan', group: 'annual_plan' },
    {
      id: 'TT-B4',
      kind: 'ranking',
      group: 'ranking',
      parameters: { keys: [{ key: 'practice_licence_obtained_on' }] },
    },
  ],
  {
    procedures: [
      {
        id: 'pooling',
        title: { zh: '门诊统筹', en: 'Pooling' },
        kind: 'medical',
        services: ['outpatient_pooling'],
        ranking: ['TT-B4'],
        settlement: 'by_rank',
      },
    ],
  },
);

let opened: TestDatabase;
let folder: PlanFolder;
let plans: Plans;
const db = () => opened.database;

beforeAll(async () => {
  opened = await openTestDatabase();
  folder = addPlanFolder([plan]);
  plans = loadPlans(folder.path);
  await addCity(db());
  for (const county of [CITY.west, CITY.east]) {
    await classify(db(), county.id, 'area_class', '1');
    await classify(db(), county.id, 'support', 'caution', { category: '普通诊所' });
  }
});
afterAll(async () => {
  await opened?.close();
  folder?.remove();
});

/** Frozen batches of two applicants each, licensed in the county. */
async function freezeBatches(area: string, count: number): Promise<string[]> {
  const testPlan = getPlan(plans, PLAN);
  const batches: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = await db().transaction(async (tx) => {
      const days = { openedOn: '2026-01-01', cutOffOn: '2026-06-30' };
      const batch = await openBatch(
        tx,
        testPlan,
        { procedure: 'pooling', title: `第${n}批`, area, ...days },
        trail,
      );
      const applicationIds: string[] = [];
      for (const obtainedOn of ['2019-01-01', '2020-01-01']) {
        const contents = applicationSchema.parse(
          clinic({
            applicant: { name: `第${n}批 ${obtainedOn} 年诊所` },
            service: 'outpatient_pooling',
            site: { ...(clinic().site as object), lon: area === CITY.west.code ? 121.1 : 121.3 },
            licence: { authorityLevel: 'county', areaCode: area, obtainedOn },
          }),
        );
        applicationIds.push(await insertApplication(tx, PLAN, contents, trail));
      }
      await takeIntoBatch(
        tx,
        testPlan,
        { batchId: batch.id, applicationIds, acceptedOn: '2026-06-01' },
        trail,
      );
      return batch.id;
    });
    await snapshotBatch(db(), plans, id, trail);
    batches.push(id);
  }
  return batches;
}

/** Every batch is called on at once, by five keys of five calls each. */
async function attack(batches: readonly string[]): Promise<Map<string, Map<string, SettlementRecord[]>>> {
  const answers = new Map<string, Map<string, SettlementRecord[]>>();
  const refusals = new Map<string, number>();
  const attempts = batches.flatMap((batchId) =>
    Array.from({ length: CALLS }, (_, n) => ({ batchId, key: `${batchId}/${n % 5}` })),
  );
  // Not batch by batch: calls for all batches come mixed.
  attempts.sort((a, b) => (a.key.slice(-3) < b.key.slice(-3) ? -1 : 1));
  await withPool(db(), { poolSize: 40 }, async (pool) => {
    await Promise.all(
      attempts.map(async ({ batchId, key }) => {
        try {
          const request = { batchId, settledOn: '2026-07-10', key };
          const { answer } = await settleStoredBatch(pool, plans, request, trail);
          const byKey = answers.get(batchId) ?? new Map<string, SettlementRecord[]>();
          byKey.set(key, [...(byKey.get(key) ?? []), answer]);
          answers.set(batchId, byKey);
        } catch (error) {
          if (!(error instanceof DingdianError)) throw error;
          expect(error.message).toContain('settled under another Idempotency-Key');
          refusals.set(batchId, (refusals.get(batchId) ?? 0) + 1);
        }
      }),
    );
  });
  for (const batchId of batches) expect(refusals.get(batchId), batchId).toBe(CALLS - 5);
  return answers;
}

const sumOfPool = async (area: number) => {
  const [row] = await db().run<{ balance: number; consumed: number; lowest: number }>({
    text: `select sum(e.quantity)::int as balance, -coalesce(sum(e.quantity) filter (where e.entry = 'consume'), 0)::int as consumed,
                  (select min(b.balance)::int from (select sum(quantity) as balance from ledger_entry group by lot_id) b) as lowest
           from ledger_entry e join release_lot l using (lot_id) where l.area_id = $1`,
    values: [area],
  });
  return row;
};

test('1,000 attempts on 40 batches: each settles once, the pool is never overspent, repeats answer alike', async () => {
  // 51 released make 25 additions; the annual plan would allow 60.
  for (const quantity of [20, 16, 15])
    await addLot(db(), PLAN, {
      poolKind: POOL,
      area: CITY.west.id,
      quantity,
      releasedOn: '2026-02-01',
      validTo: '2027-03-31',
    });
  const line = await addAnnualPlan(db(), PLAN, { year: 2026, area: CITY.west.id, quantity: 60 });
  const batches = await freezeBatches(CITY.west.code, BATCHES);
  const answers = await attack(batches);
  let admitted = 0;
  for (const batchId of batches) {
    const byKey = answers.get(batchId);
    expect(
      [...(byKey?.values() ?? [])].map((records) => records.length),
      batchId,
    ).toEqual([5]);
    const [records] = [...(byKey?.values() ?? [])];
    for (const record of records ?? []) expect(record).toEqual(records?.[0]);
    admitted += records?.[0]?.decisions.filter(({ decision }) => decision === 'admitted').length ?? 0;
  }
  expect(admitted).toBe(25);
  expect(await sumOfPool(CITY.west.id)).toEqual({ balance: 1, consumed: 50, lowest: 0 });
  const counts = await db().run<{ settlements: number; admissions: number; used: number; statuses: number }>({
    text: `select (select count(*)::int from settlement where batch_id is not null) as settlements,
                  (select count(*)::int from admission) as admissions,
                  (select sum(annual_quantity)::int from admission where annual_plan_id = $1) as used,
                  (select count(*)::int from application where status = 'admitted') as statuses`,
    values: [line],
  });
  expect(counts).toEqual([{ settlements: BATCHES, admissions: 25, used: 25, statuses: 25 }]);
});

test('the annual plan is not overspent either, by batches that settle at once', async () => {
  await addLot(db(), PLAN, {
    poolKind: POOL,
    area: CITY.east.id,
    quantity: 100,
    releasedOn: '2026-02-01',
    validTo: '2027-03-31',
  });
  const line = await addAnnualPlan(db(), PLAN, { year: 2026, area: CITY.east.id, quantity: 7 });
  const batches = await freezeBatches(CITY.east.code, 10);
  await attack(batches);
  const [row] = await db().run<{ used: number }>({
    text: 'select sum(annual_quantity)::int as used from admission where annual_plan_id = $1',
    values: [line],
  });
  expect(row?.used).toBe(7);
  expect(await sumOfPool(CITY.east.id)).toMatchObject({ balance: 86, consumed: 14 });
});
