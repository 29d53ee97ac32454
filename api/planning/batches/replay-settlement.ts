import { isDeepStrictEqual } from 'node:util';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { settleBatch } from '../../policy/release/settle-batch.ts';
import { inSnapshot } from '../facts/in-snapshot.ts';
import { getBatch } from './find-batches.ts';
import { getSettlement } from './find-settlements.ts';
import { getFrozenBatch } from './frozen-batch.ts';
import { questionOf } from './preview-batch.ts';
import { type OutcomeOfBatch, toOutcome } from './settlement-record.ts';
import { snapshotOutcomes } from './snapshot-outcomes.ts';

const PARTS = ['order', 'decisions', 'entries', 'queue', 'notes'] as const;

export const settlementReplaySchema = z.object({
  settlement: z.uuid(),
  isEqual: z.boolean().describe('The stored snapshot and resources give the stored settlement again.'),
  differing: z.array(z.enum(PARTS)).describe('Parts that do not.'),
});
export type SettlementReplay = z.output<typeof settlementReplaySchema>;

/**
 * Reckons the settlement of a batch again from the snapshot, the reviews and the shared quantities stored with it, whatever
 * has become of the live data, and compares. Throws NotFoundError when the batch is not settled.
 */
export function replaySettlement(db: Database, plans: Plans, batchId: string): Promise<SettlementReplay> {
  return inSnapshot(db, async (tx) => {
    const { answer, resources, pairs, lastReview } = await getSettlement(tx, batchId);
    if (!resources) throw new ConflictError('nothing was stored to reckon it from');
    const batch = await getBatch(tx, batchId);
    // Who was withdrawn before was not settled; who was withdrawn since still belongs to what was settled.
    const only = answer.decisions.map((decision) => decision.application);
    const frozen = await getFrozenBatch(tx, plans, batch, { lastReview, only });
    const question = questionOf(frozen, { resources, pairs, settledOn: answer.settledOn });
    const again = toOutcome(
      frozen,
      settleBatch(question),
      answer.settledOn,
      await snapshotOutcomes(tx, batchId),
    );
    const asJson = JSON.parse(JSON.stringify(again)) as OutcomeOfBatch;
    const differing = PARTS.filter((part) => !isDeepStrictEqual(asJson[part], answer[part]));
    return { settlement: answer.id, isEqual: differing.length === 0, differing };
  });
}
