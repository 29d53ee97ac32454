import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { getLot, type LotAnswer } from './lots.ts';

/**
 * Decides whether an exit goes to the pool or fills a place of its street (DL-D3), once and with a document. The same decision
 * again changes nothing. Throws NotFoundError, and ConflictError when it was decided otherwise.
 */
export async function decideUsage(
  db: Database,
  lotId: string,
  {
    usage,
    document,
    asOf,
  }: { readonly usage: 'pool' | 'street_capacity'; readonly document: string; readonly asOf: string },
  trail: WriteTrail,
): Promise<LotAnswer> {
  return db.transaction(async (tx) => {
    await getLot(tx, lotId, asOf);
    await tx.kysely
      .selectFrom('release_lot')
      .select('lot_id')
      .where('lot_id', '=', lotId)
      .forUpdate()
      .execute();
    const lot = await getLot(tx, lotId, asOf);
    if (lot.usage === usage) return lot;
    if (lot.usage !== 'undecided' || lot.isVoid)
      throw new ConflictError(
        lot.isVoid ? `the lot ${lotId} is void` : `the use of the lot ${lotId} was decided: ${lot.usage}`,
        [
          {
            field: 'usage',
            value: usage,
            reason: lot.isVoid ? 'the lot is void' : `is ${lot.usage} already`,
          },
        ],
      );
    if (usage === 'street_capacity' && lot.streetCode === null)
      throw new ConflictError(`the street of the lot ${lotId} is not known`, [
        {
          field: 'usage',
          value: usage,
          reason: 'the lot names no street',
          allowed: 'pool; or a reversal of its release, and the lot entered by hand with streetCode',
        },
      ]);
    await tx.kysely.updateTable('release_lot').set({ usage }).where('lot_id', '=', lotId).execute();
    await writeAudit(tx, trail, {
      action: 'decide-usage',
      entity: 'release_lot',
      entityId: lotId,
      details: { usage, document },
    });
    return getLot(tx, lotId, asOf);
  });
}
