import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { getApplication, getApplicationForUpdate } from './find-applications.ts';
import { lockPlan } from './plan-lock.ts';

const WITHDRAWABLE = ['submitted', 'accepted', 'waiting'];

/**
 * Takes an application back. One that waits for beds leaves its queue; the others keep their places. Throws ConflictError
 * when it is decided already.
 */
export async function withdrawApplication(
  db: Database,
  withdrawal: { readonly id: string; readonly on: string; readonly reason: string },
  trail: WriteTrail,
): Promise<void> {
  const { id, on, reason } = withdrawal;
  await db.transaction(async (tx) => {
    await lockPlan(tx, (await getApplication(tx, id)).plan);
    const application = await getApplicationForUpdate(tx, id);
    if (!WITHDRAWABLE.includes(application.status))
      throw new ConflictError(`application ${id} is ${application.status} and cannot be withdrawn`);
    if (application.status === 'waiting') await leaveQueue(tx, id, on);
    await tx.kysely
      .updateTable('application')
      .set({ status: 'withdrawn', decided_on: on, updated_at: new Date() })
      .where('application_id', '=', id)
      .execute();
    await writeAudit(tx, trail, {
      action: 'withdraw',
      entity: 'application',
      entityId: id,
      details: { on, reason, was: application.status },
    });
  });
}

async function leaveQueue(tx: Database, id: string, on: string): Promise<void> {
  const left = await tx.kysely
    .updateTable('bed_queue_entry')
    .set({ left_on: on, left_because: 'withdrawn' })
    .where('application_id', '=', id)
    .where('left_on', 'is', null)
    .returning('entered_on')
    .executeTakeFirst();
  if (left && left.entered_on > on)
    throw new ConflictError(`application ${id} entered the queue on ${left.entered_on}, after ${on}`);
}
