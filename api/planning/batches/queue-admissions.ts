import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import { applicationSchema } from '../../policy/application.ts';
import type { AssessmentResult, Draw } from '../../policy/finding.ts';
import type { QueueLeaver } from '../../policy/release/settlement.ts';
import type { NewAdmission } from '../admissions/insert-admissions.ts';

/**
 * Admissions of those whose turn in a queue has come. Each rests on the assessment of its batch; the annual plan that it
 * found there is taken now. Throws ConflictError when that has been used up meanwhile: nobody is admitted past it.
 */
export async function admissionsFromQueue(
  tx: Database,
  leavers: readonly QueueLeaver[],
  { planId, settlementId, on }: { planId: string; settlementId: string; on: string },
): Promise<NewAdmission[]> {
  const admissions: NewAdmission[] = [];
  const takenHere = new Map<number, number>();
  for (const leaver of leavers) {
    const { applicationId, poolKind, areaCode, need, beds } = leaver;
    const row = await tx.kysely
      .selectFrom('bed_queue_entry')
      .innerJoin('application', 'application.application_id', 'bed_queue_entry.application_id')
      .innerJoin('batch', 'batch.batch_id', 'bed_queue_entry.batch_id')
      .innerJoin('assessment', (join) =>
        join
          .onRef('assessment.application_id', '=', 'bed_queue_entry.application_id')
          .onRef('assessment.batch_id', '=', 'bed_queue_entry.batch_id')
          .onRef('assessment.made_at', '<=', 'batch.snapshot_at'),
      )
      .select(['application.contents', 'assessment.assessment_id', 'assessment.result'])
      .where('bed_queue_entry.application_id', '=', applicationId)
      .orderBy('assessment.made_at', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow();
    const result = row.result as AssessmentResult;
    const annual = result.findings
      .flatMap((finding) => finding.draws ?? [])
      .filter((draw) => draw.resource === 'annual_plan');
    for (const draw of annual) {
      const taken = (takenHere.get(draw.annualPlanId) ?? 0) + draw.quantity;
      takenHere.set(draw.annualPlanId, taken);
      await refuseOverdrawn(tx, applicationId, draw.annualPlanId, taken);
    }
    const retireX = Math.max(1, Math.round(need / beds));
    const pool: Draw = { resource: 'pool', poolKind, areaCode, quantity: need, retireX };
    admissions.push({
      applicationId,
      application: applicationSchema.parse(row.contents),
      assessmentId: row.assessment_id,
      settlementId,
      planId,
      admittedOn: on,
      route: 'queue',
      draws: [pool, ...annual],
      result,
    });
  }
  return admissions;
}

async function refuseOverdrawn(
  tx: Database,
  applicationId: string,
  annualPlanId: number,
  wanted: number,
): Promise<void> {
  const line = await tx.kysely
    .selectFrom('annual_plan')
    .leftJoin('admission', 'admission.annual_plan_id', 'annual_plan.annual_plan_id')
    .select((eb) => [
      'annual_plan.quantity',
      'annual_plan.year',
      'annual_plan.document',
      eb.fn.coalesce(eb.fn.sum<number>('admission.annual_quantity'), eb.lit(0)).as('used'),
    ])
    .where('annual_plan.annual_plan_id', '=', annualPlanId)
    .groupBy('annual_plan.annual_plan_id')
    .executeTakeFirst();
  if (line && Number(line.used) + wanted > line.quantity)
    throw new ConflictError(
      `the turn of application ${applicationId} in the queue has come, but the annual plan of ${line.year} (${line.document}) is used up: ${line.used} of ${line.quantity}`,
    );
}
