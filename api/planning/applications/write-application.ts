import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { Application } from '../../policy/application.ts';
import { getPlan, type Plans } from '../../policy/load-plans.ts';
import { getBatch } from '../batches/find-batches.ts';
import { whyNotOf } from '../batches/take-into-batch.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { positionOf } from './application-position.ts';
import { getApplicationForUpdate } from './find-applications.ts';

/**
 * Enters an application and returns its id. Call it in a transaction. Throws GeoInputError for a position outside the range
 * of its coordinate system.
 */
export async function insertApplication(
  tx: Database,
  planId: string,
  application: Application,
  trail: WriteTrail,
): Promise<string> {
  const id = randomUUID();
  await tx.kysely
    .insertInto('application')
    .values({
      application_id: id,
      plan_id: planId,
      ...columnsOf(application),
      created_by: trail.actor,
    })
    .execute();
  await writeAudit(tx, trail, {
    action: 'submit',
    entity: 'application',
    entityId: id,
    details: { plan: planId, applicant: application.applicant.name },
  });
  return id;
}

/** Statuses in which the contents may still be corrected. */
const CORRECTABLE = ['submitted', 'accepted', 'not_selected', 'refused'];

/**
 * Replaces the contents of an application. Throws ConflictError when it was corrected meanwhile (another revision), when it
 * is decided, or when its batch is frozen.
 */
export async function correctApplication(
  db: Database,
  correction: {
    readonly id: string;
    readonly revision: number;
    readonly application: Application;
    readonly note: string | undefined;
  },
  plans: Plans,
  trail: WriteTrail,
): Promise<void> {
  const { id, revision, application, note } = correction;
  await db.transaction(async (tx) => {
    const before = await getApplicationForUpdate(tx, id);
    if (before.revision !== revision) throw staleRevision(revision, before.revision);
    if (!CORRECTABLE.includes(before.status))
      throw new ConflictError(`application ${id} is ${before.status} and is no longer corrected`);
    if (before.batchStatus === 'snapshot')
      throw new ConflictError('the batch of the application is frozen; it is judged as it stood then');
    if (before.batch !== null && before.batchStatus === 'open') {
      const batch = await getBatch(tx, before.batch);
      const reason = whyNotOf(batch, getPlan(plans, before.plan), before.plan, application);
      if (reason) throw new ConflictError(`the batch ${batch.id} could not keep it: it then ${reason}`);
    }
    await tx.kysely
      .updateTable('application')
      .set({ ...columnsOf(application), revision: revision + 1, updated_at: new Date() })
      .where('application_id', '=', id)
      .execute();
    await writeAudit(tx, trail, {
      action: 'correct',
      entity: 'application',
      entityId: id,
      details: {
        revision: revision + 1,
        ...(note === undefined ? {} : { note }),
        before: before.application,
      },
    });
  });
}

export function staleRevision(given: number, current: number): ConflictError {
  return new ConflictError(
    `the application has been corrected meanwhile: it is at revision ${current}, not ${given}`,
    [
      {
        field: 'revision',
        value: given,
        reason: 'is not the current revision',
        allowed: `${current}, after reading it again`,
      },
    ],
  );
}

function columnsOf(application: Application) {
  const position = positionOf(application);
  const geom: RawBuilder<string> | null = position
    ? sql<string>`st_setsrid(st_makepoint(${position.lon}, ${position.lat}), 4326)`
    : null;
  return {
    contents: JSON.stringify(application),
    applicant_name: application.applicant.name,
    purpose: application.purpose,
    kind: application.kind,
    service: application.service,
    geom,
  };
}
