import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { type FoundArea, getArea } from '../dated-data/area-references.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { bookEntries } from './book-entries.ts';
import { insertBareLots } from './insert-lots.ts';
import type { TransferInput } from './ledger-inputs.ts';
import { firstDayOfReleases, ledgerRulesOf } from './ledger-of-plan.ts';
import type { PoolKey } from './lock-pools.ts';
import { getLot, lotAnswer } from './lots.ts';
import { listLotsForUpdate } from './read-pools.ts';

export const transferAnswer = z.strictObject({
  plan: z.string(),
  quantity: z.int(),
  on: z.string(),
  document: z.string(),
  created: z.boolean().describe('False when the same transfer stands already.'),
  lots: z.array(lotAnswer).describe('The lots that the receiving pool now has; each keeps its last day.'),
});
export type TransferAnswer = z.output<typeof transferAnswer>;

/**
 * Moves a released quantity from one pool to another by a document of the authority (DL-A10): out of the lots that expire
 * first, into new lots that keep their last day. The same transfer again changes nothing. Throws InvalidInputError, and
 * ConflictError when the pool does not hold so much on that day.
 */
export async function transferQuantity(
  db: Database,
  plans: Plans,
  input: TransferInput,
  trail: WriteTrail,
): Promise<TransferAnswer> {
  const { plan } = ledgerRulesOf(plans, input.plan);
  refuseOtherUnit(input);
  return db.transaction(async (tx) => {
    const [from, to] = [await poolOf(tx, input, 'from'), await poolOf(tx, input, 'to')];
    if (from.poolKind === to.poolKind && from.area.code === to.area.code && from.area.level === to.area.level)
      throw new InvalidInputError([{ field: 'to', reason: 'is the pool that gives' }]);
    const held = await listLotsForUpdate(tx, { planId: input.plan, pools: [from, to], on: input.on });
    const answer = async (lotIds: readonly string[], created: boolean): Promise<TransferAnswer> => {
      const lots = [];
      for (const lotId of lotIds) lots.push(await getLot(tx, lotId, input.on));
      return {
        plan: input.plan,
        quantity: input.quantity,
        on: input.on,
        document: input.document,
        created,
        lots,
      };
    };
    const before = await findSame(tx, input, from, to);
    if (before.length > 0) return answer(before, false);
    const parts = takeEarliest(
      held.filter(
        (lot) =>
          lot.poolKind === from.poolKind &&
          // Two levels may use one code; the lots of all versions of the area carry the id asked for.
          lot.areaId === from.areaId &&
          lot.usage === 'pool' &&
          lot.releasedOn >= firstDayOfReleases(plan),
      ),
      input,
    );
    const sources = await lotNames(
      tx,
      parts.map((part) => part.lotId),
    );
    const intoLots = await insertBareLots(
      tx,
      input.plan,
      parts.map(({ lotId, quantity, validTo }) => ({
        poolKind: to.poolKind,
        areaId: to.areaId,
        quantity,
        event: 'transfer' as const,
        institutionId: sources.get(lotId)?.institution_id ?? null,
        institutionName: sources.get(lotId)?.institution_name ?? '',
        releasedOn: input.on,
        validTo,
        usage: 'pool' as const,
        streetId: null,
        transferredFrom: lotId,
        document: input.document,
      })),
      trail,
    );
    const { document } = input;
    await bookEntries(
      tx,
      [
        ...parts.map(({ lotId, quantity }, index) => ({
          lotId,
          document,
          entry: 'transfer_out' as const,
          quantity: -quantity,
          intoLot: intoLots[index],
        })),
        ...parts.map(({ quantity }, index) => ({
          lotId: intoLots[index] ?? '',
          document,
          entry: 'release' as const,
          quantity,
        })),
      ],
      { effectiveOn: input.on, trail },
    );
    await writeAudit(tx, trail, {
      action: 'transfer',
      entity: 'release_lot',
      entityId: intoLots.join(','),
      details: { ...input, parts, intoLots },
    });
    return answer(intoLots, true);
  });
}

interface TransferPool extends PoolKey {
  readonly area: FoundArea;
}

