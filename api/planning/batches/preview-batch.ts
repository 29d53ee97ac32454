import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { settleBatch } from '../../policy/release/settle-batch.ts';
import type { BatchQuestion, Settlement } from '../../policy/release/settlement.ts';
import { inSnapshot } from '../facts/in-snapshot.ts';
import { listBatchPairs } from './batch-pairs.ts';
import { getBatch } from './find-batches.ts';
import { type FrozenBatch, getFrozenBatch } from './frozen-batch.ts';
import { annualUseOfQueue } from './queue-admissions.ts';
import { readResources, type SettlementResources, withResources } from './settlement-resources.ts';

/** A settlement as it would be, with what it was reckoned from. */
export interface Reckoned {
  readonly frozen: FrozenBatch;
  readonly resources: SettlementResources;
  readonly pairs: BatchQuestion['pairs'];
  readonly settlement: Settlement;
}

/**
 * What the settlement of a frozen batch on a day would come to; writes nothing. Throws ConflictError without a snapshot, and
 * for a batch that is settled or given up: there is nothing more to come.
 */
export function previewBatch(
  db: Database,
  plans: Plans,
  batchId: string,
  settledOn: string | undefined,
): Promise<Reckoned> {
  return inSnapshot(db, async (tx) => {
    const batch = await getBatch(tx, batchId);
    if (batch.status === 'settled' || batch.status === 'cancelled')
      throw new ConflictError(
        `batch ${batchId} is ${batch.status}${batch.settlement === null ? '' : `; its settlement is ${batch.settlement}`}`,
      );
    const frozen = await getFrozenBatch(tx, plans, batch);
    return reckon(tx, frozen, settledOn ?? frozen.batch.cutOffOn);
  });
}

/** The same inside a transaction that holds the locks. Throws InvalidInputError for a day before the cut-off. */
export async function reckon(db: Database, frozen: FrozenBatch, settledOn: string): Promise<Reckoned> {
  const { batch } = frozen;
  if (settledOn < batch.cutOffOn)
    throw new InvalidInputError([
      {
        field: 'settledOn',
        value: settledOn,
        reason: 'lies before the cut-off',
        allowed: `${batch.cutOffOn} or later`,
      },
    ]);
  const resources = await readResources(db, frozen, settledOn);
  const { pairs: found } = await listBatchPairs(db, frozen);
  const pairs = found.map(({ verdict: _verdict, ...pair }) => pair);
  const settlement = settleBatch(questionOf(frozen, { resources, pairs, settledOn }));
  // Whom the queue serves does not depend on annual plans, but what they take of them is gone for the batch.
  const taken = await annualUseOfQueue(db, settlement.queue.admitted);
  if (taken.size === 0) return { frozen, resources, pairs, settlement };
  const left = withAnnualUse(resources, taken);
  const again = settleBatch(questionOf(frozen, { resources: left, pairs, settledOn }));
  return { frozen, resources: left, pairs, settlement: again };
}

function withAnnualUse(
  resources: SettlementResources,
  taken: ReadonlyMap<number, number>,
): SettlementResources {
  const annualUse = { ...resources.annualUse };
  for (const [id, quantity] of taken)
    if (annualUse[String(id)] !== undefined) annualUse[String(id)] = (annualUse[String(id)] ?? 0) + quantity;
  return { ...resources, annualUse };
}

/** The question that the policy engine is asked; equal inputs give equal settlements. */
export function questionOf(
  { batch, plan, applicants }: FrozenBatch,
  situation: {
    readonly resources: SettlementResources;
    readonly pairs: BatchQuestion['pairs'];
    readonly settledOn: string;
  },
): BatchQuestion {
  const { resources, pairs, settledOn } = situation;
  return {
    plan,
    procedureId: batch.procedure,
    settledOn,
    applicants: applicants.map((applicant) => ({
      applicationId: applicant.applicationId,
      application: applicant.application,
      facts: withResources(applicant, resources, settledOn),
      reviews: applicant.reviews,
    })),
    pairs,
  };
}
