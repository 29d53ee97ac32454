import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { Application } from '../../policy/application.ts';
import { evaluatePlan } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/facts.ts';
import type { AssessmentResult, Draw } from '../../policy/finding.ts';
import { getPlan, type Plans } from '../../policy/load-plans.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { listReviews, reviewsFor } from '../applications/application-reviews.ts';
import { assessRecord } from '../applications/assess-application.ts';
import { getApplication, getApplicationForUpdate } from '../applications/find-applications.ts';
import { lockPlan } from '../applications/plan-lock.ts';
import { listPromisedNeighbours } from '../batches/promised-sites.ts';
import { withNeighbours } from '../facts/promised-neighbours.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { AdmissionRecord } from './admission-inputs.ts';
import { exemptionOf } from './agreement-dates.ts';
import { listAreaIds } from './area-ids.ts';
import { getAdmission } from './find-admissions.ts';
import { areaCodesOf, insertAdmissions } from './insert-admissions.ts';

/** One refused or not selected is judged anew, on the facts of the day and with the reviews made since. */
const ADMISSIBLE = ['submitted', 'accepted', 'not_selected', 'refused'];

/**
 * Admits one application outside a batch: an exempt one, or one of a service for which the plan ranks nobody. It is assessed
 * as of the day under the lock of its plan and must pass. Call it in a transaction. Throws ConflictError when it does not
 * pass, stands in a batch, or takes what others compete for.
 */
export async function admitApplication(
  tx: Database,
  plans: Plans,
  request: {
    readonly applicationId: string;
    readonly admittedOn: string;
    readonly document: string | undefined;
  },
  trail: WriteTrail,
): Promise<AdmissionRecord> {
  const { applicationId, admittedOn } = request;
  await lockPlan(tx, (await getApplication(tx, applicationId)).plan);
  const record = await getApplicationForUpdate(tx, applicationId);
  if (!ADMISSIBLE.includes(record.status))
    throw new ConflictError(`application ${applicationId} is ${record.status}`);
  if (record.batchStatus === 'open' || record.batchStatus === 'snapshot')
    throw new ConflictError(`application ${applicationId} stands in the batch ${record.batch}; settle that`);
  const { assessmentId, result, facts } = await assessRecord(tx, plans, record, { asOf: admittedOn }, trail);
  if (result.overall !== 'PASS') throw notPassing(applicationId, result);
  const plan = getPlan(plans, record.plan);
  await refusePromised(tx, plan, { ...record, facts }, result, admittedOn);
  const draws = result.findings.flatMap((finding) => finding.draws ?? []);
  refuseContested(plan, record.application, draws);
  await refuseOverdrawnPlan(tx, draws, facts);
  const route = exemptionOf(result) ? 'exempt' : draws.length > 0 ? 'annual_plan' : 'evaluation';
  await insertAdmissions(
    tx,
    [
      {
        applicationId,
        application: record.application,
        assessmentId,
        settlementId: null,
        planId: record.plan,
        admittedOn,
        route,
        draws,
        result,
      },
    ],
    await listAreaIds(tx, areaCodesOf(draws), admittedOn),
    trail,
  );
  await tx.kysely
    .updateTable('application')
    .set({ status: 'admitted', decided_on: admittedOn, updated_at: new Date() })
    .where('application_id', '=', applicationId)
    .execute();
  await writeAudit(tx, trail, {
    action: 'admit',
    entity: 'application',
    entityId: applicationId,
    details: { admittedOn, route, assessment: assessmentId, document: request.document ?? null },
  });
  return getAdmission(tx, applicationId);
}

function notPassing(id: string, { overall, findings }: AssessmentResult): ConflictError {
  const open = findings.filter(({ outcome }) =>
    ['FAIL', 'FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW', 'HOLD', 'NOT_SELECTED'].includes(outcome),
  );
  return new ConflictError(
    `application ${id} is ${overall} and cannot be admitted`,
    open.map(({ ruleId, outcome, reason }) => ({
      field: ruleId,
      value: outcome,
      reason: `${reason.en} ${reason.zh}`,
    })),
  );
}

/** Somebody admitted near by whose agreement has not begun is in no register: the assessment could not see it. */
async function refusePromised(
  tx: Database,
  plan: Plan,
  { id, application, facts }: { id: string; application: Application; facts: Facts },
  result: AssessmentResult,
  on: string,
): Promise<void> {
  const near = await listPromisedNeighbours(tx, plan, [{ applicationId: id, application, facts }], on);
  const again = evaluatePlan({
    plan,
    application,
    facts: withNeighbours(facts, near[id] ?? []),
    asOf: on,
    reviews: reviewsFor(await listReviews(tx, id), (await getApplication(tx, id)).revision),
  });
  if (again.overall !== result.overall) throw notPassing(id, again);
}

/** What several may want is given by a batch, so that nobody comes before its rank. */
function refuseContested(plan: Plan, { kind, service }: Application, draws: readonly Draw[]): void {
  const procedure = plan.procedures.find((one) => one.kind === kind && one.services.includes(service));
  const contested = draws.find((draw) => draw.resource !== 'annual_plan' || procedure !== undefined);
  if (contested)
    throw new ConflictError(
      `it would take ${contested.resource}, which others compete for: take it into a batch${procedure ? ` of the procedure ${procedure.id}` : ''}`,
    );
}

/** The facts know what was used up to the day; what was admitted for later days counts too. */
async function refuseOverdrawnPlan(tx: Database, draws: readonly Draw[], facts: Facts): Promise<void> {
  for (const draw of draws) {
    if (draw.resource !== 'annual_plan') continue;
    const line = facts.annualPlans.find((plan) => plan.annualPlanId === draw.annualPlanId);
    const { used } = await tx.kysely
      .selectFrom('admission')
      .select((eb) => eb.fn.coalesce(eb.fn.sum<number>('annual_quantity'), eb.lit(0)).as('used'))
      .where('annual_plan_id', '=', draw.annualPlanId)
      .executeTakeFirstOrThrow();
    const isLaterUse = line !== undefined && Number(used) > line.used;
    if (isLaterUse && Number(used) + draw.quantity > line.quantity)
      throw new ConflictError(
        `the annual plan ${line.document} of ${line.year} has ${line.quantity}, and ${used} are used, also by admissions of later days`,
      );
  }
}
