import { z } from 'zod';
import type { RowIssue } from '../issue-codes.ts';
import { code, date, oneOf, text } from '../row-fields.ts';
import { periodIssues } from './period.ts';

/** Standard columns of an area. */
export const areaRowSchema = z.object({
  code: code(50).required,
  level: oneOf(['city', 'county', 'street', 'management']).required,
  name: text(200).required,
  name_en: text(200).optional,
  parent_code: code(50).optional,
  valid_from: date.optional,
  valid_to: date.optional,
});
export type AreaRow = z.output<typeof areaRowSchema>;

/** An area is known again by level, code and first day of validity. */
export function areaKey(row: AreaRow): string {
  return JSON.stringify([row.level, row.code, row.valid_from]);
}

export function areaIssues(row: AreaRow): RowIssue[] {
  const ignored = row.level === 'city' && row.parent_code !== null;
  return [
    ...periodIssues(row, 'valid_from', 'valid_to'),
    ...(ignored ? [{ code: 'parent-ignored', field: 'parent_code', value: row.parent_code } as const] : []),
  ];
}
