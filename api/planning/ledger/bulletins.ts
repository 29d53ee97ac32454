import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import { localizedSchema } from '../../localized.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { BulletinInput } from './ledger-inputs.ts';
import { ledgerRulesOf } from './ledger-of-plan.ts';
import { listPools, poolAnswer, sumPools } from './pools-document.ts';

const contentsSchema = z.strictObject({
  planTitle: localizedSchema,
  city: localizedSchema,
  pools: z.array(poolAnswer),
});

export const bulletinAnswer = z.strictObject({
  bulletinId: z.uuid(),
  plan: z.string(),
  year: z.int(),
  quarter: z.int(),
  asOf: z.string().describe('Day of the balances.'),
  publishedOn: z.string(),
  document: z.string(),
  publishedBy: z.string(),
  publishedAt: z.iso.datetime(),
  ...contentsSchema.shape,
});
export type BulletinAnswer = z.output<typeof bulletinAnswer>;
export const bulletinSummary = bulletinAnswer.omit({ planTitle: true, city: true, pools: true });
export type BulletinSummary = z.output<typeof bulletinSummary>;

/**
 * Publishes the totals and last days of a quarter (DL-E5) as a snapshot that never changes, with the balance of each lot. The
 * same bulletin again gives the stored one. Throws InvalidInputError for days outside the quarter, ConflictError when the
 * quarter was published with other days or another document.
 */
export async function publishBulletin(
  db: Database,
  plans: Plans,
  input: BulletinInput,
  trail: WriteTrail,
): Promise<{ bulletin: BulletinAnswer; isCreated: boolean }> {
  const { plan } = ledgerRulesOf(plans, input.plan);
  refuseDays(input);
  return db.transaction(async (tx) => {
    const before = await findOfQuarter(tx, input);
    if (before) return { bulletin: same(before, input), isCreated: false };
    const named = await listPools(tx, plan, { asOf: input.asOf });
    const pools = sumPools(plan, input.asOf, named);
    const bulletinId = randomUUID();
    const added = await tx.kysely
      .insertInto('release_bulletin')
      .values({
        bulletin_id: bulletinId,
        plan_id: plan.id,
        year: input.year,
        quarter: input.quarter,
        as_of: input.asOf,
        published_on: input.publishedOn,
        contents: JSON.stringify({ planTitle: plan.title, city: plan.city.name, pools }),
        document: input.document,
        published_by: trail.actor,
      })
      .onConflict((conflict) => conflict.columns(['plan_id', 'year', 'quarter']).doNothing())
      .returning('bulletin_id')
      .execute();
    if (added.length === 0) {
      const other = await findOfQuarter(tx, input);
      if (other) return { bulletin: same(other, input), isCreated: false };
    }
    const lots = named.flatMap(({ pool }) => pool.lots);
    for (let start = 0; start < lots.length; start += 1_000)
      await tx.kysely
        .insertInto('release_bulletin_lot')
        .values(
          lots
            .slice(start, start + 1_000)
            .map((lot) => ({ bulletin_id: bulletinId, lot_id: lot.lotId, balance: lot.remaining })),
        )
        .execute();
    await writeAudit(tx, trail, {
      action: 'publish',
      entity: 'release_bulletin',
      entityId: bulletinId,
      details: { ...input, lots: lots.length },
    });
    return { bulletin: await getBulletin(tx, bulletinId), isCreated: true };
  });
}

/** The bulletin with this id. Throws NotFoundError. */
export async function getBulletin(db: Database, bulletinId: string): Promise<BulletinAnswer> {
  const row = z.uuid().safeParse(bulletinId).success
    ? await db.kysely
        .selectFrom('release_bulletin')
        .selectAll()
        .where('bulletin_id', '=', bulletinId)
        .executeTakeFirst()
    : undefined;
  if (row) return toAnswer(row);
  throw new NotFoundError(`there is no release bulletin ${bulletinId.slice(0, 100)}`);
}

const SUMMARY_COLUMNS = [
  'bulletin_id',
  'plan_id',
  'year',
  'quarter',
  'as_of',
  'published_on',
  'document',
  'published_by',
  'published_at',
] as const;