async function poolOf(tx: Database, input: TransferInput, side: 'from' | 'to'): Promise<TransferPool> {
  const { poolKind, areaCode, areaLevel } = input[side];
  const area = await getArea(tx, { code: areaCode, level: areaLevel, on: input.on }, `${side}.`);
  if (area.level === 'street')
    throw new InvalidInputError([
      { field: `${side}.areaCode`, value: areaCode, reason: 'is a street; streets have no pool' },
    ]);
  return { poolKind, areaId: area.areaId, area };
}

/** Beds do not become institutions, nor pharmacies hospitals. */
function refuseOtherUnit({ from, to }: TransferInput): void {
  const unit = (kind: string) =>
    kind === 'inpatient_beds' ? 'beds' : kind.startsWith('pharmacy_') ? 'pharmacies' : 'medical institutions';
  if (unit(from.poolKind) === unit(to.poolKind)) return;
  throw new InvalidInputError([
    {
      field: 'to.poolKind',
      value: to.poolKind,
      reason: `counts ${unit(to.poolKind)}, the pool that gives counts ${unit(from.poolKind)}`,
    },
  ]);
}

/** Earliest expiry first, as consumption takes them. */
function takeEarliest(
  lots: readonly { readonly lotId: string; readonly available: number; readonly validTo: string }[],
  { quantity, on, from }: TransferInput,
): { lotId: string; quantity: number; validTo: string }[] {
  let left = quantity;
  const parts: { lotId: string; quantity: number; validTo: string }[] = [];
  for (const { lotId, available, validTo } of lots) {
    const taken = Math.min(left, available);
    if (taken > 0) parts.push({ lotId, quantity: taken, validTo });
    left -= Math.max(0, taken);
  }
  if (left === 0) return parts;
  const held = quantity - left;
  throw new ConflictError(
    `the pool ${from.poolKind} of ${from.areaCode} holds ${held} on ${on}; ${quantity} were to be transferred`,
    [{ field: 'quantity', value: quantity, reason: 'the pool does not hold so much', allowed: `<= ${held}` }],
  );
}

/** The lots of the same transfer, if it stands: pools, day, document and quantity are equal. */
async function findSame(
  tx: Database,
  input: TransferInput,
  from: TransferPool,
  to: TransferPool,
): Promise<string[]> {
  const rows = await tx.kysely
    .selectFrom('release_lot as l')
    .innerJoin('area as a', 'a.area_id', 'l.area_id')
    .innerJoin('release_lot as s', 's.lot_id', 'l.transferred_from')
    .innerJoin('area as sa', 'sa.area_id', 's.area_id')
    .select(['l.lot_id', 'l.quantity'])
    .where('l.plan_id', '=', input.plan)
    .where('l.event', '=', 'transfer')
    .where('l.voided', '=', false)
    .where('l.released_on', '=', input.on)
    .where('l.document', '=', input.document)
    .where('l.pool_kind', '=', to.poolKind)
    .where('a.code', '=', to.area.code)
    .where('a.level', '=', to.area.level)
    .where('s.pool_kind', '=', from.poolKind)
    .where('sa.code', '=', from.area.code)
    .where('sa.level', '=', from.area.level)
    .orderBy('l.valid_to')
    .orderBy('l.lot_id')
    .execute();
  if (rows.length === 0) return [];
  const quantity = rows.reduce((sum, row) => sum + row.quantity, 0);
  if (quantity === input.quantity) return rows.map((row) => row.lot_id);
  throw new ConflictError(
    `by this document ${quantity} were transferred between these pools on ${input.on}`,
    [
      {
        field: 'quantity',
        value: input.quantity,
        reason: `contradicts the transfer of ${quantity} by the same document on the same day`,
        allowed: 'the same quantity; or a reversal of the transfer first',
      },
    ],
  );
}

async function lotNames(tx: Database, lotIds: readonly string[]) {
  const rows = await tx.kysely
    .selectFrom('release_lot')
    .select(['lot_id', 'institution_id', 'institution_name'])
    .where('lot_id', 'in', [...lotIds])
    .execute();
  return new Map(rows.map((row) => [row.lot_id, row]));
}
