import { z } from 'zod';
import { todayInShanghai } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { bookEntries } from './book-entries.ts';
import { lockPools, type PoolKey } from './lock-pools.ts';
import { type EntryAnswer, entryAnswer, listEntries } from './lots.ts';

export const reversalAnswer = z.strictObject({
  created: z.boolean().describe('False when the entry was reversed before.'),
  entries: z.array(entryAnswer).describe('The reversals: one, or two for a transfer (both lots).'),
});
export type ReversalAnswer = z.output<typeof reversalAnswer>;

interface StoredEntry extends PoolKey {
  readonly entry_id: number;
  readonly lot_id: string;
  readonly entry: string;
  readonly quantity: number;
  readonly effective_on: string;
  readonly into_lot: string | null;
  readonly plan_id: string;
  readonly event: string;
}

/**
 * Takes back an entry by an entry of its own, with a document. A release that is reversed makes its lot void (from its first
 * day on: it should never have been); a transfer is reversed as a whole. The same again changes nothing. Throws NotFoundError;
 * ConflictError when the quantity has been used since, or for a reversal of a reversal.
 */
export async function reverseEntry(
  db: Database,
  entryId: number,
  input: { readonly on?: string | undefined; readonly document: string },
  trail: WriteTrail,
): Promise<ReversalAnswer> {
  return db.transaction(async (tx) => {
    const entry = await getEntry(tx, entryId);
    if (entry.entry === 'reversal')
      throw new ConflictError(`the entry ${entryId} is a reversal; book the movement anew instead`, [
        { field: 'id', value: entryId, reason: 'is a reversal itself' },
      ]);
    if (entry.entry === 'release' && entry.event === 'transfer')
      throw new ConflictError(`the entry ${entryId} is one side of a transfer`, [
        {
          field: 'id',
          value: entryId,
          reason: 'is the receiving side of a transfer',
          allowed: `the transfer_out entry ${await transferOutOf(tx, entry.lot_id)}`,
        },
      ]);
    const parts = [entry, ...(await otherSide(tx, entry))];
    for (const planId of new Set(parts.map((part) => part.plan_id)))
      await lockPools(
        tx,
        planId,
        parts.filter((part) => part.plan_id === planId),
      );
    const before = await findReversals(tx, parts);
    if (before.length > 0) return { created: false, entries: before };
    const on = dayOf(entry, input.on);
    await bookEntries(
      tx,
      parts.map((part) => ({
        lotId: part.lot_id,
        entry: 'reversal' as const,
        quantity: -part.quantity,
        reverses: part.entry_id,
        document: input.document,
      })),
      { effectiveOn: on, trail },
    );
    const voided = parts.filter((part) => part.entry === 'release').map((part) => part.lot_id);
    if (voided.length > 0)
      await tx.kysely
        .updateTable('release_lot')
        .set({ voided: true })
        .where('lot_id', 'in', voided)
        .execute();
    await writeAudit(tx, trail, {
      action: 'reverse',
      entity: 'ledger_entry',
      entityId: String(entryId),
      details: { on, document: input.document, voided },
    });
    return { created: true, entries: await findReversals(tx, parts) };
  });
}

async function getEntry(tx: Database, entryId: number): Promise<StoredEntry> {
  const row = await selectEntries(tx).where('e.entry_id', '=', entryId).executeTakeFirst();
  if (!row) throw new NotFoundError(`there is no ledger entry ${entryId}`);
  return toStored(row);
}

function selectEntries(tx: Database) {
  return tx.kysely
    .selectFrom('ledger_entry as e')
    .innerJoin('release_lot as l', 'l.lot_id', 'e.lot_id')
    .select(['e.entry_id', 'e.lot_id', 'e.entry', 'e.quantity', 'e.effective_on', 'e.into_lot'])
    .select(['l.plan_id', 'l.pool_kind', 'l.area_id', 'l.event']);
}

function toStored(
  row: Awaited<ReturnType<ReturnType<typeof selectEntries>['executeTakeFirstOrThrow']>>,
): StoredEntry {
  const { pool_kind, area_id, ...rest } = row;
  return { ...rest, poolKind: pool_kind as PoolKey['poolKind'], areaId: area_id };
}

/** The release of the lot that a transfer went into. */
async function otherSide(tx: Database, { into_lot }: StoredEntry): Promise<StoredEntry[]> {
  if (into_lot === null) return [];
  const rows = await selectEntries(tx)
    .where('e.lot_id', '=', into_lot)
    .where('e.entry', '=', 'release')
    .execute();
  return rows.map(toStored);
}

async function transferOutOf(tx: Database, lotId: string): Promise<number | string> {
  const row = await tx.kysely
    .selectFrom('ledger_entry')
    .select('entry_id')
    .where('into_lot', '=', lotId)
    .executeTakeFirst();
  return row?.entry_id ?? 'of the lot that gave';
}

/** Releases and transfers count as if they had never been; other movements are undone from a day on. */
function dayOf(entry: StoredEntry, on: string | undefined): string {
  if (entry.entry === 'release' || entry.entry === 'transfer_out') {
    if (on !== undefined && on !== entry.effective_on)
      throw new InvalidInputError([
        {
          field: 'on',
          value: on,
          reason: `a ${entry.entry} is reversed from its own day`,
          allowed: `${entry.effective_on}, or left out`,
        },
      ]);
    return entry.effective_on;
  }
  if (on !== undefined && on < entry.effective_on)
    throw new InvalidInputError([
      {
        field: 'on',
        value: on,
        reason: 'is before the day of the entry',
        allowed: `${entry.effective_on} or later`,
      },
    ]);
  if (on !== undefined) return on;
  const today = todayInShanghai();
  if (today < entry.effective_on) return entry.effective_on;
  return today;
}

async function findReversals(tx: Database, parts: readonly StoredEntry[]): Promise<EntryAnswer[]> {
  const found: EntryAnswer[] = [];
  for (const part of parts) {
    const entries = await listEntries(tx, part.lot_id);
    found.push(...entries.filter((entry) => entry.reverses === part.entry_id));
  }
  return found;
}
