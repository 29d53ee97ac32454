import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import type { Plan, Procedure } from '../../policy/plan-shape.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { BatchRecord } from './batch-record.ts';
import { getBatch, getBatchForUpdate, lockApplicationsOf } from './find-batches.ts';

export interface NewBatch {
  readonly procedure: string;
  readonly title: string;
  /** Code of a city or county. */
  readonly area: string | undefined;
  readonly openedOn: string;
  readonly cutOffOn: string;
}

/** Opens a batch of a plan. Call it in a transaction. Throws InvalidInputError for what the plan or the areas do not have. */
export async function openBatch(
  tx: Database,
  plan: Plan,
  batch: NewBatch,
  trail: WriteTrail,
): Promise<BatchRecord> {
  getProcedure(plan, batch.procedure);
  if (batch.openedOn > batch.cutOffOn)
    throw new InvalidInputError([
      {
        field: 'cutOffOn',
        value: batch.cutOffOn,
        reason: 'lies before openedOn',
        allowed: `${batch.openedOn} or later`,
      },
    ]);
  const id = randomUUID();
  await tx.kysely
    .insertInto('batch')
    .values({
      batch_id: id,
      plan_id: plan.id,
      procedure_id: batch.procedure,
      title: batch.title,
      area_id: batch.area === undefined ? null : await areaIdOf(tx, batch.area, batch.cutOffOn),
      opened_on: batch.openedOn,
      cut_off_on: batch.cutOffOn,
      created_by: trail.actor,
    })
    .execute();
  await writeAudit(tx, trail, { action: 'open', entity: 'batch', entityId: id, details: batch });
  return getBatch(tx, id);
}

/** The procedure of the plan. Throws InvalidInputError that names those it has. */
export function getProcedure(plan: Plan, id: string): Procedure {
  const procedure = plan.procedures.find((candidate) => candidate.id === id);
  if (procedure) return procedure;
  throw new InvalidInputError([
    {
      field: 'procedure',
      value: id,
      reason: `the plan ${plan.id} has no such procedure`,
      allowed: plan.procedures.map((candidate) => candidate.id).join(', ') || 'none: the plan ranks nobody',
    },
  ]);
}

/** Gives a batch up that is not settled: its applications are free for another one. Throws ConflictError. */
export async function cancelBatch(
  db: Database,
  id: string,
  reason: string,
  trail: WriteTrail,
): Promise<BatchRecord> {
  return db.transaction(async (tx) => {
    const batch = await getBatchForUpdate(tx, id);
    if (batch.status !== 'open' && batch.status !== 'snapshot')
      throw new ConflictError(`batch ${id} is ${batch.status}`);
    await lockApplicationsOf(tx, id);
    const freed = await tx.kysely
      .updateTable('application')
      .set({ batch_id: null, status: 'submitted', accepted_on: null, updated_at: new Date() })
      .where('batch_id', '=', id)
      .where('status', '=', 'accepted')
      .returning('application_id')
      .execute();
    for (const { application_id } of freed)
      await writeAudit(tx, trail, {
        action: 'release',
        entity: 'application',
        entityId: application_id,
        details: { batch: id, reason },
      });
    await tx.kysely
      .updateTable('batch')
      .set({ status: 'cancelled', updated_at: new Date() })
      .where('batch_id', '=', id)
      .execute();
    await writeAudit(tx, trail, { action: 'cancel', entity: 'batch', entityId: id, details: { reason } });
    return getBatch(tx, id);
  });
}

/** The city or county with this code on a day. Throws InvalidInputError. */
export async function areaIdOf(tx: Database, code: string, on: string): Promise<number> {
  const rows = await tx.kysely
    .selectFrom('area')
    .select(['area_id', 'valid_from', 'valid_to'])
    .where('code', '=', code)
    .where('level', 'in', ['city', 'county'])
    .execute();
  const valid = rows.find((row) => (row.valid_from ?? on) <= on && (row.valid_to ?? on) >= on);
  if (valid) return valid.area_id;
  throw new InvalidInputError([
    {
      field: 'area',
      value: code,
      reason: `no city or county has this code on ${on}`,
      allowed: 'a code of /collections/counties',
    },
  ]);
}
