import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError, NotFoundError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { toAnswer } from './dated-answer.ts';
import type { DatedItem, DatedResource } from './dated-resource.ts';
import { type DatedRow, findMatches, insertRows, listRows, lockRow, updateRow } from './dated-statements.ts';
import { columnValue, type RowIssue, type StoredValues, understandItems } from './understand-items.ts';

/** Most issues told in one answer. */
const MAX_ISSUES = 100;

export interface Written {
  /** Ids in the order of the items; an item that was stored already has the id of what is stored. */
  readonly ids: number[];
  readonly created: number;
}

/**
 * Stores items in one transaction, all or none, with one audit row. An item that is stored already with the same content is
 * left as it is, so that a request may be repeated. Throws InvalidInputError or, where an item contradicts what is stored (or
 * another item), ConflictError; both list row, field and reason.
 */
export async function addDatedItems(
  db: Database,
  plans: Plans,
  resource: DatedResource,
  items: readonly DatedItem[],
  trail: WriteTrail,
): Promise<Written> {
  const { rows, issues } = await understandItems(db, plans, resource, items);
  if (issues.length > 0) throw new InvalidInputError(issues.slice(0, MAX_ISSUES));
  return db.transaction(async (tx) => {
    const before = compare(resource, rows, await findMatches(tx, resource, rows));
    if (before.conflicts.length > 0) throw refuse(resource, before.conflicts);
    const missing = rows.filter((row) => !before.equal.has(row.n));
    if (missing.length === 0) return { ids: idsOf(rows, before.equal), created: 0 };
    await insertRows(tx, resource, missing, trail.actor);
    // Seen again: rows of one request may contradict each other, and somebody may have written in between.
    const after = compare(resource, rows, await findMatches(tx, resource, rows));
    if (after.conflicts.length > 0) throw refuse(resource, after.conflicts);
    const ids = idsOf(rows, after.equal);
    const known = new Set(before.equal.values());
    const created = [...new Set(ids)].filter((id) => !known.has(id));
    await writeAudit(tx, trail, {
      action: 'create',
      entity: resource.path,
      entityId: created.length === 1 ? String(created[0]) : `${created[0]}..${created.at(-1)}`,
      details: created.length === 1 ? { item: items[missing[0]?.n ?? 0] } : { ids: created },
    });
    return { ids, created: created.length };
  });
}

/** The row with this id. Throws NotFoundError. */
export async function getDatedRow(db: Database, resource: DatedResource, id: number): Promise<DatedRow> {
  const [row] = await listRows(db, resource, { id, limit: 1 });
  if (row) return row;
  throw new NotFoundError(`there is no ${resource.one} ${id}`);
}

/**
 * Ends an open period on its last day. The same end again changes nothing. Throws ConflictError when it was ended on another
 * day, InvalidInputError for a day before the first.
 */
export async function endDatedRow(
  db: Database,
  resource: DatedResource,
  id: number,
  { validTo, document }: { readonly validTo: string; readonly document: string },
  trail: WriteTrail,
): Promise<DatedRow> {
  return db.transaction(async (tx) => {
    await lockRow(tx, resource, id);
    const row = await getDatedRow(tx, resource, id);
    if (row.valid_to === validTo) return row;
    if (row.valid_to !== null)
      throw new ConflictError(`the ${resource.one} ${id} was ended on ${String(row.valid_to)} already`, [
        { field: 'validTo', value: validTo, reason: `the period ends on ${String(row.valid_to)}` },
      ]);
    if (row.valid_from !== null && validTo < String(row.valid_from))
      throw new InvalidInputError([
        {
          field: 'validTo',
          value: validTo,
          reason: 'is before the first day of the period',
          allowed: `${String(row.valid_from)} or later`,
        },
      ]);
    await updateRow(tx, resource, id, { valid_to: validTo });
    await writeAudit(tx, trail, {
      action: 'end',
      entity: resource.path,
      entityId: String(id),
      details: { validTo, document },
    });
    return getDatedRow(tx, resource, id);
  });
}

