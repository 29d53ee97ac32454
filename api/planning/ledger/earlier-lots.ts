import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { LotOfEvent } from '../../policy/release/lots-of-event.ts';
import type { NewLot } from './insert-lots.ts';
import type { Leaver } from './lot-queries.ts';

/** A lot that an institution left before. */
export interface EarlierLot {
  readonly lot_id: string;
  readonly pool_kind: string;
  readonly area_id: number;
  readonly code: string;
  readonly level: string;
  readonly quantity: number;
  readonly event: string;
  readonly released_on: string;
}

/** The lots of an institution in a plan's ledger, transfers and void ones left out. */
export async function findEarlierLots(
  tx: Database,
  planId: string,
  institutionId: number,
): Promise<EarlierLot[]> {
  return tx.kysely
    .selectFrom('release_lot as l')
    .innerJoin('area as a', 'a.area_id', 'l.area_id')
    .select([
      'l.lot_id',
      'l.pool_kind',
      'l.area_id',
      'a.code',
      'a.level',
      'l.quantity',
      'l.event',
      'l.released_on',
    ])
    .where('l.plan_id', '=', planId)
    .where('l.institution_id', '=', institutionId)
    .where('l.event', '<>', 'transfer')
    .where('l.voided', '=', false)
    .orderBy('l.released_on')
    .orderBy('l.lot_id')
    .limit(1_000)
    .execute();
}

/**
 * Splits the lots of an event into those that stand already and those to add. Throws ConflictError when the same event stands
 * with another quantity or area, or when the same agreement has been released by another event: one exit is used once.
 */
export async function keepEarlier(
  tx: Database,
  lots: readonly NewLot[],
  earlier: readonly EarlierLot[],
  leaver: Leaver,
  sources: readonly LotOfEvent[],
): Promise<{ kept: string[]; missing: NewLot[] }> {
  const kept: string[] = [];
  const missing: NewLot[] = [];
  for (const [index, lot] of lots.entries()) {
    const ofPool = earlier.filter((one) => one.pool_kind === lot.poolKind);
    const same = ofPool.find((one) => one.event === lot.event && one.released_on === lot.releasedOn);
    if (same) {
      if (same.quantity !== lot.quantity || !(await isSameArea(tx, same, lot.areaId)))
        throw contradiction(
          same,
          `was entered with ${same.quantity} for ${same.code}; now it would be ${lot.quantity}`,
        );
      kept.push(same.lot_id);
      continue;
    }
    refuseSecondUse(ofPool, lot.releasedOn, leaver, sources[index]?.service);
    missing.push(lot);
  }
  return { kept, missing };
}

/**
 * Throws ConflictError when the agreement for a service was released on another day already, and none has begun since: one
 * exit is used once. Without a service any new agreement counts.
 */
export function refuseSecondUse(
  ofPool: readonly EarlierLot[],
  on: string,
  leaver: Pick<Leaver, 'starts'>,
  service: string | undefined,
): void {
  const twice = ofPool.find((one) => !wasDesignatedBetween(leaver, service, one.released_on, on));
  if (twice)
    throw contradiction(
      twice,
      `was released by the ${twice.event} of ${twice.released_on} already, and the register has no new agreement${service ? ` for ${service}` : ''} since`,
    );
}

/** Whether an agreement began after one of two days and not after the other. */
function wasDesignatedBetween(
  { starts }: Pick<Leaver, 'starts'>,
  service: string | undefined,
  one: string,
  other: string,
): boolean {
  const [first, last] = one < other ? [one, other] : [other, one];
  return starts.some(
    (start) =>
      (service === undefined || start.service === service) && start.from > first && start.from <= last,
  );
}

async function isSameArea(tx: Database, { code, level }: EarlierLot, areaId: number): Promise<boolean> {
  const area = await tx.kysely
    .selectFrom('area')
    .select(['code', 'level'])
    .where('area_id', '=', areaId)
    .executeTakeFirst();
  return area?.code === code && area.level === level;
}

function contradiction(lot: EarlierLot, reason: string): ConflictError {
  return new ConflictError(`the lot ${lot.lot_id} (${lot.pool_kind}) ${reason}`, [
    {
      field: 'event',
      value: `${lot.event} ${lot.released_on}`,
      reason: `lot ${lot.lot_id}: ${reason}`,
      allowed: 'the same content; or a reversal of the lot’s release entry first',
    },
  ]);
}
