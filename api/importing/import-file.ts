import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { todayInShanghai } from '../dates.ts';
import type { Database } from '../db/database.ts';
import { ClientGoneError, InvalidInputError } from '../errors.ts';
import { DEFAULT_TYPE_SCHEME, getTypeScheme } from '../policy/load-type-schemes.ts';
import { buildReport, type RunFacts } from './build-report.ts';
import { findingsOfReading, neededCrs, refuseImpossible, refusePartialSurface } from './file-checks.ts';
import { resolveCrs } from './file-crs.ts';
import type { ImportKind } from './import-kind.ts';
import { type ImportOptions, type ParsedOptions, parseOptions } from './import-options.ts';
import { type FileFinding, FileRejectedError, type ImportReport } from './import-report.ts';
import { recordRun } from './import-runs.ts';
import type { ImportRun } from './kinds/kind-pipeline.ts';
import { STANDARD_COLUMNS } from './kinds/kinds.ts';
import { PIPELINES } from './kinds/pipelines.ts';
import { compileMapping, type RowMapper } from './mapping.ts';
import { readRows } from './read-rows.ts';
import { type OpenedSource, openSource } from './readers/open-source.ts';
import { writeRejectedFile } from './rejected-file.ts';
import { analyzeStaging, beginStaging, emptyStaging, judgeDuplicates, markRejected } from './staging.ts';

export type { ImportKind } from './import-kind.ts';
export type { ImportOptions } from './import-options.ts';
export { FileRejectedError, type ImportReport } from './import-report.ts';

export interface ImportedFile {
  readonly path: string;
  /** As the user calls it; decides the format and is the default of `source`. */
  readonly fileName: string;
}

export interface ImportCaller {
  /** Recorded with the run and in the audit trail. */
  readonly actor: string;
  readonly requestId?: string;
  readonly onProgress?: (rows: number, total?: number) => void;
  readonly signal?: AbortSignal;
}

/** A file opened and understood as a whole, before its rows. */
export interface OpenedImport {
  readonly source: OpenedSource;
  readonly mapper: RowMapper;
  readonly run: ImportRun;
  readonly findings: readonly FileFinding[];
}

/**
 * Imports one file in one transaction: every row is checked, then all are written or, with `skipInvalid`, those without fault.
 * The same file again changes nothing. Imports wait for one another.
 * Throws InvalidInputError or GeoInputError before any row is read (options, mapping, coordinate system, format, empty file),
 * FileRejectedError with the report when rows or the file as a whole are rejected, ClientGoneError when the signal aborts.
 * After any of them nothing is written.
 */
export async function importFile(
  db: Database,
  kind: ImportKind,
  file: ImportedFile,
  options: ImportOptions,
  caller: ImportCaller,
): Promise<ImportReport> {
  const startedAt = new Date();
  const opened = await openImport(kind, file, parseOptions(options));
  const sha256 = await hashOf(file.path);
  const database = caller.signal ? db.withSignal(caller.signal) : db;
  const start = { startedAt, sha256, caller };
  try {
    return await database.transaction(
      (tx) => keepOrUndo(tx, () => importInto(tx, kind, file, opened, start)),
      { timeoutMs: 0 },
    );
  } catch (error) {
    if (error instanceof DryRunEnded) return error.report;
    throw error;
  }
}

/** Undoes the work of a failed import or a dry run even inside a transaction of the caller, who may go on with it. */
async function keepOrUndo(tx: Database, work: () => Promise<ImportReport>): Promise<ImportReport> {
  await tx.script('savepoint import_file');
  try {
    const report = await work();
    if (report.dryRun) throw new DryRunEnded(report);
    await tx.script('release savepoint import_file');
    return report;
  } catch (error) {
    // A lost connection has rolled back already; its own error is the one to tell.
    await tx.script('rollback to savepoint import_file').catch(() => undefined);
    throw error;
  }
}

