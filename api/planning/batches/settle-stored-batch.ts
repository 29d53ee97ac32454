import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import type { NewAdmission } from '../admissions/insert-admissions.ts';
import type { Answered } from '../applications/idempotent-write.ts';
import { hashOf } from '../applications/idempotent-write.ts';
import { lockPlan } from '../applications/plan-lock.ts';
import { bookEntries } from '../ledger/book-entries.ts';
import { lockPools } from '../ledger/lock-pools.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { BatchRecord } from './batch-record.ts';
import { getBatch, getBatchForUpdate, lockApplicationsOf } from './find-batches.ts';
import { findByKey, findByKeyLocked, type StoredSettlement } from './find-settlements.ts';
import { getFrozenBatch } from './frozen-batch.ts';
import { type Reckoned, reckon } from './preview-batch.ts';
import { admissionsFromQueue } from './queue-admissions.ts';
import { type SettlementRecord, toOutcome } from './settlement-record.ts';
import { listNeededPoolKeys } from './settlement-resources.ts';
import { snapshotOutcomes } from './snapshot-outcomes.ts';
import { joinQueues, leaveQueues, writeAdmissions, writeStatuses } from './write-settlement.ts';

export interface SettlementRequest {
  readonly batchId: string;
  readonly settledOn: string;
  /** Idempotency-Key: the same key gives the stored answer and books nothing again. */
  readonly key: string;
}

/** Statements that wait for the lock of a plan wait for a settlement, which may take longer than a question. */
const TIMEOUT_MS = 600_000;

/**
 * Settles a frozen batch once, in one transaction: under the locks of its plan and pools it reads what is shared as of the
 * day, reckons, books the ledger, admissions, queue places and statuses. Throws NotFoundError, ConflictError when the
 * batch has no snapshot, is settled under another key, or the ledger does not hold what would be booked.
 */
export async function settleStoredBatch(
  db: Database,
  plans: Plans,
  request: SettlementRequest,
  trail: WriteTrail,
): Promise<Answered<SettlementRecord>> {
  const { batchId, settledOn, key } = request;
  const requestHash = hashOf({ batchId, settledOn });
  const repeated = await findByKey(db, key, requestHash);
  if (repeated) return { answer: repeated, isRepeated: true };
  const { plan: planId } = await getBatch(db, batchId);
  return db.transaction(
    async (tx) => {
      await lockPlan(tx, planId);
      const before = await findByKeyLocked(tx, key, requestHash);
      if (before) return { answer: before, isRepeated: true };
      const batch = await getBatchForUpdate(tx, batchId);
      refuseUnlessFrozen(batch);
      // Nobody withdraws or reviews while the batch is reckoned.
      await lockApplicationsOf(tx, batchId);
      const frozen = await getFrozenBatch(tx, plans, batch);
      await lockPools(tx, planId, await listNeededPoolKeys(tx, frozen));
      const reckoned = await reckon(tx, frozen, settledOn);
      return { answer: await book(tx, reckoned, { key, requestHash, settledOn, trail }), isRepeated: false };
    },
    { timeoutMs: TIMEOUT_MS },
  );
}

async function book(
  tx: Database,
  { frozen, resources, pairs, settlement }: Reckoned,
  how: {
    readonly key: string;
    readonly requestHash: string;
    readonly settledOn: string;
    readonly trail: WriteTrail;
  },
): Promise<SettlementRecord> {
  const { batch, applicants } = frozen;
  const { settledOn, trail } = how;
  const id = randomUUID();
  const outcome = toOutcome(frozen, settlement, settledOn, await snapshotOutcomes(tx, batch.id));
  const answer: SettlementRecord = { ...outcome, id, madeBy: trail.actor };
  const stored: StoredSettlement = { answer, resources, pairs, lastReview: await lastReview(tx) };
  await tx.kysely
    .insertInto('settlement')
    .values({
      settlement_id: id,
      idempotency_key: how.key,
      batch_id: batch.id,
      plan_id: batch.plan,
      settled_on: settledOn,
      request_hash: how.requestHash,
      result: JSON.stringify(stored),
      made_by: trail.actor,
    })
    .execute();
  await bookEntries(tx, settlement.entries, { settlementId: id, effectiveOn: settledOn, trail });
  const byId = new Map(applicants.map((applicant) => [applicant.applicationId, applicant]));
  const admitted = settlement.decisions.flatMap((decision): NewAdmission[] => {
    const applicant = byId.get(decision.applicationId);
    if (decision.decision !== 'admitted' || !applicant) return [];
    const { applicationId, application, assessmentId } = applicant;
    const { route, draws, result } = decision;
    return [
      {
        applicationId,
        application,
        assessmentId,
        settlementId: id,
        planId: batch.plan,
        admittedOn: settledOn,
        route,
        draws,
        result,
      },
    ];
  });
  const served = settlement.queue.admitted;
  const fromQueue = await admissionsFromQueue(tx, served, {
    planId: batch.plan,
    settlementId: id,
    on: settledOn,
  });
  await writeAdmissions(tx, [...admitted, ...fromQueue], settledOn, trail);
  await leaveQueues(tx, served, settledOn);
  const queueing = { planId: batch.plan, batchId: batch.id, on: settledOn };
  await joinQueues(tx, settlement.queue.entered, queueing);
  const fromQueueDecisions = served.map(({ applicationId }) => ({
    applicationId,
    decision: 'admitted' as const,
  }));
  await writeStatuses(tx, [...settlement.decisions, ...fromQueueDecisions], {
    on: settledOn,
    settlementId: id,
    trail,
  });
  await tx.kysely
    .updateTable('batch')
    .set({ status: 'settled', updated_at: new Date() })
    .where('batch_id', '=', batch.id)
    .execute();
  await writeAudit(tx, trail, {
    action: 'settle',
    entity: 'batch',
    entityId: batch.id,
    details: {
      settlement: id,
      settledOn,
      admitted: admitted.length,
      fromQueue: served.length,
      entries: settlement.entries.length,
    },
  });
  return answer;
}

function refuseUnlessFrozen(batch: BatchRecord): void {
  if (batch.status === 'snapshot') return;
  throw new ConflictError(
    batch.status === 'settled'
      ? `batch ${batch.id} was settled under another Idempotency-Key (settlement ${batch.settlement})`
      : `batch ${batch.id} is ${batch.status}; only a frozen batch is settled`,
  );
}

async function lastReview(tx: Database): Promise<number> {
  const row = await tx.kysely
    .selectFrom('application_review')
    .select((eb) => eb.fn.max('review_id').as('last'))
    .executeTakeFirst();
  return Number(row?.last ?? 0);
}
