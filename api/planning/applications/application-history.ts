import { z } from 'zod';
import type { Database } from '../../db/database.ts';

/** One write on something, as the audit has it. */
export const historyEntrySchema = z.object({
  no: z.int(),
  at: z.iso.datetime(),
  actor: z.string(),
  action: z.string(),
  requestId: z.string().nullable(),
  details: z.unknown(),
});
export type HistoryEntry = z.output<typeof historyEntrySchema>;

/** What was written on an entity, earliest first; `after` is the number of the last entry of the page before. */
export async function listHistory(
  db: Database,
  entity: { readonly name: string; readonly id: string },
  { limit, after }: { limit: number; after?: number | undefined },
): Promise<HistoryEntry[]> {
  let query = db.kysely
    .selectFrom('audit_log')
    .select(['audit_id', 'at', 'actor', 'action', 'request_id', 'details'])
    .where('entity', '=', entity.name)
    .where('entity_id', '=', entity.id);
  if (after !== undefined) query = query.where('audit_id', '>', after);
  const rows = await query.orderBy('audit_id').limit(limit).execute();
  return rows.map((row) => ({
    no: row.audit_id,
    at: row.at.toISOString(),
    actor: row.actor,
    action: row.action,
    requestId: row.request_id,
    details: row.details,
  }));
}
