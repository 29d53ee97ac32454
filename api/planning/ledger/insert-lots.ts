import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import type { WriteTrail } from '../write-trail.ts';
import { bookEntries } from './book-entries.ts';
import type { LOT_EVENTS, LOT_USES } from './ledger-queries.ts';
import type { PoolKey } from './lock-pools.ts';

export interface NewLot extends PoolKey {
  readonly quantity: number;
  readonly event: (typeof LOT_EVENTS)[number];
  readonly institutionId: number | null;
  readonly institutionName: string;
  readonly releasedOn: string;
  readonly validTo: string;
  readonly usage: (typeof LOT_USES)[number];
  readonly streetId: number | null;
  readonly transferredFrom?: string;
  readonly document: string;
}

/** Adds lots without any entry, and returns their ids in the order given. The pools must be locked. */
export async function insertBareLots(
  tx: Database,
  planId: string,
  lots: readonly NewLot[],
  trail: WriteTrail,
): Promise<string[]> {
  if (lots.length === 0) return [];
  const rows = lots.map((lot) => ({
    lot_id: randomUUID(),
    plan_id: planId,
    pool_kind: lot.poolKind,
    area_id: lot.areaId,
    quantity: lot.quantity,
    event: lot.event,
    institution_id: lot.institutionId,
    institution_name: lot.institutionName,
    released_on: lot.releasedOn,
    valid_to: lot.validTo,
    usage: lot.usage,
    street_id: lot.streetId,
    transferred_from: lot.transferredFrom ?? null,
    document: lot.document,
    entered_by: trail.actor,
  }));
  await tx.kysely.insertInto('release_lot').values(rows).execute();
  return rows.map((row) => row.lot_id);
}

/** Adds lots of one day, each with the entry of its release. */
export async function insertLots(
  tx: Database,
  planId: string,
  lots: readonly NewLot[],
  trail: WriteTrail,
): Promise<string[]> {
  const [first] = lots;
  if (!first) return [];
  const ids = await insertBareLots(tx, planId, lots, trail);
  const entries = lots.map((lot, index) => ({
    lotId: ids[index] ?? '',
    entry: 'release' as const,
    quantity: lot.quantity,
    document: lot.document,
  }));
  await bookEntries(tx, entries, { effectiveOn: first.releasedOn, trail });
  return ids;
}
