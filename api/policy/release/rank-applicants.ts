import type { Finding } from '../finding.ts';
import { priorityGroups } from '../kinds/release/priority-groups.ts';
import { ranking } from '../kinds/release/ranking.ts';
import type { Plan, Procedure } from '../plan-shape.ts';
import { keyName, type RankKeyRule } from './rank-key-schema.ts';
import { findRule } from './rule-of-kind.ts';
import type { RankedApplicant, RankKey } from './settlement.ts';

/** An applicant with what the ranking rules found for it. */
export interface Rankable {
  readonly applicationId: string;
  readonly findings: readonly Finding[];
}

/** `tied`: equal in all keys. `unknown`: a key is missing, or they are ranked by different rules (different pools). */
export type Relation = 'before' | 'after' | 'tied' | 'unknown';

export interface Ranking {
  /** Those that come first, first; unplaced ones last; ties by id only to be listed, never to decide. */
  readonly order: readonly RankedApplicant[];
  /** All ids such that whoever is before another stands before it. */
  readonly sequence: readonly string[];
  /** How the first stands to the second. */
  relation(first: string, second: string): Relation;
}

/**
 * Orders the applicants of a batch by the ranking rules of its procedure, key after key, unrounded. A missing key leaves an
 * applicant without a place (never the last place); equal in all keys is a tie, shown as such. Applicants to whom
 * different rules apply (pools of the city and of a district) are not compared by them.
 */
export function rankApplicants(plan: Plan, procedure: Procedure, applicants: readonly Rankable[]): Ranking {
  const columns = procedure.ranking.flatMap((ruleId) => columnsOf(plan, ruleId));
  const rows = new Map(applicants.map((applicant) => [applicant.applicationId, rowOf(columns, applicant)]));
  const ids = [...rows.keys()].sort((a, b) => listingOrder(rows, a, b));
  const classes = classesOf(ids, rows);
  const relation = (first: string, second: string): Relation => {
    const [a, b] = [classes?.get(first), classes?.get(second)];
    if (a === undefined || b === undefined) return compareRows(cellsOf(rows, first), cellsOf(rows, second));
    return a === b ? 'tied' : a < b ? 'before' : 'after';
  };
  const keysOf = new Map(
    ids.map((id) => [id, columns.flatMap((column, index) => toKey(column, cellsOf(rows, id)[index]))]),
  );
  const isMissing = (key: RankKey) => key.value === null;
  const placed = ids.filter((id) => !keysOf.get(id)?.some(isMissing));
  const order = ids.map((applicationId): RankedApplicant => {
    const keys = keysOf.get(applicationId) ?? [];
    const missingKeys = keys.filter(isMissing);
    const isPlaced = missingKeys.length === 0;
    const before = isPlaced ? placed.filter((id) => relation(id, applicationId) === 'before') : [];
    const tied = isPlaced
      ? placed.filter((id) => id !== applicationId && relation(id, applicationId) === 'tied')
      : [];
    return { applicationId, rank: isPlaced ? 1 + before.length : null, tiedWith: tied, keys, missingKeys };
  });
  return {
    sequence: ids,
    order: [...order.filter(({ rank }) => rank !== null), ...order.filter(({ rank }) => rank === null)],
    relation,
  };
}

/** One key of the ranking: where its value stands in the findings and how values compare (smaller comes first). */
interface Column {
  readonly ruleId: string;
  readonly key: string;
  readonly sortValue: (value: string | number) => string | number;
}

/** `other`: the rule does not concern this applicant. */
type Cell =
  | { readonly state: 'value'; readonly value: string | number; readonly sort: string | number }
  | { readonly state: 'missing' }
  | { readonly state: 'other' };

function columnsOf(plan: Plan, ruleId: string): Column[] {
  if (findRule(plan, priorityGroups, ruleId))
    return [{ ruleId, key: 'groupOrder', sortValue: (value) => value }];
  const rule = findRule(plan, ranking, ruleId);
  if (!rule) throw new Error(`${ruleId} is neither a ranking nor a rule of priority groups`);
  return rule.parameters.keys.map((key) => ({ ruleId, key: keyName(key), sortValue: sortValueOf(key) }));
}

function sortValueOf(key: RankKeyRule): Column['sortValue'] {
  if (key.key === 'support_category') return (value) => key.order.indexOf(String(value));
  if (key.key === 'score') return (value) => -Number(value);
  return (value) => value;
}

function rowOf(columns: readonly Column[], { findings }: Rankable): Cell[] {
  const byRule = new Map(findings.map((finding) => [finding.ruleId, finding]));
  return columns.map(({ ruleId, key, sortValue }) => {
    const finding = byRule.get(ruleId);
    if ((finding?.changed?.[0]?.from ?? finding?.outcome) === 'NOT_APPLICABLE') return { state: 'other' };
    const value = finding?.derived?.[key];
    return typeof value === 'string' || typeof value === 'number'
      ? { state: 'value', value, sort: sortValue(value) }
      : { state: 'missing' };
  });
}

function cellsOf(rows: ReadonlyMap<string, readonly Cell[]>, id: string): readonly Cell[] {
  const cells = rows.get(id);
  if (!cells) throw new Error(`${id} is not in the batch`);
  return cells;
}

/** Numbers in the order of the ranking, equal for ties; null where some cannot be compared. Spares comparing every pair. */
function classesOf(
  sorted: readonly string[],
  rows: ReadonlyMap<string, readonly Cell[]>,
): ReadonlyMap<string, number> | null {
  const classes = new Map<string, number>();
  let last: string | undefined;
  let count = 0;
  for (const id of sorted) {
    const relation = last === undefined ? 'before' : compareRows(cellsOf(rows, last), cellsOf(rows, id));
    if (relation === 'unknown' || cellsOf(rows, id).some((cell) => cell.state === 'missing')) return null;
    if (relation === 'before') count++;
    classes.set(id, count);
    last = id;
  }
  return classes;
}

/** Runs for every pair of a batch, hence the plain loop. */
function compareRows(first: readonly Cell[], second: readonly Cell[]): Relation {
  for (let index = 0; index < first.length; index++) {
    const a = first[index];
    const b = second[index];
    if (!a || !b || a.state !== b.state || a.state === 'missing') return 'unknown';
    if (a.state === 'other' || b.state !== 'value') continue;
    if (a.sort !== b.sort) return a.sort < b.sort ? 'before' : 'after';
  }
  return 'tied';
}

/** A total order that keeps every `before`; used for listing and as the order of the fold, never as a ground. */
function listingOrder(rows: ReadonlyMap<string, readonly Cell[]>, first: string, second: string): number {
  const [a, b] = [cellsOf(rows, first), cellsOf(rows, second)];
  const states = ['value', 'other', 'missing'];
  for (const [index, cell] of a.entries()) {
    const other = b[index];
    if (!other) break;
    if (cell.state !== other.state) return states.indexOf(cell.state) - states.indexOf(other.state);
    if (cell.state === 'value' && other.state === 'value' && cell.sort !== other.sort)
      return cell.sort < other.sort ? -1 : 1;
  }
  return first < second ? -1 : first > second ? 1 : 0;
}

function toKey({ ruleId, key }: Column, cell: Cell | undefined): RankKey[] {
  if (!cell || cell.state === 'other') return [];
  return [{ ruleId, key, value: cell.state === 'value' ? cell.value : null }];
}
