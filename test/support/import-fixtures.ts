import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import type { Database } from '../../api/db/database.ts';
import {
  FileRejectedError,
  type ImportedFile,
  type ImportKind,
  type ImportOptions,
  type ImportReport,
  importFile,
} from '../../api/importing/import-file.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';

/** A small invented city: 4 streets of 0.2° × 0.1°, two counties, one management area (test/fixtures/import/areas.geojson). */
export const AREAS = fixture('areas.geojson');
export const DEFECTS = fixture('institutions-with-defects.csv');

export function fixture(name: string): ImportedFile {
  return { path: join(PROGRAM_ROOT, 'test/fixtures/import', name), fileName: name };
}

const folder = mkdtempSync(join(tmpdir(), 'dingdian-import-test-'));

/** A path in a temporary folder. */
export const temporaryPath = (name: string): string => join(folder, name);

/** Writes a file for one import. */
export function temporaryFile(name: string, text: string | Uint8Array): ImportedFile {
  const path = temporaryPath(name);
  writeFileSync(path, text);
  return { path, fileName: basename(name) };
}

/** A CSV file of rows given as objects; columns are those of the first row and of any other. */
export function csvFile(name: string, rows: readonly Readonly<Record<string, unknown>>[]): ImportedFile {
  const columns = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const cell = (value: unknown) =>
    value === null || value === undefined ? '' : `"${String(value).replaceAll('"', '""')}"`;
  const lines = rows.map((row) => columns.map((column) => cell(row[column])).join(','));
  return temporaryFile(name, `${[columns.join(','), ...lines].join('\n')}\n`);
}

/** Imports as the actor `test`, valid on a fixed date. */
export function load(
  db: Database,
  kind: ImportKind,
  file: ImportedFile,
  options: ImportOptions = {},
): Promise<ImportReport> {
  return importFile(db, kind, file, { asOf: '2026-06-30', ...options }, { actor: 'test' });
}

/** The report of an import that must be refused. */
export async function refused(work: Promise<ImportReport>): Promise<ImportReport> {
  try {
    await work;
  } catch (error) {
    if (error instanceof FileRejectedError) return error.report;
    throw error;
  }
  throw new Error('the file was imported although it must be refused');
}

/** `row: code` of every rejection, in order. */
export function rejections(report: ImportReport): string[] {
  return report.issues.map((issue) => `${issue.row}: ${issue.code}`);
}

/** Every table that an import may write, counted. */
export async function countStored(db: Database): Promise<Record<string, number>> {
  const tables = [
    'area',
    'area_statistic',
    'pharmacy_bound',
    'institution',
    'designation',
    'institution_grade',
    'bed',
    'population_surface',
    'population_cell',
    'data_extent',
    'data_extent_edge',
    'import_run',
    'audit_log',
    'import_row',
    'import_issue',
  ] as const;
  const counts: Record<string, number> = {};
  for (const table of tables) {
    const row = await db.kysely
      .selectFrom(table)
      .select((make) => make.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
    counts[table] = Number(row.count);
  }
  return counts;
}
