import type { Database } from '../../db/database.ts';
import { NotFoundError } from '../../errors.ts';
import type { Route } from '../../policy/release/settlement.ts';
import type { AdmissionRecord } from './admission-inputs.ts';

/** The admission of an application; null when it was not admitted. */
export async function findAdmission(db: Database, applicationId: string): Promise<AdmissionRecord | null> {
  const row = await db.kysely
    .selectFrom('admission')
    .selectAll()
    .where('application_id', '=', applicationId)
    .executeTakeFirst();
  if (!row) return null;
  return {
    id: row.admission_id,
    application: row.application_id,
    settlement: row.settlement_id,
    plan: row.plan_id,
    admittedOn: row.admitted_on,
    route: row.route as Route,
    annualPlanId: row.annual_plan_id,
    annualQuantity: row.annual_quantity,
    beds: row.beds,
    exemptionGround: row.exemption_ground,
    physician: row.physician,
    countsFrom: row.counts_from,
    assessment: row.assessment_id,
    designation: row.designation_id,
    admittedBy: row.admitted_by,
    admittedAt: row.admitted_at.toISOString(),
  };
}

/** The same; throws NotFoundError. */
export async function getAdmission(db: Database, applicationId: string): Promise<AdmissionRecord> {
  const admission = await findAdmission(db, applicationId);
  if (admission) return admission;
  throw new NotFoundError(`application ${applicationId} has not been admitted`);
}
