import type { Database } from '../../db/database.ts';
import { listSnapshotOutcomes } from './batch-queries.ts';

/** What each rule said of the applications of a batch in its snapshot: application → rule → outcome. */
export async function snapshotOutcomes(
  db: Database,
  batchId: string,
): Promise<Map<string, Readonly<Record<string, string>>>> {
  const rows = await listSnapshotOutcomes(db, { batchId });
  return new Map(rows.map((row) => [row.application_id, row.outcomes]));
}
