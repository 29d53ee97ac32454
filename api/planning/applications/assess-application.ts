import { todayInShanghai } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import { getPlan, type Plans } from '../../policy/load-plans.ts';
import { type Assessment, type AssessmentRequest, assess } from '../assessments/assess.ts';
import { storeAssessment } from '../assessments/store-assessment.ts';
import type { RegisterReader } from '../facts/register-reader.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { ApplicationRecord } from './application-record.ts';
import { listReviews, reviewsFor } from './application-reviews.ts';
import { getApplication } from './find-applications.ts';

/** An assessment of a stored application, with the id under which it is kept. */
export type StoredAssessment = Assessment & {
  readonly assessmentId: string;
  readonly application: Assessment['application'];
  readonly revision: number;
};

/**
 * Assesses a stored application as it stands, with the reviews of this revision, and keeps the assessment. `asOf` defaults to
 * the cut-off of a batch not yet settled, else today. Throws NotFoundError, ConflictError for a withdrawn one.
 */
export async function assessApplication(
  db: Database,
  plans: Plans,
  question: { readonly id: string; readonly asOf: string | undefined },
  trail: WriteTrail,
): Promise<StoredAssessment> {
  const record = await getApplication(db, question.id);
  if (record.status === 'withdrawn') throw new ConflictError(`application ${record.id} is withdrawn`);
  const asOf = question.asOf ?? (await cutOffOf(db, record.batch)) ?? todayInShanghai();
  const made = await assess(db, { ...(await questionOf(db, plans, record, asOf, trail)), save: false });
  const owner = { applicationId: record.id, revision: record.revision };
  const assessmentId = await db.transaction(async (tx) => {
    const id = await storeAssessment(tx, made, owner, trail);
    await writeAudit(tx, trail, {
      action: 'assess',
      entity: 'application',
      entityId: record.id,
      details: { assessment: id, asOf, overall: made.result.overall, revision: record.revision },
    });
    return id;
  });
  return { ...made, assessmentId, revision: record.revision };
}

/** What is asked of a stored application as it stands, with the reviews of this revision. */
async function questionOf(
  db: Database,
  plans: Plans,
  record: ApplicationRecord,
  asOf: string,
  trail: WriteTrail,
): Promise<AssessmentRequest> {
  return {
    plan: getPlan(plans, record.plan),
    application: record.application,
    asOf,
    applicationId: record.id,
    revision: record.revision,
    reviews: reviewsFor(await listReviews(db, record.id), record.revision),
    trail,
  };
}

/** The same without an audit row, for a batch. */
export async function assessRecord(
  db: Database,
  plans: Plans,
  record: ApplicationRecord,
  {
    asOf,
    batchId,
    register,
  }: { asOf: string; batchId?: string | undefined; register?: RegisterReader | undefined },
  trail: WriteTrail,
): Promise<StoredAssessment> {
  const { assessmentId, ...made } = await assess(db, {
    ...(await questionOf(db, plans, record, asOf, trail)),
    ...(batchId === undefined ? {} : { batchId }),
    register,
  });
  if (assessmentId === null) throw new Error(`the assessment of ${record.id} was not stored`);
  return { ...made, assessmentId, revision: record.revision };
}

/** The findings of the latest assessment of an application. Throws NotFoundError when it was never assessed. */
export async function getLatestResult(
  db: Database,
  applicationId: string,
): Promise<{ result: AssessmentResult; revision: number }> {
  const row = await db.kysely
    .selectFrom('assessment')
    .select(['result', 'revision'])
    .where('application_id', '=', applicationId)
    .orderBy('made_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) throw new NotFoundError(`application ${applicationId} has not been assessed yet`);
  return { result: row.result as AssessmentResult, revision: row.revision ?? 0 };
}

async function cutOffOf(db: Database, batchId: string | null): Promise<string | undefined> {
  if (batchId === null) return undefined;
  const row = await db.kysely
    .selectFrom('batch')
    .select('cut_off_on')
    .where('batch_id', '=', batchId)
    .where('status', 'in', ['open', 'snapshot'])
    .executeTakeFirst();
  return row?.cut_off_on;
}
