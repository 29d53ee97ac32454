import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { settleBatch } from '../../policy/release/settle-batch.ts';
import type { BatchQuestion, Settlement } from '../../policy/release/settlement.ts';
import { inSnapshot } from '../facts/in-snapshot.ts';
import { listBatchPairs } from './batch-pairs.ts';
import { getBatch } from './find-batches.ts';
import { type FrozenBatch, getFrozenBatch } from './frozen-batch.ts';
import { readResources, type SettlementResources, withResources } from './settlement-resources.ts';

/** A settlement as it would be, with what it was reckoned from. */
export interface Reckoned {
  readonly frozen: FrozenBatch;
  readonly resources: SettlementResources;
  readonly settlement: Settlement;
}

/** What the settlement of a frozen batch on a day would come to; writes nothing. Throws ConflictError without a snapshot. */
export function previewBatch(
  db: Database,
  plans: Plans,
  batchId: string,
  settledOn: string | undefined,
): Promise<Reckoned> {
  return inSnapshot(db, async (tx) => {
    const frozen = await getFrozenBatch(tx, plans, await getBatch(tx, batchId));
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
  const { pairs } = await listBatchPairs(db, frozen);
  return {
    frozen,
    resources,
    settlement: settleBatch(questionOf(frozen, { resources, pairs, settledOn })),
  };
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
    pairs: pairs.map(({ a, b, distanceM }) => ({ a, b, distanceM })),
  };
}
