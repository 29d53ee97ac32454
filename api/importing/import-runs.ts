import type { Database } from '../db/database.ts';
import { NotFoundError } from '../errors.ts';
import type { ParsedOptions } from './import-options.ts';
import type { ImportReport } from './import-report.ts';

/** Records a run that wrote, with its report, and an audit row, in the same transaction as the writes. */
export async function recordRun(
  tx: Database,
  report: ImportReport,
  options: ParsedOptions,
  start: { startedAt: Date; caller: { actor: string; requestId?: string } },
): Promise<void> {
  const { importId, kind, fileName, sha256, rowsRead, inserted, updated, unchanged, rejected } = report;
  const { actor, requestId } = start.caller;
  await tx.kysely
    .insertInto('import_run')
    .values({
      import_id: importId,
      kind,
      file_name: fileName,
      sha256,
      options: JSON.stringify(options),
      actor,
      rows_read: rowsRead,
      inserted,
      updated,
      unchanged,
      rejected,
      report: JSON.stringify(report),
      started_at: start.startedAt,
      finished_at: new Date(),
    })
    .execute();
  await tx.kysely
    .insertInto('audit_log')
    .values({
      actor,
      action: 'import',
      entity: kind,
      entity_id: importId,
      request_id: requestId ?? null,
      details: JSON.stringify({
        fileName,
        sha256,
        rowsRead,
        inserted,
        updated,
        unchanged,
        rejected,
        removed: report.removed,
      }),
    })
    .execute();
}

/** One run as listed. */
export interface ImportRunSummary {
  readonly importId: string;
  readonly kind: string;
  readonly fileName: string;
  readonly actor: string;
  readonly rowsRead: number;
  readonly inserted: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly rejected: number;
  readonly finishedAt: string;
}

/** Runs, newest first; `before` is the `finishedAt` and `importId` of the last one of the page before. */
export async function listImportRuns(
  db: Database,
  page: { limit: number; before?: { finishedAt: string; importId: string } },
): Promise<ImportRunSummary[]> {
  let query = db.kysely
    .selectFrom('import_run')
    .select([
      'import_id',
      'kind',
      'file_name',
      'actor',
      'rows_read',
      'inserted',
      'updated',
      'unchanged',
      'rejected',
      'finished_at',
    ])
    .orderBy('finished_at', 'desc')
    .orderBy('import_id')
    .limit(page.limit);
  const { before } = page;
  if (before) {
    const at = new Date(before.finishedAt);
    query = query.where((where) =>
      where.or([
        where('finished_at', '<', at),
        where.and([where('finished_at', '=', at), where('import_id', '>', before.importId)]),
      ]),
    );
  }
  return (await query.execute()).map((row) => ({
    importId: row.import_id,
    kind: row.kind,
    fileName: row.file_name,
    actor: row.actor,
    rowsRead: row.rows_read,
    inserted: row.inserted,
    updated: row.updated,
    unchanged: row.unchanged,
    rejected: row.rejected,
    finishedAt: row.finished_at.toISOString(),
  }));
}

/** The report of one run. Throws NotFoundError. */
export async function getImportReport(db: Database, importId: string): Promise<ImportReport> {
  const row = await db.kysely
    .selectFrom('import_run')
    .select('report')
    .where('import_id', '=', importId)
    .executeTakeFirst();
  if (!row) throw new NotFoundError(`there is no import ${importId}`);
  return row.report as ImportReport;
}
