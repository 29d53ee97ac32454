import type { ImportedFile } from './import-file.ts';
import { openImport } from './import-file.ts';
import type { ImportKind } from './import-kind.ts';
import { type ImportOptions, parseOptions } from './import-options.ts';
import type { FileFinding, ReportedIssue } from './import-report.ts';
import { issueReason, type RowIssue } from './issue-codes.ts';
import { shownValue } from './shown-value.ts';
import { understandRow } from './understand-row.ts';

/** One row as it would be loaded, before anything is compared with what is stored. */
export interface PreviewedRow {
  readonly row: number;
  /** Reason named by the mapping, when it leaves the row out. */
  readonly excluded?: string;
  readonly rejected: boolean;
  /** Standard columns as understood; for institutions with type number and accuracy. */
  readonly values: Readonly<Record<string, unknown>>;
  /** In WGS 84: the position, or type and number of vertices of a polygon. */
  readonly position?: readonly [lon: number, lat: number];
  readonly geometry?: string;
  readonly issues: readonly ReportedIssue[];
}

export interface Preview {
  readonly kind: ImportKind;
  readonly fileName: string;
  readonly format: string;
  readonly encoding?: string;
  readonly crs?: string;
  readonly columns: readonly string[];
  readonly unusedColumns: readonly string[];
  readonly findings: readonly FileFinding[];
  readonly rows: readonly PreviewedRow[];
}

/**
 * Shows the first rows of a file as they are understood: mapping, values, converted position, type number. Touches no database,
 * so codes of areas and parents are not looked up. Throws as importFile does before the rows.
 */
export async function previewFile(
  kind: ImportKind,
  file: ImportedFile,
  options: ImportOptions,
  rows: number,
): Promise<Preview> {
  const { source, mapper, run, findings } = await openImport(kind, file, parseOptions(options));
  const shown: PreviewedRow[] = [];
  for await (const row of source.rows) {
    if (shown.length >= rows) break;
    if (row.problem) {
      const issue: RowIssue = {
        code: 'unreadable-row',
        field: row.problem.field,
        value: row.problem.value,
        detail: row.problem.reason,
      };
      shown.push({ row: row.row, rejected: true, values: {}, issues: [reported(row.row, issue)] });
      continue;
    }
    const mapped = mapper.map(row);
    if ('excluded' in mapped) {
      shown.push({ row: row.row, excluded: mapped.excluded, rejected: false, values: {}, issues: [] });
      continue;
    }
    const { geometry, rejected, issues, value } = understandRow(kind, row, mapped, run);
    shown.push({
      row: row.row,
      rejected,
      values: withoutInternals(rejected ? mapped.values : value),
      ...(geometry?.type === 'Point' ? { position: geometry.coordinates as [number, number] } : {}),
      ...(geometry && geometry.type !== 'Point'
        ? { geometry: `${geometry.type}, ${countPositions(geometry)} positions` }
        : {}),
      issues: issues.map((issue) => reported(row.row, issue)),
    });
  }
  return {
    kind,
    fileName: file.fileName,
    format: source.format,
    ...(source.encoding ? { encoding: source.encoding } : {}),
    ...(run.crs ? { crs: run.crs.id } : {}),
    columns: source.columns,
    unusedColumns: mapper.unusedColumns,
    findings,
    rows: shown,
  };
}

function reported(row: number, issue: RowIssue): ReportedIssue {
  const value = shownValue(issue.value);
  return {
    row,
    field: issue.field,
    ...(value === null ? {} : { value }),
    code: issue.code,
    reason: issueReason(issue.code, issue.detail),
    ...(issue.allowed ? { allowed: issue.allowed } : {}),
  };
}

function withoutInternals(value: Readonly<Record<string, unknown>>): Record<string, unknown> {
  const { states_source: _source, states_source_id: _sourceId, states_accuracy: _accuracy, ...shown } = value;
  return Object.fromEntries(
    Object.entries(shown).filter(([, held]) => held !== null && !(Array.isArray(held) && held.length === 0)),
  );
}

function countPositions(geometry: object): number {
  const coordinates = (geometry as { coordinates?: unknown[] }).coordinates ?? [];
  return coordinates.flat(2).filter((entry) => Array.isArray(entry)).length || coordinates.flat(1).length;
}
