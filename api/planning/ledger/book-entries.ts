import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { WriteTrail } from '../write-trail.ts';
import { type BookingRow, type ENTRY_KINDS, insertEntries, lockLots } from './ledger-queries.ts';

/** A movement to book. `quantity` is signed: positive for release and restore, negative for all that takes. */
export interface NewEntry {
  readonly lotId: string;
  readonly entry: (typeof ENTRY_KINDS)[number];
  readonly quantity: number;
  readonly applicationId?: string | null | undefined;
  /** False for the reset or suspension of a lot of which the same use consumed nothing; default true. */
  readonly touched?: boolean | undefined;
  readonly document?: string | null | undefined;
  /** Entry taken back (reversal). */
  readonly reverses?: number | null | undefined;
  /** Lot that a transfer goes into. */
  readonly intoLot?: string | null | undefined;
}

export interface Booking {
  readonly settlementId?: string | null | undefined;
  /** Day `YYYY-MM-DD` on which all take effect. */
  readonly effectiveOn: string;
  readonly trail: WriteTrail;
}

/**
 * Books entries, all or none, and returns their ids in the order given. The lots are locked, and the same statement that
 * writes checks that no lot falls below zero on any day, is drawn on outside its validity or use, or restored beyond what
 * was suspended. Throws ConflictError that names lot, day and balance; nothing is then written. `tx` must be a transaction.
 */
export async function bookEntries(
  tx: Database,
  entries: readonly NewEntry[],
  { settlementId, effectiveOn, trail }: Booking,
): Promise<number[]> {
  if (entries.length === 0) return [];
  const lotIds = entries.map((entry) => entry.lotId);
  // A statement of its own: the one that books then sees what those who held the lots before have written.
  await lockLots(tx, { lotIds: [...new Set(lotIds)] });
  const rows = await insertEntries(tx, {
    lotIds,
    entries: entries.map((entry) => entry.entry),
    quantities: entries.map((entry) => entry.quantity),
    applicationIds: entries.map((entry) => entry.applicationId ?? null),
    touched: entries.map((entry) => entry.touched ?? true),
    documents: entries.map((entry) => entry.document ?? null),
    reverses: entries.map((entry) => entry.reverses ?? null),
    intoLots: entries.map((entry) => entry.intoLot ?? null),
    effectiveOn,
    settlementId: settlementId ?? null,
    enteredBy: trail.actor,
  });
  const problems = rows.filter((row) => row.problem !== null);
  if (problems.length > 0) throw refuse(problems);
  return rows.flatMap((row) => (row.entry_id === null ? [] : [row.entry_id]));
}

const REASONS: Readonly<Record<NonNullable<BookingRow['problem']>, string>> = {
  unknown: 'there is no such lot',
  void: 'the lot is void: its release was reversed',
  not_valid: 'the lot is not valid on that day',
  not_in_pool: 'the lot is not in its pool: it is a place of a street, or its use is not decided',
  overdrawn: 'the lot does not hold that much',
  restored_too_much: 'more would be restored than was suspended',
  above_quantity: 'the lot would hold more than was released',
};

function refuse(problems: readonly BookingRow[]): ConflictError {
  const issues = problems.map(({ lot_id, problem, day, balance }) => {
    const shortfall = balance === null ? '' : `: its balance would be ${balance}`;
    return {
      field: `lot ${lot_id}`,
      ...(day === null ? {} : { value: day }),
      reason: `${REASONS[problem ?? 'unknown']}${day === null ? '' : ` (${day})`}${shortfall}`,
    };
  });
  const said = issues.slice(0, 5).map((issue) => `${issue.field}: ${issue.reason}`);
  return new ConflictError(said.join('; '), issues.slice(0, 100));
}