/** Not an error: makes the transaction of a dry run roll back. */
class DryRunEnded extends Error {
  readonly report: ImportReport;
  constructor(report: ImportReport) {
    super('dry run');
    this.report = report;
  }
}

/** Opens a file and settles everything that is true of all its rows. Throws as importFile does before the rows. */
export async function openImport(
  kind: ImportKind,
  file: ImportedFile,
  options: ParsedOptions,
): Promise<OpenedImport> {
  refuseImpossible(kind, options);
  const source = await openSource(file.path, {
    fileName: file.fileName,
    ...(options.format ? { format: options.format } : {}),
    ...(options.encoding ? { encoding: options.encoding } : {}),
    ...(options.sheet ? { sheet: options.sheet } : {}),
  });
  refusePartialSurface(kind, source);
  const mapper = compileMapping(options.mapping, STANDARD_COLUMNS[kind], source);
  const { crs, findings } = neededCrs(kind, source, options)
    ? resolveCrs(source, options.crs)
    : { crs: undefined, findings: [] };
  const run: ImportRun = {
    options,
    crs,
    scheme: getTypeScheme(options.typeScheme ?? DEFAULT_TYPE_SCHEME),
    source: options.source ?? file.fileName,
    asOf: options.asOf ?? todayInShanghai(),
    today: todayInShanghai(),
    statedColumns: () => mapper.statedColumns(),
  };
  return { source, mapper, run, findings };
}

interface RunStart {
  readonly startedAt: Date;
  readonly sha256: string;
  readonly caller: ImportCaller;
}

async function importInto(
  tx: Database,
  kind: ImportKind,
  file: ImportedFile,
  opened: OpenedImport,
  start: RunStart,
): Promise<ImportReport> {
  const { source, mapper, run } = opened;
  const pipeline = PIPELINES[kind];
  await beginStaging(tx);
  const read = await readRows(tx, kind, source, mapper, run, start.caller);
  if (read.rowsRead === 0)
    throw new InvalidInputError([{ field: 'file', value: file.fileName, reason: 'the file has no rows' }]);
  await analyzeStaging(tx);
  await judgeDuplicates(tx, { field: pipeline.keyField });
  await markRejected(tx);
  const checked = await pipeline.check(tx, run);
  const facts: RunFacts = {
    importId: randomUUID(),
    kind,
    fileName: file.fileName,
    sha256: start.sha256,
    format: source.format,
    ...(source.encoding ? { encoding: source.encoding } : {}),
    ...(run.crs ? { crs: run.crs.id } : {}),
    ...(checked.statedCounty ? { statedCounty: checked.statedCounty } : {}),
    dryRun: run.options.dryRun,
    rowsRead: read.rowsRead,
    findings: [
      ...opened.findings,
      ...findingsOfReading(mapper, read, checked.keptAccuracies),
      ...(checked.findings ?? []),
    ],
    startedAt: start.startedAt,
  };
  const judged = await withRejectedFile(tx, await buildReport(tx, facts), opened);
  const blocked = judged.findings.some((finding) => finding.blocking);
  if (blocked || (judged.rejected > 0 && !run.options.skipInvalid)) throw new FileRejectedError(judged);
  const written = await pipeline.write(tx, run);
  const report = {
    ...(await buildReport(tx, facts, written)),
    ...(judged.rejectedFile ? { rejectedFile: judged.rejectedFile } : {}),
  };
  await recordRun(tx, report, run.options, start);
  await emptyStaging(tx);
  // The embedded engine cannot be interrupted: a cancellation that came during the last statement still counts.
  if (start.caller.signal?.aborted) throw new ClientGoneError('the import was given up; nothing was written');
  return report;
}

async function withRejectedFile(
  tx: Database,
  report: ImportReport,
  opened: OpenedImport,
): Promise<ImportReport> {
  const path = opened.run.options.rejectedFile;
  if (path === undefined || report.rejected === 0) return report;
  await writeRejectedFile(tx, path, opened.source.columns, opened.run.source);
  return { ...report, rejectedFile: path };
}

async function hashOf(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
