import type { Database } from '../../db/database.ts';
import type { BatchDecision, QueueEntrant, QueueLeaver } from '../../policy/release/settlement.ts';
import { listAreaIds } from '../admissions/area-ids.ts';
import { areaCodesOf, insertAdmissions, type NewAdmission } from '../admissions/insert-admissions.ts';
import type { WriteTrail } from '../write-trail.ts';

const CHUNK = 500;

/** Admissions of a settlement; application → admission id. */
export async function writeAdmissions(
  tx: Database,
  admissions: readonly NewAdmission[],
  on: string,
  trail: WriteTrail,
): Promise<Map<string, string>> {
  const codes = admissions.flatMap(({ draws }) => areaCodesOf(draws));
  return insertAdmissions(tx, admissions, await listAreaIds(tx, codes, on), trail);
}

const STATUS_OF: Readonly<Record<BatchDecision, string>> = {
  admitted: 'admitted',
  waiting: 'waiting',
  not_selected: 'not_selected',
  refused: 'refused',
  // Open: it stays accepted, to be decided by a reviewer and taken into a later batch.
  review: 'accepted',
};

/** Gives the applications the statuses that their decisions mean, each with an audit row. */
export async function writeStatuses(
  tx: Database,
  decisions: readonly { readonly applicationId: string; readonly decision: BatchDecision }[],
  { on, settlementId, trail }: { on: string; settlementId: string; trail: WriteTrail },
): Promise<void> {
  for (const decision of Object.keys(STATUS_OF) as BatchDecision[]) {
    const ids = decisions.filter((one) => one.decision === decision).map((one) => one.applicationId);
    for (let start = 0; start < ids.length; start += CHUNK) {
      const part = ids.slice(start, start + CHUNK);
      await tx.kysely
        .updateTable('application')
        .set({
          status: STATUS_OF[decision],
          decided_on: decision === 'review' ? null : on,
          updated_at: new Date(),
        })
        .where('application_id', 'in', part)
        .execute();
      await tx.kysely
        .insertInto('audit_log')
        .values(
          part.map((id) => ({
            actor: trail.actor,
            action: 'settle',
            entity: 'application',
            entity_id: id,
            request_id: trail.requestId ?? null,
            details: JSON.stringify({ settlement: settlementId, decision, on }),
          })),
        )
        .execute();
    }
  }
}

/**
 * Puts applicants at the end of their queues, in the order given: places are given once and never change, also those of
 * who left count on.
 */
export async function joinQueues(
  tx: Database,
  entrants: readonly QueueEntrant[],
  { planId, batchId, on }: { planId: string; batchId: string; on: string },
): Promise<void> {
  if (entrants.length === 0) return;
  const areaIds = await listAreaIds(
    tx,
    entrants.map((entrant) => entrant.areaCode),
    on,
  );
  const last = new Map<string, number>();
  for (const entrant of entrants) {
    const areaId = areaIds.get(entrant.areaCode);
    if (areaId === undefined) throw new Error(`there is no area ${entrant.areaCode} on ${on}`);
    const key = `${entrant.poolKind}@${areaId}`;
    const place = (last.get(key) ?? (await lastPlace(tx, planId, entrant.poolKind, areaId))) + 1;
    last.set(key, place);
    await tx.kysely
      .insertInto('bed_queue_entry')
      .values({
        plan_id: planId,
        pool_kind: entrant.poolKind,
        area_id: areaId,
        application_id: entrant.applicationId,
        place,
        need: entrant.need,
        beds: entrant.beds,
        batch_id: batchId,
        entered_on: on,
      })
      .execute();
  }
}

async function lastPlace(tx: Database, planId: string, poolKind: string, areaId: number): Promise<number> {
  const row = await tx.kysely
    .selectFrom('bed_queue_entry as q')
    .innerJoin('area as own', 'own.area_id', 'q.area_id')
    // Versions of an area have one queue.
    .innerJoin('area as asked', (join) =>
      join.onRef('asked.code', '=', 'own.code').onRef('asked.level', '=', 'own.level'),
    )
    .select((eb) => eb.fn.max('q.place').as('place'))
    .where('q.plan_id', '=', planId)
    .where('q.pool_kind', '=', poolKind)
    .where('asked.area_id', '=', areaId)
    .executeTakeFirst();
  return Number(row?.place ?? 0);
}

/** Lets those whose turn has come out of their queues. */
export async function leaveQueues(tx: Database, leavers: readonly QueueLeaver[], on: string): Promise<void> {
  if (leavers.length === 0) return;
  await tx.kysely
    .updateTable('bed_queue_entry')
    .set({ left_on: on, left_because: 'admitted' })
    .where(
      'application_id',
      'in',
      leavers.map((leaver) => leaver.applicationId),
    )
    .where('left_on', 'is', null)
    .execute();
}
