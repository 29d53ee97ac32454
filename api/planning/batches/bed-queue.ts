import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import type { Database } from '../../db/database.ts';

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
  let query = db.kysely
    .selectFrom('bed_queue_entry as q')
    .innerJoin('area', 'area.area_id', 'q.area_id')
    .innerJoin('application', 'application.application_id', 'q.application_id')
    .select((eb) => [
      'q.application_id',
      'application.applicant_name',
      'q.plan_id',
      'q.pool_kind',
      'area.code',
      'area.level',
      'area.name',
      'q.place',
      'q.need',
      'q.beds',
      'q.batch_id',
      'q.entered_on',
      'q.left_on',
      'q.left_because',
      eb
        .selectFrom('bed_queue_entry as ahead')
        .select((inner) => inner.fn.countAll<number>().as('ahead'))
        .whereRef('ahead.plan_id', '=', 'q.plan_id')
        .whereRef('ahead.pool_kind', '=', 'q.pool_kind')
        .whereRef('ahead.area_id', '=', 'q.area_id')
        .whereRef('ahead.place', '<', 'q.place')
        .where('ahead.left_on', 'is', null)
        .as('ahead'),
    ]);
  if (filter.plan !== undefined) query = query.where('q.plan_id', '=', filter.plan);
  if (filter.poolKind !== undefined) query = query.where('q.pool_kind', '=', filter.poolKind);
  if (filter.area !== undefined) query = query.where('area.code', '=', filter.area);
  if (!filter.history) query = query.where('q.left_on', 'is', null);
  const rows = await query
    .orderBy('q.plan_id')
    .orderBy('q.pool_kind')
    .orderBy('area.code')
    .orderBy('q.area_id')
    .orderBy('q.place')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map((row) => ({
    application: row.application_id,
    applicant: row.applicant_name,
    plan: row.plan_id,
    poolKind: row.pool_kind,
    area: { code: row.code, level: row.level, name: row.name },
    place: row.place,
    position: row.left_on === null ? Number(row.ahead ?? 0) + 1 : null,
    need: row.need,
    beds: row.beds,
    batch: row.batch_id,
    enteredOn: row.entered_on,
    leftOn: row.left_on,
    leftBecause: row.left_because as Queued['leftBecause'],
  }));
}