export interface BulletinsFilter {
  readonly plan?: string | undefined;
  readonly year?: number | undefined;
  /** `<year>_<quarter>_<id>` of the last one seen. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** Bulletins, latest quarter first, without their contents. */
export async function listBulletins(db: Database, filter: BulletinsFilter): Promise<BulletinSummary[]> {
  const after = filter.after === undefined ? undefined : readCursor(filter.after);
  const rows = await db.kysely
    .selectFrom('release_bulletin')
    .select(SUMMARY_COLUMNS)
    .$if(filter.plan !== undefined, (query) => query.where('plan_id', '=', filter.plan ?? ''))
    .$if(filter.year !== undefined, (query) => query.where('year', '=', filter.year ?? 0))
    .$if(after !== undefined, (query) =>
      query.where(({ eb, refTuple, tuple }) =>
        eb(
          refTuple('year', 'quarter', 'bulletin_id'),
          '<',
          tuple(after?.[0] ?? 0, after?.[1] ?? 0, after?.[2] ?? ''),
        ),
      ),
    )
    .orderBy('year', 'desc')
    .orderBy('quarter', 'desc')
    .orderBy('bulletin_id', 'desc')
    .limit(filter.limit)
    .execute();
  return rows.map(toSummary);
}

export function bulletinCursor(bulletin: BulletinSummary): string {
  return [bulletin.year, bulletin.quarter, bulletin.bulletinId].join('_');
}

const cursorSchema = z.tuple([
  z.coerce.number().int().min(0).max(9_999),
  z.coerce.number().int().min(0).max(4),
  z.uuid(),
]);
function readCursor(text: string): [number, number, string] {
  const read = cursorSchema.safeParse(text.split('_'));
  if (read.success) return read.data;
  throw new InvalidInputError([
    { field: 'after', value: text, reason: 'is not the next of a page', allowed: 'the value in `next`' },
  ]);
}

function refuseDays({ year, quarter, asOf, publishedOn }: BulletinInput): void {
  const first = `${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;
  const issues = [];
  if (asOf < first)
    issues.push({
      field: 'asOf',
      value: asOf,
      reason: 'is before the quarter',
      allowed: `${first} or later`,
    });
  if (publishedOn < asOf)
    issues.push({
      field: 'publishedOn',
      value: publishedOn,
      reason: 'is before the day of the balances',
      allowed: `${asOf} or later`,
    });
  if (issues.length > 0) throw new InvalidInputError(issues);
}

async function findOfQuarter(tx: Database, { plan, year, quarter }: BulletinInput) {
  const row = await tx.kysely
    .selectFrom('release_bulletin')
    .selectAll()
    .where('plan_id', '=', plan)
    .where('year', '=', year)
    .where('quarter', '=', quarter)
    .executeTakeFirst();
  return row ? toAnswer(row) : undefined;
}

function same(stored: BulletinAnswer, input: BulletinInput): BulletinAnswer {
  const different = (['asOf', 'publishedOn', 'document'] as const).filter(
    (name) => stored[name] !== input[name],
  );
  if (different.length === 0) return stored;
  throw new ConflictError(
    `the bulletin of ${input.year} quarter ${input.quarter} was published as ${stored.bulletinId}; it never changes`,
    different.map((name) => ({
      field: name,
      value: input[name],
      reason: `is ${stored[name]} in the published one`,
    })),
  );
}

interface BulletinRow {
  readonly bulletin_id: string;
  readonly plan_id: string;
  readonly year: number;
  readonly quarter: number;
  readonly as_of: string;
  readonly published_on: string;
  readonly contents: unknown;
  readonly document: string;
  readonly published_by: string;
  readonly published_at: Date;
}

function toAnswer(row: BulletinRow): BulletinAnswer {
  return { ...toSummary(row), ...contentsSchema.parse(row.contents) };
}

function toSummary(row: Omit<BulletinRow, 'contents'>): BulletinSummary {
  return {
    bulletinId: row.bulletin_id,
    plan: row.plan_id,
    year: row.year,
    quarter: row.quarter,
    asOf: row.as_of,
    publishedOn: row.published_on,
    document: row.document,
    publishedBy: row.published_by,
    publishedAt: row.published_at.toISOString(),
  };
}
