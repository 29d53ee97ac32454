import { z } from 'zod';
import type { RowIssue } from '../issue-codes.ts';
import { code, date, number, oneOf, text } from '../row-fields.ts';
import { periodIssues } from './period.ts';

/** Standard columns of a pair of pharmacy bounds. */
export const boundRowSchema = z.object({
  area_code: code(50).required,
  area_level: oneOf(['city', 'county', 'street', 'management']).optional,
  pharmacy_kind: oneOf(['all', 'personal_account', 'outpatient_pooling', 'dual_channel']).required,
  lower_bound: number().optional,
  upper_bound: number().optional,
  version: text(100).required,
  document: text(500).required,
  valid_from: date.optional,
  valid_to: date.optional,
});
export type BoundRow = z.output<typeof boundRowSchema>;

export function boundKey(row: BoundRow): string {
  return JSON.stringify([row.area_level, row.area_code, row.pharmacy_kind, row.version]);
}

export function boundIssues(row: BoundRow): RowIssue[] {
  const { lower_bound: lower, upper_bound: upper } = row;
  const issues: RowIssue[] = periodIssues(row, 'valid_from', 'valid_to');
  if (lower === null && upper === null)
    issues.push({ code: 'required', field: 'lower_bound', allowed: 'lower_bound, upper_bound or both' });
  if (lower !== null && upper !== null && lower > upper)
    issues.push({ code: 'bounds-reversed', field: 'lower_bound', value: `${lower} > ${upper}` });
  return issues;
}
