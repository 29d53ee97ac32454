import type { RowIssue } from '../issue-codes.ts';
import { type KindRow, parseCells, type RowContext } from '../kind-row.ts';
import type { SourceRow } from '../readers/open-source.ts';
import type { Cell } from '../row-fields.ts';
import { boundIssues, boundKey, boundRowSchema } from '../rows/bound-row.ts';
import { statisticKey, statisticRowSchema } from '../rows/statistic-row.ts';

/** A dated figure of an area. */
export function understandStatistic(
  values: Readonly<Record<string, Cell>>,
  _source: SourceRow,
  context: RowContext,
): KindRow | readonly RowIssue[] {
  const cells = parseCells(statisticRowSchema, values);
  if ('issues' in cells) return cells.issues;
  // Growth is the one figure that may be below zero.
  if (cells.row.value < 0 && cells.row.indicator !== 'cost_growth')
    return [{ field: 'value', value: String(cells.row.value), code: 'negative', allowed: '0 or more' }];
  const value = {
    ...cells.row,
    is_modelled: cells.row.is_modelled ?? false,
    is_synthetic: context.options.synthetic,
  };
  return { key: statisticKey(cells.row), value, issues: [] };
}

/** Lower and upper number of pharmacies of an area. */
export function understandBound(
  values: Readonly<Record<string, Cell>>,
  _source: SourceRow,
  context: RowContext,
): KindRow | readonly RowIssue[] {
  const cells = parseCells(boundRowSchema, values);
  if ('issues' in cells) return cells.issues;
  const value = { ...cells.row, is_synthetic: context.options.synthetic };
  return { key: boundKey(cells.row), value, issues: boundIssues(cells.row) };
}
