import type { LotInUse } from './consume.ts';
import type { PlannedEntry } from './settlement.ts';

/** What "the remainder" is (DL-E6): everything valid in the pool, or only what is left of the lots used. */
export type RemainderReading = 'pool' | 'touched_lots';

/**
 * The entries that follow one use of a pool: its remainder is reset to zero, or set aside while a queue waits for it.
 * Nothing where nothing was consumed. `touched` is false for a lot of which this use took nothing.
 */
export function resetRemainder(
  lots: readonly LotInUse[],
  reading: RemainderReading,
  isQueueWaiting: boolean,
): PlannedEntry[] {
  if (!lots.some((lot) => lot.consumed > 0)) return [];
  return lots
    .filter((lot) => lot.left > 0 && (reading === 'pool' || lot.consumed > 0))
    .map((lot) => ({
      lotId: lot.lotId,
      entry: isQueueWaiting ? 'suspend' : 'reset',
      quantity: -lot.left,
      applicationId: null,
      touched: lot.consumed > 0,
    }));
}
