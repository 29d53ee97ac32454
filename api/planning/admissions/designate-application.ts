import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import type { Application } from '../../policy/application.ts';
import { factsSchema } from '../../policy/facts.ts';
import type { Plans } from '../../policy/load-plans.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { listReviews, reviewsFor } from '../applications/application-reviews.ts';
import { getApplicationForUpdate } from '../applications/find-applications.ts';
import { planByHash } from '../applications/plan-of-hash.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { DesignationAnswer, DesignationRequest } from './admission-inputs.ts';
import { findAgreement, insertAgreement } from './agreement.ts';
import { type AgreementDates, agreementDates } from './agreement-dates.ts';
import { type DesignatedInstitution, institutionFor } from './designated-institution.ts';
import { getAdmission } from './find-admissions.ts';
import { changeBeds, relocate, setGrade } from './institution-changes.ts';

/**
 * Designates an admitted application: writes the agreement with the dates that its plan gives (coaching, first day that
 * counts, lapse), and what the purpose changes in the register (new institution, move, grade, beds). Call it in a
 * transaction. Throws ConflictError when it is not admitted, is designated already or collides with another agreement,
 * InvalidInputError and NotFoundError for an institution that is missing.
 */
export async function designateApplication(
  tx: Database,
  plans: Plans,
  request: DesignationRequest & { readonly applicationId: string },
  trail: WriteTrail,
): Promise<DesignationAnswer> {
  const { applicationId, effectiveOn, document } = request;
  const { application, status, revision } = await getApplicationForUpdate(tx, applicationId);
  if (status !== 'admitted')
    throw new ConflictError(`application ${applicationId} is ${status}; only what is admitted is designated`);
  const admission = await getAdmission(tx, applicationId);
  if (admission.designation !== null)
    throw new ConflictError(`application ${applicationId} is designated already (${admission.designation})`);
  if (effectiveOn < admission.admittedOn)
    throw new InvalidInputError([
      {
        field: 'effectiveOn',
        value: effectiveOn,
        reason: 'lies before the admission',
        allowed: `${admission.admittedOn} or later`,
      },
    ]);
  const { plan, dates } = await datesOf(
    tx,
    plans,
    { assessmentId: admission.assessment, application, revision },
    request,
  );
  const countsFrom = admission.route === 'exempt' ? dates.countsFrom : null;
  const institution = await institutionFor(tx, plan, {
    applicationId,
    application,
    named: request.institution,
    newCode: request.newCode,
    effectiveOn,
  });
  const { institutionId } = institution;
  const moved =
    application.purpose === 'relocation'
      ? await relocate(tx, institutionId, {
          applicationId,
          application,
          service: application.service,
          on: effectiveOn,
        })
      : { oldSiteId: null, endedServices: [] };
  await changeRegister(tx, institutionId, application, { on: effectiveOn, document });
  const designation = await agreementFor(tx, institution, application, {
    from: effectiveOn,
    countsFrom,
    coachingUntil: dates.coachingUntil,
    lapsesOn: dates.lapsesOn,
    document,
    planId: plan.id,
    applicationId,
  });
  await tx.kysely
    .updateTable('admission')
    .set({ designation_id: designation, counts_from: countsFrom })
    .where('application_id', '=', applicationId)
    .execute();
  const answer: DesignationAnswer = {
    application: applicationId,
    admission: admission.id,
    institution: {
      fid: institutionId,
      code: institution.code,
      name: institution.name,
      isNew: institution.isNew,
    },
    designation,
    service: application.service,
    effectiveOn,
    countsFrom,
    coachingUntil: dates.coachingUntil,
    lapsesOn: dates.lapsesOn,
    oldSite: moved.oldSiteId,
    endedServices: moved.endedServices,
  };
  await writeAudit(tx, trail, {
    action: 'designate',
    entity: 'application',
    entityId: applicationId,
    details: { ...answer, document },
  });
  return answer;
}

