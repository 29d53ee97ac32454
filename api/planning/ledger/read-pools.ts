import type { Database } from '../../db/database.ts';
import { NotFoundError } from '../../errors.ts';
import type { Lot, Pool } from '../../policy/facts-of-release.ts';
import { listPoolLots, type PoolLotRow } from './ledger-queries.ts';
import { lockPools, type PoolKey } from './lock-pools.ts';

export interface PoolsQuestion {
  readonly planId: string;
  readonly pools: readonly PoolKey[];
  /** Cut-off: lots must be released by this day. */
  readonly asOf: string;
  /** Day of settlement: lots must be valid on it and movements up to it count; default `asOf`. */
  readonly ledgerAsOf?: string | undefined;
}

/** A lot as those who write to the ledger need it. */
export interface WritableLot {
  readonly lotId: string;
  readonly poolKind: Pool['poolKind'];
  readonly areaId: number;
  readonly areaCode: string;
  readonly quantity: number;
  /** Sum of its movements up to the day. */
  readonly balance: number;
  /** What may be taken on the day without overdrawing a later one. */
  readonly available: number;
  readonly suspended: number;
  readonly releasedOn: string;
  readonly validTo: string;
  readonly usage: 'pool' | 'street_capacity' | 'undecided';
}

/**
 * The pools asked for, each with its lots, as rules read them; one without lots is there with an empty list (nothing is
 * released, which is not the same as unknown). Lots of both days are listed: `availableQuantity` decides which count.
 * Throws NotFoundError for an area that is not stored.
 */
export async function readPools(db: Database, question: PoolsQuestion): Promise<Pool[]> {
  const { pools } = question;
  if (pools.length === 0) return [];
  const [lots, areas] = [await listLots(db, question), await areasOf(db, pools)];
  const made = new Map<string, Pool>();
  for (const { poolKind, areaId } of pools) {
    const area = areas.get(areaId);
    if (!area) throw new NotFoundError(`there is no area with the id ${areaId}`);
    made.set(`${poolKind}@${area.level}:${area.code}`, {
      poolKind,
      areaCode: area.code,
      areaLevel: area.level as Pool['areaLevel'],
      lots: [],
    });
  }
  for (const lot of lots)
    made.get(`${lot.pool_kind}@${lot.area_level}:${lot.area_code}`)?.lots.push(toLot(lot));
  return [...made.values()];
}

/** Locks the pools and lists their lots that are valid on the day, earliest expiry first. `tx` must be a transaction. */
export async function listLotsForUpdate(
  tx: Database,
  { planId, pools, on }: { planId: string; pools: readonly PoolKey[]; on: string },
): Promise<WritableLot[]> {
  await lockPools(tx, planId, pools);
  const rows = await listLots(tx, { planId, pools, asOf: on });
  return rows.map((row) => ({
    lotId: row.lot_id,
    poolKind: row.pool_kind,
    areaId: row.area_id,
    areaCode: row.area_code,
    quantity: row.quantity,
    balance: row.remaining,
    available: row.available,
    suspended: row.suspended,
    releasedOn: row.released_on,
    validTo: row.valid_to,
    usage: row.usage,
  }));
}

function listLots(db: Database, { planId, pools, asOf, ledgerAsOf }: PoolsQuestion): Promise<PoolLotRow[]> {
  return listPoolLots(db, {
    planId,
    poolKinds: pools.map((pool) => pool.poolKind),
    areaIds: pools.map((pool) => pool.areaId),
    asOf,
    ledgerAsOf: ledgerAsOf ?? asOf,
  });
}

async function areasOf(db: Database, pools: readonly PoolKey[]) {
  const rows = await db.kysely
    .selectFrom('area')
    .select(['area_id', 'code', 'level'])
    .where('area_id', 'in', [...new Set(pools.map((pool) => pool.areaId))])
    .execute();
  return new Map(rows.map((row) => [row.area_id, row]));
}

function toLot(row: PoolLotRow): Lot {
  return {
    lotId: row.lot_id,
    quantity: row.quantity,
    remaining: row.remaining,
    suspended: row.suspended,
    wipedByPoolReset: row.wiped,
    releasedOn: row.released_on,
    validTo: row.valid_to,
    publishedOn: row.published_on,
    use: row.usage,
    streetCode: row.street_code,
    event: row.event,
  };
}
