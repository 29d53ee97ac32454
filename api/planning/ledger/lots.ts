import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { InvalidInputError, NotFoundError } from '../../errors.ts';
import { poolSchema } from '../../policy/facts-of-release.ts';
import { ENTRY_KINDS, LOT_EVENTS, LOT_USES, POOL_KINDS } from './ledger-queries.ts';
import { type LotRow, listLotRows } from './lot-queries.ts';

export const lotAnswer = z.strictObject({
  lotId: z.uuid(),
  plan: z.string(),
  poolKind: z.enum(POOL_KINDS),
  areaCode: z.string(),
  areaLevel: poolSchema.shape.areaLevel,
  areaName: z.string(),
  quantity: z.int().describe('Released, in institutions or beds.'),
  balance: z.int().describe('Left on the day asked for: the sum of the entries up to it.'),
  suspended: z.int().describe('Set aside while a queue waits; not in balance.'),
  event: z.enum(LOT_EVENTS),
  institution: z.string().nullable().describe('Code, or id:123.'),
  institutionName: z.string(),
  releasedOn: z.string(),
  validTo: z.string().describe('Last day on which it may be used.'),
  isValid: z.boolean().describe('Released and not expired on the day asked for.'),
  usage: z.enum(LOT_USES),
  streetCode: z.string().nullable(),
  streetName: z.string().nullable(),
  transferredFrom: z.uuid().nullable(),
  isVoid: z.boolean().describe('Entered by mistake: its release was reversed.'),
  publishedOn: z.string().nullable().describe('Day of the first bulletin with it.'),
  document: z.string(),
  enteredBy: z.string(),
  enteredAt: z.iso.datetime(),
});
export type LotAnswer = z.output<typeof lotAnswer>;

export const entryAnswer = z.strictObject({
  entryId: z.number(),
  lotId: z.uuid(),
  entry: z.enum(ENTRY_KINDS),
  quantity: z.int().describe('Signed.'),
  effectiveOn: z.string(),
  settlementId: z.uuid().nullable(),
  applicationId: z.uuid().nullable(),
  reverses: z.number().nullable(),
  intoLot: z.uuid().nullable(),
  touched: z.boolean().describe('False for the reset of a lot of which the same settlement used nothing.'),
  document: z.string().nullable(),
  enteredBy: z.string(),
  enteredAt: z.iso.datetime(),
});
export type EntryAnswer = z.output<typeof entryAnswer>;

export interface LotsFilter {
  readonly plan?: string | undefined;
  readonly poolKind?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly areaLevel?: string | undefined;
  readonly institutionId?: number | undefined;
  readonly usage?: string | undefined;
  readonly onlyValid?: boolean;
  readonly asOf: string;
  /** Place after which the list continues, as `cursorOf` gives it. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Lots in the order in which they are used (earliest expiry first), with their balance on a day. */
export async function listLots(db: Database, filter: LotsFilter): Promise<LotAnswer[]> {
  const [validTo, releasedOn, lotId] = filter.after === undefined ? [] : readCursor(filter.after);
  const rows = await listLotRows(db, {
    planId: filter.plan ?? null,
    poolKind: filter.poolKind ?? null,
    areaCode: filter.areaCode ?? null,
    areaLevel: filter.areaLevel ?? null,
    institutionId: filter.institutionId ?? null,
    usage: filter.usage ?? null,
    onlyValid: filter.onlyValid ?? false,
    asOf: filter.asOf,
    lotId: null,
    afterValidTo: validTo ?? null,
    afterReleasedOn: releasedOn ?? null,
    afterLotId: lotId ?? null,
    rowLimit: filter.limit,
  });
  return rows.map(toLotAnswer);
}

/** One lot, void ones too. Throws NotFoundError. */
export async function getLot(db: Database, lotId: string, asOf: string): Promise<LotAnswer> {
  const none = { planId: null, poolKind: null, areaCode: null, areaLevel: null, institutionId: null };
  const cursor = { afterValidTo: null, afterReleasedOn: null, afterLotId: null };
  const isId = z.uuid().safeParse(lotId).success;
  const [row] = isId
    ? await listLotRows(db, { ...none, ...cursor, usage: null, onlyValid: false, asOf, lotId, rowLimit: 1 })
    : [];
  if (row) return toLotAnswer(row);
  throw new NotFoundError(`there is no release lot ${lotId.slice(0, 100)}`);
}

/** Movements of a lot, in the order in which they take effect; at most 1,000. */
export async function listEntries(db: Database, lotId: string): Promise<EntryAnswer[]> {
  const rows = await db.kysely
    .selectFrom('ledger_entry')
    .selectAll()
    .where('lot_id', '=', lotId)
    .orderBy('effective_on')
    .orderBy('entry_id')
    .limit(1_000)
    .execute();
  return rows.map((row) => ({
    entryId: row.entry_id,
    lotId: row.lot_id,
    entry: row.entry as EntryAnswer['entry'],
    quantity: row.quantity,
    effectiveOn: row.effective_on,
    settlementId: row.settlement_id,
    applicationId: row.application_id,
    reverses: row.reverses,
    intoLot: row.into_lot,
    touched: row.touched,
    document: row.document,
    enteredBy: row.entered_by,
    enteredAt: row.entered_at.toISOString(),
  }));
}

export function cursorOf(lot: Pick<LotAnswer, 'validTo' | 'releasedOn' | 'lotId'>): string {
  return [lot.validTo, lot.releasedOn, lot.lotId].join('_');
}

const day = z.iso.date().refine((given) => given >= '0001');
const cursorSchema = z.tuple([day, day, z.uuid()]);
function readCursor(text: string): [string, string, string] {
  const read = cursorSchema.safeParse(text.split('_'));
  if (read.success) return read.data;
  throw new InvalidInputError([
    { field: 'after', value: text, reason: 'is not the next of a page', allowed: 'the value in `next`' },
  ]);
}

function toLotAnswer(row: LotRow): LotAnswer {
  const byId = row.institution_id === null ? null : `id:${row.institution_id}`;
  return {
    lotId: row.lot_id,
    plan: row.plan_id,
    poolKind: row.pool_kind,
    areaCode: row.area_code,
    areaLevel: row.area_level,
    areaName: row.area_name,
    quantity: row.quantity,
    balance: row.balance,
    suspended: row.suspended,
    event: row.event,
    institution: row.institution_code ?? byId,
    institutionName: row.institution_name,
    releasedOn: row.released_on,
    validTo: row.valid_to,
    isValid: row.is_valid,
    usage: row.usage,
    streetCode: row.street_code,
    streetName: row.street_name,
    transferredFrom: row.transferred_from,
    isVoid: row.voided,
    publishedOn: row.published_on,
    document: row.document,
    enteredBy: row.entered_by,
    enteredAt: row.entered_at.toISOString(),
  };
}
