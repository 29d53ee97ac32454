import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import type { Localized } from '../../localized.ts';
import { bedQueue } from '../../policy/kinds/release/bed-queue.ts';
import { releaseReset } from '../../policy/kinds/release/release-reset.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { advanceQueue, type DemandReading, type QueueAdvance } from '../../policy/release/advance-queue.ts';
import type { RemainderReading } from '../../policy/release/reset.ts';
import { findRule } from '../../policy/release/rule-of-kind.ts';
import { type Answered, hashOf } from '../applications/idempotent-write.ts';
import { lockPlan } from '../applications/plan-lock.ts';
import { bookEntries } from '../ledger/book-entries.ts';
import { firstDayOfReleases } from '../ledger/ledger-of-plan.ts';
import { lockPools } from '../ledger/lock-pools.ts';
import { readPools } from '../ledger/read-pools.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { listQueue } from './bed-queue.ts';
import { findByKeyLocked, type StoredSettlement } from './find-settlements.ts';
import { areaIdOf } from './open-batch.ts';
import { admissionsFromQueue } from './queue-admissions.ts';
import { type SettlementRecord, toWaiting } from './settlement-record.ts';
import { leaveQueues, writeAdmissions, writeStatuses } from './write-settlement.ts';

export interface AdvanceRequest {
  readonly area: string;
  readonly on: string;
  readonly key: string;
}

const TIMEOUT_MS = 600_000;
const MAX_WAITING = 10_000;

/**
 * Serves the queue of a pool from what has been released since: whole demands from the head, nobody overtaken (DL-C6). One
 * transaction, once for each key. Under a fund warning nobody is served. Throws InvalidInputError for a plan without a
 * queue or an unknown area, ConflictError when the key was used otherwise or an annual plan is used up.
 */
