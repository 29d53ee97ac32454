import type { Database } from '../../db/database.ts';
import type { Pool } from '../../policy/facts-of-release.ts';
import { lockPoolsByKey } from './ledger-queries.ts';

/** A pool of the ledger: what is released and consumed together. Versions of one area are one pool. */
export interface PoolKey {
  readonly poolKind: Pool['poolKind'];
  readonly areaId: number;
}

/**
 * Waits until nobody else writes to these pools and keeps them until the transaction ends; on both engines. Whoever
 * writes to the ledger calls it first, once, with every pool concerned: then what it reads afterwards stays true.
 * `tx` must be a transaction.
 */
export async function lockPools(tx: Database, planId: string, pools: readonly PoolKey[]): Promise<void> {
  if (pools.length === 0) return;
  await lockPoolsByKey(tx, {
    planId,
    poolKinds: pools.map((pool) => pool.poolKind),
    areaIds: pools.map((pool) => pool.areaId),
  });
}
