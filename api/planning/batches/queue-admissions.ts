import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import { applicationSchema } from '../../policy/application.ts';
import type { AssessmentResult, Draw } from '../../policy/finding.ts';
import type { QueueLeaver } from '../../policy/release/settlement.ts';
import type { NewAdmission } from '../admissions/insert-admissions.ts';
import { listQueueAssessments } from './batch-queries.ts';

type AnnualDraw = Extract<Draw, { readonly resource: 'annual_plan' }>;

/** What those whose turn in a queue has come take of annual plans: line → quantity. */
export async function annualUseOfQueue(
  db: Database,
  leavers: readonly QueueLeaver[],
): Promise<Map<number, number>> {
  const used = new Map<number, number>();
  for (const { result } of (await readAssessments(db, leavers)).values())
    for (const { annualPlanId, quantity } of annualDraws(result))
      used.set(annualPlanId, (used.get(annualPlanId) ?? 0) + quantity);
  return used;
}

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
  const assessments = await readAssessments(tx, leavers);
  const takenHere = new Map<number, number>();
  for (const { applicationId, poolKind, areaCode, need, beds } of leavers) {
    const assessed = assessments.get(applicationId);
    if (!assessed) throw new Error(`${applicationId} waits without an assessment of its batch`);
    const annual = annualDraws(assessed.result);
    for (const { annualPlanId, quantity } of annual) {
      const taken = (takenHere.get(annualPlanId) ?? 0) + quantity;
      takenHere.set(annualPlanId, taken);
      await refuseOverdrawn(tx, applicationId, annualPlanId, taken);
    }
    const retireX = Math.max(1, Math.round(need / beds));
    const pool: Draw = { resource: 'pool', poolKind, areaCode, quantity: need, retireX };
    admissions.push({
      applicationId,
      application: assessed.application,
      assessmentId: assessed.assessmentId,
      settlementId,
      planId,
      admittedOn: on,
      route: 'queue',
      draws: [pool, ...annual],
      result: assessed.result,
    });
  }
  return admissions;
}

function annualDraws({ findings }: AssessmentResult): AnnualDraw[] {
  return findings
    .flatMap((finding) => finding.draws ?? [])
    .filter((draw): draw is AnnualDraw => draw.resource === 'annual_plan');
}

/** The assessments of the snapshots of their batches, by application. */
async function readAssessments(db: Database, leavers: readonly QueueLeaver[]) {
  if (leavers.length === 0) return new Map<string, never>();
  const rows = await listQueueAssessments(db, {
    applicationIds: leavers.map((leaver) => leaver.applicationId),
  });
  return new Map(
    rows.map((row) => [
      row.application_id,
      {
        application: applicationSchema.parse(row.contents),
        assessmentId: row.assessment_id,
        result: row.result as AssessmentResult,
      },
    ]),
  );
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