export async function advanceBedQueue(
  db: Database,
  plan: Plan,
  request: AdvanceRequest,
  trail: WriteTrail,
): Promise<Answered<SettlementRecord>> {
  const { area, on, key } = request;
  const { procedure, rule } = queueOf(plan);
  const requestHash = hashOf({ plan: plan.id, area, on });
  return db.transaction(
    async (tx) => {
      await lockPlan(tx, plan.id);
      const before = await findByKeyLocked(tx, key, requestHash);
      if (before) return { answer: before, isRepeated: true };
      const { poolKind, needRule, confirmed } = rule.parameters;
      const pool = { poolKind, areaId: await areaIdOf(tx, area, on) };
      await lockPools(tx, plan.id, [pool]);
      const advance = (await isWarned(tx, plan, on))
        ? PAUSED
        : await serve(tx, plan, pool, {
            area,
            on,
            demand: rule.options.demand as DemandReading,
            confirmed,
            remainder: remainderOf(plan, needRule),
          });
      const answer = await book(tx, plan, advance, {
        key,
        requestHash,
        procedure: procedure.id,
        settledOn: on,
        trail,
      });
      return { answer, isRepeated: false };
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

type Advance = Pick<QueueAdvance, 'admitted' | 'entries' | 'notes'>;

const WARNED: Localized = {
  zh: '基金运行预警期间，已在排队的申请暂停纳入，保持原排序。',
  en: 'A fund warning is in force: nobody is admitted from the queue, the order stays.',
};
const PAUSED: Advance = { admitted: [], entries: [], notes: [WARNED] };

async function serve(
  tx: Database,
  plan: Plan,
  pool: Parameters<typeof lockPools>[2][number],
  how: {
    readonly area: string;
    readonly on: string;
    readonly demand: DemandReading;
    readonly confirmed: boolean;
    readonly remainder: RemainderReading | null;
  },
): Promise<Advance> {
  const { area, on, ...reading } = how;
  const [found] = await readPools(tx, { planId: plan.id, pools: [pool], asOf: on });
  const waiting = await listQueue(
    tx,
    { plan: plan.id, poolKind: pool.poolKind, area, history: false },
    { limit: MAX_WAITING + 1, offset: 0 },
  );
  if (waiting.length > MAX_WAITING) throw new ConflictError(`more than ${MAX_WAITING} wait for the pool`);
  // Lots released before the plan applied are not used by themselves (DL-A1).
  const planStart = firstDayOfReleases(plan);
  return advanceQueue({
    queue: waiting.map((entry) => ({
      poolKind: entry.poolKind,
      areaCode: entry.area.code,
      applicationId: entry.application,
      position: entry.place,
      need: entry.need,
      beds: entry.beds,
      enteredOn: entry.enteredOn,
    })),
    lots: (found?.lots ?? []).filter((lot) => lot.releasedOn >= planStart),
    asOf: on,
    ...reading,
  });
}

async function book(
  tx: Database,
  plan: Plan,
  { admitted, entries, notes }: Advance,
  how: {
    readonly key: string;
    readonly requestHash: string;
    readonly procedure: string;
    readonly settledOn: string;
    readonly trail: WriteTrail;
  },
): Promise<SettlementRecord> {
  const { settledOn, trail } = how;
  const id = randomUUID();
  const answer: SettlementRecord = {
    id,
    batch: null,
    plan: plan.id,
    procedure: how.procedure,
    settledOn,
    order: [],
    decisions: [],
    entries: entries.map(({ lotId, applicationId, ...entry }) => ({
      lot: lotId,
      ...entry,
      application: applicationId,
    })),
    queue: { entered: [], admitted: admitted.map(toWaiting) },
    notes: [...notes],
    madeBy: trail.actor,
  };
  const stored: StoredSettlement = { answer, resources: null, pairs: [], lastReview: 0 };
  await tx.kysely
    .insertInto('settlement')
    .values({
      settlement_id: id,
      idempotency_key: how.key,
      batch_id: null,
      plan_id: plan.id,
      settled_on: settledOn,
      request_hash: how.requestHash,
      result: JSON.stringify(stored),
      made_by: trail.actor,
    })
    .execute();
  await bookEntries(tx, entries, { settlementId: id, effectiveOn: settledOn, trail });
  const admissions = await admissionsFromQueue(tx, admitted, {
    planId: plan.id,
    settlementId: id,
    on: settledOn,
  });
  await writeAdmissions(tx, admissions, settledOn, trail);
  await leaveQueues(tx, admitted, settledOn);
  await writeStatuses(
    tx,
    admitted.map(({ applicationId }) => ({ applicationId, decision: 'admitted' as const })),
    { on: settledOn, settlementId: id, trail },
  );
  await writeAudit(tx, trail, {
    action: 'advance',
    entity: 'settlement',
    entityId: id,
    details: { plan: plan.id, settledOn, admitted: admitted.length, entries: entries.length },
  });
  return answer;
}

function queueOf(plan: Plan) {
  for (const procedure of plan.procedures) {
    const rule = procedure.queue === undefined ? undefined : findRule(plan, bedQueue, procedure.queue);
    if (rule) return { procedure, rule };
  }
  throw new InvalidInputError([
    { field: 'plan', value: plan.id, reason: 'has no queue for beds', allowed: 'a plan with one' },
  ]);
}

function remainderOf(plan: Plan, needRule: string): RemainderReading | null {
  for (const { id } of plan.rules) {
    const reset = findRule(plan, releaseReset, id);
    if (reset?.parameters.quantityRules.includes(needRule))
      return reset.options.remainder as RemainderReading;
  }
  return null;
}

async function isWarned(tx: Database, plan: Plan, on: string): Promise<boolean> {
  if (!plan.rules.some((rule) => rule.kind === 'fund-warning')) return false;
  const warning = await tx.kysely
    .selectFrom('declared_interval')
    .select('interval_id')
    .where('kind', '=', 'fund_warning')
    .where('city_code', '=', plan.city.code)
    .where('valid_from', '<=', on)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .executeTakeFirst();
  return warning !== undefined;
}