/**
 * Puts right values that were entered wrongly; the audit row keeps what stood before. Key and period are never corrected:
 * they are ended and entered anew.
 */
export async function correctDatedRow(
  db: Database,
  resource: DatedResource,
  id: number,
  { document, ...changes }: Readonly<Record<string, unknown>> & { readonly document: string },
  trail: WriteTrail,
): Promise<DatedRow> {
  return db.transaction(async (tx) => {
    await lockRow(tx, resource, id);
    const row = await getDatedRow(tx, resource, id);
    const fields = resource.fields.filter((field) => changes[field.name] !== undefined);
    const values = Object.fromEntries(
      fields.map((field) => [field.column, columnValue(field, changes[field.name])] as const),
    );
    const item = { ...toAnswer(resource, row), ...changes };
    const issues = resource.check?.(item) ?? [];
    if (issues.length > 0) throw new InvalidInputError(issues);
    if (Object.entries(values).every(([column, value]) => row[column] === value)) return row;
    await updateRow(tx, resource, id, { ...values, document });
    const before = Object.fromEntries(
      ['document', ...Object.keys(values)].map((column) => [column, row[column]] as const),
    );
    await writeAudit(tx, trail, {
      action: 'correct',
      entity: resource.path,
      entityId: String(id),
      details: { before, after: { ...values, document } },
    });
    return getDatedRow(tx, resource, id);
  });
}

type Match = DatedRow & { readonly n: number };

/** For each row the stored one that is equal, and those that stand against it. */
function compare(resource: DatedResource, rows: readonly StoredValues[], matches: readonly Match[]) {
  const byRow = new Map<number, Match[]>(rows.map((row) => [row.n, []]));
  for (const match of matches) byRow.get(match.n)?.push(match);
  const equal = new Map<number, number>();
  const conflicts: { row: StoredValues; match: Match }[] = [];
  for (const row of rows) {
    const found = byRow.get(row.n) ?? [];
    const same = found.find((match) => isEqual(resource, row, match));
    if (same) equal.set(row.n, same.id);
    const other = found.find((match) => match !== same);
    if (other) conflicts.push({ row, match: other });
  }
  return { equal, conflicts };
}

function isEqual(resource: DatedResource, row: StoredValues, match: Match): boolean {
  const columns = [
    ...resource.fields.map((field) => field.column),
    ...(resource.period === 'validity' ? ['valid_from', 'valid_to'] : []),
  ];
  return columns.every((column) => row[column] === match[column]);
}

function idsOf(rows: readonly StoredValues[], equal: ReadonlyMap<number, number>): number[] {
  return rows.map((row) => {
    const id = equal.get(row.n);
    if (id === undefined) throw new Error(`row ${row.n} was not stored`);
    return id;
  });
}

function refuse(
  resource: DatedResource,
  conflicts: readonly { row: StoredValues; match: Match }[],
): ConflictError {
  const issues: RowIssue[] = conflicts.slice(0, MAX_ISSUES).map(({ row, match }) => {
    const values = resource.fields
      .filter((field) => !field.isKey)
      .map((field) => `${field.name} ${String(match[field.column])}`);
    const period =
      resource.period === 'validity'
        ? ` from ${String(match.valid_from ?? 'ever')} to ${String(match.valid_to ?? 'open')}`
        : '';
    return {
      row: row.n + 1,
      field: resource.period === 'validity' ? 'validFrom' : 'publishedOn',
      value: row.valid_from ?? row.published_on,
      reason: `contradicts the ${resource.one} ${match.id}${period} (${values.join(', ')})`,
      allowed:
        resource.period === 'validity'
          ? 'a period that does not overlap: end the stored one first'
          : 'the same content, or a correction of the stored row',
    };
  });
  const [first] = issues;
  const more = conflicts.length > 1 ? `; ${conflicts.length - 1} more rows do so too` : '';
  return new ConflictError(`the ${resource.one} ${first?.reason}${more}`, issues);
}
