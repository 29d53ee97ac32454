import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import { listQueueRows } from './batch-queries.ts';

/** Somebody in a queue for beds, as listed. */
export const queuedSchema = z.object({
  application: z.uuid(),
  applicant: z.string(),
  plan: z.string(),
  poolKind: z.string(),
  area: z.object({ code: z.string(), level: z.string(), name: z.string() }),
  place: z.int().describe('Given once, never changed; those who left keep theirs in the history.'),
  position: z.int().nullable().describe('Among those who wait now; 1 is the head, null = no longer waits.'),
  need: z.int().describe('Released beds needed: X times the beds.'),
  beds: z.int(),
  batch: z.uuid(),
  enteredOn: dateSchema,
  leftOn: dateSchema.nullable(),
  leftBecause: z.enum(['admitted', 'withdrawn']).nullable(),
});
export type Queued = z.output<typeof queuedSchema>;

export interface QueueFilter {
  readonly plan?: string | undefined;
  readonly poolKind?: string | undefined;
  readonly area?: string | undefined;
  /** True: those who left are listed too. */
  readonly history: boolean;
}

/** Queues for beds in their order: by plan, pool and place. */
export async function listQueue(
  db: Database,
  filter: QueueFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<Queued[]> {
  const rows = await listQueueRows(db, {
    planId: filter.plan ?? null,
    poolKind: filter.poolKind ?? null,
    areaCode: filter.area ?? null,
    isHistory: filter.history,
    offset,
    limit,
  });
  return rows.map((row) => ({
    application: row.application_id,
    applicant: row.applicant_name,
    plan: row.plan_id,
    poolKind: row.pool_kind,
    area: { code: row.code, level: row.level, name: row.name },
    place: row.place,
    position: row.position,
    need: row.need,
    beds: row.beds,
    batch: row.batch_id,
    enteredOn: row.entered_on,
    leftOn: row.left_on,
    leftBecause: row.left_because,
  }));
}