async function datesOf(
  tx: Database,
  plans: Plans,
  admitted: { readonly assessmentId: string; readonly application: Application; readonly revision: number },
  { applicationId, effectiveOn, lapsesOn: stated }: DesignationRequest & { readonly applicationId: string },
): Promise<{ plan: Plan; dates: AgreementDates }> {
  const row = await tx.kysely
    .selectFrom('assessment')
    .select(['plan_id', 'plan_hash', 'facts'])
    .where('assessment_id', '=', admitted.assessmentId)
    .executeTakeFirstOrThrow();
  const plan = await planByHash(tx, plans, row.plan_id, row.plan_hash);
  const question = {
    application: admitted.application,
    facts: factsSchema.parse(row.facts),
    reviews: reviewsFor(await listReviews(tx, applicationId), admitted.revision),
  };
  const dates = agreementDates(plan, question, effectiveOn);
  if (!dates.isTemporary && stated !== undefined)
    throw new InvalidInputError([
      { field: 'lapsesOn', value: stated, reason: 'the designation is not temporary', allowed: 'nothing' },
    ]);
  const lapsesOn = earlier(stated ?? null, dates.lapsesOn);
  if (dates.isTemporary && (lapsesOn === null || lapsesOn < effectiveOn))
    throw new InvalidInputError([
      {
        field: 'lapsesOn',
        value: lapsesOn,
        reason: 'a temporary designation needs its last day',
        allowed: `${effectiveOn} or later${dates.lapsesOn === null ? '' : `, ${dates.lapsesOn} at the latest`}`,
      },
    ]);
  return { plan, dates: { ...dates, lapsesOn } };
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

/** What the purpose changes besides the agreement. */
async function changeRegister(
  tx: Database,
  institutionId: number,
  { purpose, gradeChange, promotion, beds, bedConversion, service }: Application,
  { on, document }: { readonly on: string; readonly document: string },
): Promise<void> {
  if (purpose === 'hospital_grade_change' && gradeChange)
    await setGrade(tx, institutionId, { scale: 'hospital_grade', grade: gradeChange.to, on });
  if (purpose === 'settlement_promotion' && promotion)
    await setGrade(tx, institutionId, { scale: 'settlement_level', grade: promotion.to, on });
  if (purpose === 'bed_conversion' && bedConversion) {
    const categories = new Set([...Object.keys(bedConversion.from), ...Object.keys(bedConversion.to)]);
    const numberOf = (counts: Readonly<Record<string, number | undefined>>, category: string) =>
      counts[category] ?? 0;
    const changes = [...categories].map(
      (category) =>
        [category, numberOf(bedConversion.to, category) - numberOf(bedConversion.from, category)] as const,
    );
    await changeBeds(tx, institutionId, Object.fromEntries(changes), { on, document });
  } else if (service === 'inpatient' && beds && purpose !== 'relocation')
    await changeBeds(tx, institutionId, beds, { on, document });
}

/** A change of grade, level or beds belongs to the agreement that runs; everything else brings one. */
async function agreementFor(
  tx: Database,
  { institutionId }: DesignatedInstitution,
  { purpose, service }: Application,
  agreement: Omit<Parameters<typeof insertAgreement>[1], 'institutionId' | 'service'>,
): Promise<number> {
  const goesOn = [
    'hospital_grade_change',
    'settlement_promotion',
    'add_beds',
    'bed_conversion',
    'relocation',
  ].includes(purpose);
  const running = goesOn ? await findAgreement(tx, institutionId, service, agreement.from) : null;
  if (running === null) return insertAgreement(tx, { ...agreement, institutionId, service });
  if (purpose === 'relocation')
    await tx.kysely
      .updateTable('designation')
      .set({
        plan_id: agreement.planId,
        application_id: agreement.applicationId,
        document: agreement.document,
        ...(agreement.countsFrom === null ? {} : { counts_from: agreement.countsFrom }),
        updated_at: new Date(),
      })
      .where('designation_id', '=', running)
      .execute();
  return running;
}
