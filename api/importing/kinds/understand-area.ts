import type { RowIssue } from '../issue-codes.ts';
import { type KindRow, parseCells, type RowContext } from '../kind-row.ts';
import { findPolygon } from '../polygons.ts';
import type { SourceRow } from '../readers/open-source.ts';
import type { Cell } from '../row-fields.ts';
import { areaIssues, areaKey, areaRowSchema } from '../rows/area-row.ts';

/** An area row: its columns and its polygon; only management areas may have none. */
export function understandArea(
  values: Readonly<Record<string, Cell>>,
  source: SourceRow,
  context: RowContext,
): KindRow | readonly RowIssue[] {
  const cells = parseCells(areaRowSchema, values);
  const polygon = context.crs ? findPolygon(context.crs, values, source) : { geometry: null, issues: [] };
  if ('issues' in cells) return [...cells.issues, ...polygon.issues];
  const { row } = cells;
  const issues = [...areaIssues(row), ...polygon.issues];
  if (row.level !== 'management' && !polygon.geometry && polygon.issues.length === 0)
    issues.push({ code: 'missing-geometry', field: 'geometry' });
  const value = {
    ...row,
    source: context.source,
    source_crs: polygon.geometry ? (context.crs?.id ?? null) : null,
    is_synthetic: context.options.synthetic,
  };
  // The register's name is not part of the fingerprint: the same polygons from a renamed file are the same polygons.
  return {
    key: areaKey(row),
    value,
    geometry: polygon.geometry,
    issues,
    fingerprint: row,
  };
}
