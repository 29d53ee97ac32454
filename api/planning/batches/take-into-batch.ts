import type { Database } from '../../db/database.ts';
import { ConflictError, type InputIssue, NotFoundError } from '../../errors.ts';
import type { Application } from '../../policy/application.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { APPLICATION_STATUSES, type ApplicationRecord } from '../applications/application-record.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { BatchRecord } from './batch-record.ts';
import { getBatchForUpdate } from './find-batches.ts';
import { getProcedure } from './open-batch.ts';

/**
 * Those not selected may be taken into a later batch, where they keep no place; so may those refused, whose obstacle a
 * reviewer has lifted or time has removed: they are judged anew.
 */
const FREE: readonly ApplicationRecord['status'][] = ['submitted', 'accepted', 'not_selected', 'refused'];

/**
 * Takes applications into an open batch, all or none. Call it in a transaction. Throws NotFoundError, and ConflictError for
 * a batch that takes none any more, a day outside its period, and applications that do not belong in it.
 */
export async function takeIntoBatch(
  tx: Database,
  plan: Plan,
  request: {
    readonly batchId: string;
    readonly applicationIds: readonly string[];
    readonly acceptedOn: string;
  },
  trail: WriteTrail,
): Promise<void> {
  const { acceptedOn } = request;
  const applicationIds = [...new Set(request.applicationIds)].sort();
  const batch = await getBatchForUpdate(tx, request.batchId);
  refuseUnlessTaking(batch, acceptedOn);
  const rows = await tx.kysely
    .selectFrom('application')
    .leftJoin('batch', 'batch.batch_id', 'application.batch_id')
    .select([
      'application.application_id',
      'application.plan_id',
      'application.status',
      'application.contents',
      'application.batch_id',
      'batch.status as batch_status',
    ])
    .where('application_id', 'in', applicationIds)
    .orderBy('application_id')
    .forUpdate('application')
    .execute();
  const found = new Map(rows.map((row) => [row.application_id, row]));
  const unknown = applicationIds.filter((id) => !found.has(id));
  if (unknown.length > 0) throw new NotFoundError(`there is no application ${unknown.join(', ')}`);
  const issues = rows.flatMap((row): InputIssue[] => {
    const status = APPLICATION_STATUSES.find((one) => one === row.status);
    const isFree = row.batch_status === null || ['settled', 'cancelled'].includes(row.batch_status);
    const reason =
      status === undefined || !FREE.includes(status)
        ? `is ${row.status}`
        : isFree
          ? whyNotOf(batch, plan, row.plan_id, row.contents as Application)
          : `is in the batch ${row.batch_id}`;
    return reason === undefined ? [] : [{ field: 'applications', value: row.application_id, reason }];
  });
  const [first] = issues;
  if (first)
    throw new ConflictError(`application ${String(first.value)} ${first.reason}; none was taken`, issues);
  await tx.kysely
    .updateTable('application')
    .set({
      batch_id: batch.id,
      status: 'accepted',
      accepted_on: acceptedOn,
      decided_on: null,
      updated_at: new Date(),
    })
    .where('application_id', 'in', applicationIds)
    .execute();
  for (const id of applicationIds)
    await writeAudit(tx, trail, {
      action: 'accept',
      entity: 'application',
      entityId: id,
      details: { batch: batch.id, acceptedOn },
    });
}

function refuseUnlessTaking(batch: BatchRecord, acceptedOn: string): void {
  if (batch.status !== 'open')
    throw new ConflictError(`batch ${batch.id} is ${batch.status} and takes no more applications`);
  if (acceptedOn >= batch.openedOn && acceptedOn <= batch.cutOffOn) return;
  const when = acceptedOn > batch.cutOffOn ? 'after its cut-off' : 'before it opens';
  throw new ConflictError(`batch ${batch.id} takes none on ${acceptedOn}, ${when}`, [
    {
      field: 'acceptedOn',
      value: acceptedOn,
      reason: `lies ${when}`,
      allowed: `${batch.openedOn} to ${batch.cutOffOn}`,
    },
  ]);
}

/** Why an application does not belong in the batch; undefined when it does. */
export function whyNotOf(
  batch: Pick<BatchRecord, 'plan' | 'procedure' | 'area'>,
  plan: Plan,
  planId: string,
  { kind, service, licence, businessLicenceAreaCode }: Application,
): string | undefined {
  if (planId !== batch.plan) return `is under the plan ${planId}, the batch under ${batch.plan}`;
  const procedure = getProcedure(plan, batch.procedure);
  if (kind !== procedure.kind || !procedure.services.includes(service))
    return `asks for ${service} of a ${kind}; the procedure ${procedure.id} is for ${procedure.services.join(', ')} of a ${procedure.kind}`;
  // Attribution by the authority that licensed it, never by position; where it is not stated the rules ask for it.
  const stated = kind === 'pharmacy' ? businessLicenceAreaCode : licence?.areaCode;
  if (batch.area && stated !== undefined && stated !== batch.area.code)
    return `is licensed in ${stated}, the batch is for ${batch.area.code} ${batch.area.name}`;
  return undefined;
}
