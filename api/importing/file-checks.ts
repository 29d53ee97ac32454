import { type InputIssue, InvalidInputError } from '../errors.ts';
import { note } from './build-report.ts';
import type { ImportKind } from './import-kind.ts';
import { ASSUMED_ACCURACY_M, type ParsedOptions } from './import-options.ts';
import type { FileFinding } from './import-report.ts';
import type { RowMapper } from './mapping.ts';
import type { ReadOutcome } from './read-rows.ts';
import type { OpenedSource } from './readers/open-source.ts';

/** Throws InvalidInputError for options that do not go with the kind. */
export function refuseImpossible(kind: ImportKind, options: ParsedOptions): void {
  const issues: InputIssue[] = [];
  if (kind === 'population' && !options.surface)
    issues.push({
      field: 'surface',
      reason: 'is required: code, titles, resolution, asOf, method and document of the surface',
    });
  if (kind !== 'population' && options.surface)
    issues.push({ field: 'surface', reason: 'belongs to population files only' });
  if (kind !== 'areas' && options.repair)
    issues.push({ field: 'repair', reason: 'belongs to area files only: points have nothing to repair' });
  if (issues.length > 0) throw new InvalidInputError(issues);
}

/**
 * A surface is replaced as a whole: a file of corrected rows alone would remove all others.
 * Throws InvalidInputError for a file that carries the columns of a rejected file.
 */
export function refusePartialSurface(kind: ImportKind, source: OpenedSource): void {
  if (kind !== 'population' || !source.columns.includes('_reason')) return;
  throw new InvalidInputError([
    {
      field: 'file',
      reason:
        'holds only rows that were rejected, and a population surface is replaced as a whole; correct the rows in the complete file and import that',
    },
  ]);
}

/** Whether the file holds positions, so that a coordinate system must be known. */
export function neededCrs(kind: ImportKind, source: OpenedSource, options: ParsedOptions): boolean {
  if (kind === 'statistics' || kind === 'bounds') return false;
  if (source.format !== 'csv' && source.format !== 'xlsx') return true;
  const held = new Set([
    ...source.columns,
    ...Object.keys(options.mapping?.columns ?? {}),
    ...Object.keys(options.mapping?.constants ?? {}),
  ]);
  return ['lon', 'lat', 'x', 'y', 'geometry'].some((name) => held.has(name));
}

/** What the file as a whole calls for saying: columns nobody uses, accuracy that nobody states. */
export function findingsOfReading(mapper: RowMapper, read: ReadOutcome, keptAccuracies = 0): FileFinding[] {
  const findings: FileFinding[] = [];
  const { unusedColumns } = mapper;
  if (unusedColumns.length > 0)
    findings.push(
      note(
        'unused-columns',
        `未使用的列：${unusedColumns.join('、')}`,
        `columns of the file that nothing uses: ${unusedColumns.join(', ')}`,
        {
          columns: unusedColumns,
        },
      ),
    );
  const assumed = read.accuracyAssumed - keptAccuracies;
  if (assumed > 0)
    findings.push(
      note(
        'accuracy-assumed',
        `${assumed} 行未说明坐标精度，按 ${ASSUMED_ACCURACY_M} 米处理`,
        `${assumed} rows state no accuracy; ${ASSUMED_ACCURACY_M} m is assumed (state accuracy_m or the option accuracyM)`,
        { rows: assumed, accuracyM: ASSUMED_ACCURACY_M },
      ),
    );
  return findings;
}
