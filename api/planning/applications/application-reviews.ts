import type { Database } from '../../db/database.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import { REVIEWABLE, type Review } from '../../policy/reviews.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import type { ReviewRecord } from './application-record.ts';
import { getApplicationForUpdate } from './find-applications.ts';

const MAX_REVIEWS = 1_000;

/** Every review of an application, in the order entered. */
export async function listReviews(db: Database, applicationId: string): Promise<ReviewRecord[]> {
  return (await listReviewsOf(db, [applicationId])).get(applicationId) ?? [];
}

/** Reviews of many applications: id → reviews in the order entered. */
export async function listReviewsOf(
  db: Database,
  applicationIds: readonly string[],
): Promise<Map<string, ReviewRecord[]>> {
  const found = new Map<string, ReviewRecord[]>();
  if (applicationIds.length === 0) return found;
  const rows = await db.kysely
    .selectFrom('application_review')
    .selectAll()
    .where('application_id', 'in', [...applicationIds])
    .orderBy('review_id')
    .limit(MAX_REVIEWS * Math.max(1, applicationIds.length))
    .execute();
  for (const row of rows) {
    const record: ReviewRecord = {
      id: row.review_id,
      ruleId: row.rule_id,
      decision: row.decision as ReviewRecord['decision'],
      ground: row.ground,
      document: row.document,
      reviewer: row.reviewer,
      revision: row.revision,
      decidedOn: row.decided_on,
      enteredBy: row.entered_by,
      enteredAt: row.entered_at.toISOString(),
    };
    found.set(row.application_id, [...(found.get(row.application_id) ?? []), record]);
  }
  return found;
}

/** The reviews that hold for a revision, as the rules take them; the latest on a rule counts. */
export function reviewsFor(records: readonly ReviewRecord[], revision: number): Review[] {
  const latest = new Map<string, ReviewRecord>();
  for (const record of records) if (record.revision === revision) latest.set(record.ruleId, record);
  return [...latest.values()].map((record) => ({
    ruleId: record.ruleId,
    decision: record.decision,
    ground: record.ground,
    ...(record.document === null ? {} : { document: record.document }),
    reviewer: `${record.reviewer} (${record.enteredBy})`,
    decidedOn: record.decidedOn,
  }));
}

/** A decision of a reviewer, as entered. */
export interface NewReview {
  readonly applicationId: string;
  readonly ruleId: string;
  readonly decision: 'accept' | 'refuse';
  readonly ground: string;
  readonly document: string | undefined;
  readonly reviewer: string;
  readonly decidedOn: string;
  /** The findings it is made on: of the latest assessment, or of the preview of a frozen batch. */
  readonly result: AssessmentResult;
  readonly revision: number;
}

/**
 * Records a review. Throws NotFoundError for a rule that the plan has not, ConflictError for a finding that is not open, an
 * application that is decided or was corrected after the assessment.
 */
export async function addReview(db: Database, review: NewReview, trail: WriteTrail): Promise<ReviewRecord> {
  const { applicationId, ruleId, result, revision } = review;
  return db.transaction(async (tx) => {
    const application = await getApplicationForUpdate(tx, applicationId);
    if (['withdrawn', 'admitted', 'waiting'].includes(application.status))
      throw new ConflictError(`application ${applicationId} is ${application.status}; nothing is open on it`);
    if (application.revision !== revision)
      throw new ConflictError(
        `the assessment is of revision ${revision}, the application is at ${application.revision}: assess it again first`,
      );
    refuseUnlessOpen(result, ruleId, await listReviews(tx, applicationId), revision);
    const { review_id } = await tx.kysely
      .insertInto('application_review')
      .values({
        application_id: applicationId,
        revision,
        rule_id: ruleId,
        decision: review.decision,
        ground: review.ground,
        document: review.document ?? null,
        reviewer: review.reviewer,
        decided_on: review.decidedOn,
        entered_by: trail.actor,
      })
      .returning('review_id')
      .executeTakeFirstOrThrow();
    await writeAudit(tx, trail, {
      action: 'review',
      entity: 'application',
      entityId: applicationId,
      details: { ruleId, decision: review.decision, ground: review.ground, reviewer: review.reviewer },
    });
    const made = (await listReviews(tx, applicationId)).find((record) => record.id === review_id);
    if (!made) throw new Error(`review ${review_id} was not stored`);
    return made;
  });
}

/** Open is what only holds in principle or needs review, also where an earlier review of this revision has decided it. */
function refuseUnlessOpen(
  result: AssessmentResult,
  ruleId: string,
  reviews: readonly ReviewRecord[],
  revision: number,
): void {
  const finding = result.findings.find((candidate) => candidate.ruleId === ruleId);
  if (!finding)
    throw new NotFoundError(`the assessment has no finding ${ruleId}`, [
      { field: 'ruleId', value: ruleId, reason: 'is not a rule of the plan' },
    ]);
  const isReviewed = finding.changed?.some(({ by }) => by.startsWith('review:')) ?? false;
  const mayBeDecidedAgain =
    isReviewed && reviews.some((record) => record.ruleId === ruleId && record.revision === revision);
  if (REVIEWABLE.some((outcome) => outcome === finding.outcome) || mayBeDecidedAgain) return;
  throw new ConflictError(
    `${ruleId} is ${finding.outcome}: only ${REVIEWABLE.join(' and ')} are decided by a reviewer`,
  );
}
