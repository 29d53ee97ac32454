import type { Facts } from '../facts.ts';
import type { Lot } from '../facts-of-release.ts';
import type { Draw } from '../finding.ts';
import { availableQuantity, type PlanDays } from './available-quantity.ts';
import { poolKey } from './batch-state.ts';
import { consume, type LotInUse, lotsInUse } from './consume.ts';
import { type RemainderReading, resetRemainder } from './reset.ts';
import type { PlannedEntry } from './settlement.ts';

type PoolDraw = Extract<Draw, { resource: 'pool' }>;

/** The pools of a batch while it is reckoned: consumption one after the other, then one reset of each pool used. */
export interface LedgerInUse {
  /** Books a consumption whole, or returns false and books nothing when the lots do not hold it. */
  consume(draws: readonly Draw[], applicationId: string, facts: Facts): boolean;
  /** Everything booked, with the reset (or suspension) of the remainder of each pool used. */
  close(
    readingOf: (pool: string) => RemainderReading | null,
    isQueueWaiting: (pool: string) => boolean,
  ): PlannedEntry[];
}

/** Opens it on the day of settlement. Throws Error when two applicants come with different lots of one pool. */
export function openLedger(plan: PlanDays, settledOn: string): LedgerInUse {
  const pools = new Map<string, { usable: readonly LotInUse[]; late: readonly LotInUse[]; seen: string }>();
  const entries: PlannedEntry[] = [];
  const poolOf = (draw: PoolDraw, facts: Facts) => {
    const key = poolKey(draw);
    const seen = JSON.stringify(lotsOf(facts, draw));
    const before = pools.get(key);
    if (before && before.seen !== seen)
      throw new Error(`the applicants' facts give different lots of ${key}`);
    if (before) return before;
    const { lots } = availableQuantity(
      { ...facts, earlierInBatch: NOTHING },
      facts.asOf,
      draw.poolKind,
      draw.areaCode,
      plan,
    );
    const used = new Set(lots.map((lot) => lot.lotId));
    const late = availableQuantity(
      { ...facts, earlierInBatch: NOTHING, ledgerAsOf: settledOn },
      settledOn,
      draw.poolKind,
      draw.areaCode,
      plan,
    ).lots.filter((lot) => !used.has(lot.lotId));
    const opened = { usable: lotsInUse(lots), late: lotsInUse(late), seen };
    pools.set(key, opened);
    return opened;
  };
  return {
    consume: (draws, applicationId, facts) => {
      const after = new Map<string, readonly LotInUse[]>();
      const booked: PlannedEntry[] = [];
      for (const draw of draws) {
        if (draw.resource !== 'pool') continue;
        const pool = poolOf(draw, facts);
        const consumed = consume(after.get(poolKey(draw)) ?? pool.usable, draw.quantity);
        if (!consumed) return false;
        after.set(poolKey(draw), consumed.lots);
        for (const { lotId, quantity } of consumed.taken)
          booked.push({ lotId, entry: 'consume', quantity: -quantity, applicationId, touched: true });
      }
      for (const [key, usable] of after) {
        const pool = pools.get(key);
        if (pool) pools.set(key, { ...pool, usable });
      }
      entries.push(...booked);
      return true;
    },
    close: (readingOf, isQueueWaiting) => [
      ...entries,
      ...[...pools].flatMap(([key, { usable, late }]) => {
        const reading = readingOf(key);
        return reading ? resetRemainder([...usable, ...late], reading, isQueueWaiting(key)) : [];
      }),
    ],
  };
}

function lotsOf(facts: Facts, { poolKind, areaCode }: PoolDraw): Lot[] {
  return facts.pools
    .filter((pool) => pool.poolKind === poolKind && pool.areaCode === areaCode)
    .flatMap((pool) => pool.lots)
    .sort((a, b) => (a.lotId < b.lotId ? -1 : 1));
}

const NOTHING: Facts['earlierInBatch'] = {
  annualPlans: {},
  pools: {},
  places: {},
  freeAdditions: [],
  sites: [],
};
