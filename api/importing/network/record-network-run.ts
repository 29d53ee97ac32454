import type { Database } from '../../db/database.ts';
import type { NetworkImport } from './network-job.ts';
import type { NetworkImportReport } from './network-report.ts';

/** Records a run with its report, and an audit row, in the transaction of its writes. Its rows are the ways of the file. */
export async function recordNetworkRun(
  tx: Database,
  report: NetworkImportReport,
  { options, startedAt, caller }: NetworkImport,
): Promise<void> {
  const { waysRead, waysKept, edges } = report.build;
  const { profile: _text, ...recorded } = options;
  await tx.kysely
    .insertInto('import_run')
    .values({
      import_id: report.importId,
      kind: 'network',
      file_name: report.fileName,
      sha256: report.sha256,
      options: JSON.stringify({ ...recorded, profile: report.profile }),
      actor: caller.actor,
      rows_read: waysRead,
      inserted: report.outcome === 'stored' ? waysKept : 0,
      updated: report.outcome === 'replaced' ? waysKept : 0,
      unchanged: report.outcome === 'unchanged' ? waysKept : 0,
      rejected: 0,
      report: JSON.stringify(report),
      started_at: startedAt,
      finished_at: new Date(),
    })
    .execute();
  await tx.kysely
    .insertInto('audit_log')
    .values({
      actor: caller.actor,
      action: 'import',
      entity: 'network',
      entity_id: report.importId,
      request_id: caller.requestId ?? null,
      details: JSON.stringify({
        fileName: report.fileName,
        sha256: report.sha256,
        code: report.network.code,
        outcome: report.outcome,
        edges,
      }),
    })
    .execute();
}
