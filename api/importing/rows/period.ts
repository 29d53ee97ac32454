import type { RowIssue } from '../issue-codes.ts';

/** Refuses a period whose first day (column `from`) is after its last (column `to`). Dates are YYYY-MM-DD or null. */
export function periodIssues<From extends string, To extends string>(
  row: Readonly<Record<From | To, string | null>>,
  from: From,
  to: To,
): RowIssue[] {
  const [first, last]: [string | null, string | null] = [row[from], row[to]];
  if (first === null || last === null || first <= last) return [];
  return [{ code: 'validity-reversed', field: from, value: `${first} – ${last}` }];
}
