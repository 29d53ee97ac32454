import { sql } from 'kysely';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { NotFoundError } from '../../errors.ts';
import { type Application, applicationSchema } from '../../policy/application.ts';
import { type Facts, factsSchema } from '../../policy/facts.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import { type Overall, overallSchema } from '../../policy/outcome.ts';
import { type Review, reviewSchema } from '../../policy/reviews.ts';

/** An assessment as it was stored; `planContents` are the rules by which it was made. */
export interface StoredAssessment {
  readonly assessmentId: string;
  readonly applicationId: string | null;
  readonly batchId: string | null;
  readonly revision: number | null;
  readonly planId: string;
  readonly planHash: string;
  readonly planContents: unknown;
  readonly asOf: string;
  readonly application: Application;
  readonly facts: Facts;
  readonly reviews: readonly Review[];
  readonly result: AssessmentResult;
  readonly madeBy: string;
  /** ISO 8601, UTC. */
  readonly madeAt: string;
}

/** The assessment with this id. Throws NotFoundError. */
export async function getAssessment(db: Database, assessmentId: string): Promise<StoredAssessment> {
  const row = await db.kysely
    .selectFrom('assessment')
    .innerJoin('plan_version', 'plan_version.plan_hash', 'assessment.plan_hash')
    .select([
      'assessment.application_id',
      'assessment.batch_id',
      'assessment.revision',
      'assessment.plan_id',
      'assessment.plan_hash',
      'plan_version.contents',
      'assessment.as_of',
      'assessment.application',
      'assessment.facts',
      'assessment.reviews',
      'assessment.result',
      'assessment.made_by',
      'assessment.made_at',
    ])
    .where('assessment.assessment_id', '=', assessmentId)
    .executeTakeFirst();
  if (!row) throw new NotFoundError(`there is no assessment ${assessmentId}`);
  return {
    assessmentId,
    applicationId: row.application_id,
    batchId: row.batch_id,
    revision: row.revision,
    planId: row.plan_id,
    planHash: row.plan_hash,
    planContents: row.contents,
    asOf: row.as_of,
    // What was stored by an earlier release may lack members that have a default now.
    application: applicationSchema.parse(row.application),
    facts: factsSchema.parse(row.facts),
    reviews: z.array(reviewSchema).parse(row.reviews),
    result: row.result as AssessmentResult,
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
  };
}

export const assessmentSummarySchema = z.object({
  assessmentId: z.uuid(),
  applicationId: z.uuid().nullable(),
  batchId: z.uuid().nullable(),
  revision: z.int().nullable(),
  plan: z.string(),
  asOf: z.string(),
  applicant: z.string(),
  overall: overallSchema,
  madeBy: z.string(),
  madeAt: z.string(),
});
export type AssessmentSummary = z.output<typeof assessmentSummarySchema>;

export interface AssessmentFilter {
  readonly plan?: string | undefined;
  readonly overall?: Overall | undefined;
  readonly application?: string | undefined;
  readonly batch?: string | undefined;
}

/** Assessments, latest first; `after` is the id of the last one of the page before. */
export async function listAssessments(
  db: Database,
  filter: AssessmentFilter,
  { limit, after }: { readonly limit: number; readonly after?: string | undefined },
): Promise<AssessmentSummary[]> {
  let query = db.kysely
    .selectFrom('assessment')
    .select([
      'assessment_id',
      'application_id',
      'batch_id',
      'revision',
      'plan_id',
      'as_of',
      'overall',
      'made_by',
      'made_at',
      sql<string>`application -> 'applicant' ->> 'name'`.as('applicant'),
    ]);
  if (filter.plan !== undefined) query = query.where('plan_id', '=', filter.plan);
  if (filter.overall !== undefined) query = query.where('overall', '=', filter.overall);
  if (filter.application !== undefined) query = query.where('application_id', '=', filter.application);
  if (filter.batch !== undefined) query = query.where('batch_id', '=', filter.batch);
  if (after !== undefined)
    query = query.where(
      sql<boolean>`(made_at, assessment_id) < (select made_at, assessment_id from assessment where assessment_id = ${after})`,
    );
  const rows = await query.orderBy('made_at', 'desc').orderBy('assessment_id', 'desc').limit(limit).execute();
  return rows.map((row) => ({
    assessmentId: row.assessment_id,
    applicationId: row.application_id,
    batchId: row.batch_id,
    revision: row.revision,
    plan: row.plan_id,
    asOf: row.as_of,
    applicant: row.applicant,
    overall: row.overall as Overall,
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
  }));
}
