import { randomUUID } from 'node:crypto';
import type { Database } from '../../db/database.ts';
import type { Application } from '../../policy/application.ts';
import type { Facts } from '../../policy/facts.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import type { Review } from '../../policy/reviews.ts';
import type { WriteTrail } from '../write-trail.ts';

/** A decision with all it rests on, so that it can be evaluated again without the live data. */
export interface AssessmentContents {
  readonly plan: Plan;
  readonly application: Application;
  readonly facts: Facts;
  readonly reviews: readonly Review[];
  readonly result: AssessmentResult;
}

/** What a stored assessment belongs to; nothing for one that was only asked for. */
export interface AssessmentOwner {
  readonly applicationId?: string | undefined;
  readonly batchId?: string | undefined;
  /** Revision of the application that was judged. */
  readonly revision?: number | undefined;
}

/** Stores one assessment with the rules it was made by, and returns its id. Call it in the transaction of the write. */
export async function storeAssessment(
  tx: Database,
  { plan, application, facts, reviews, result }: AssessmentContents,
  { applicationId, batchId, revision }: AssessmentOwner,
  { actor }: WriteTrail,
): Promise<string> {
  await tx.kysely
    .insertInto('plan_version')
    .values({
      plan_hash: plan.hash,
      plan_id: plan.id,
      version: plan.version,
      contents: JSON.stringify(plan.contents),
    })
    .onConflict((conflict) => conflict.column('plan_hash').doNothing())
    .execute();
  const assessmentId = randomUUID();
  await tx.kysely
    .insertInto('assessment')
    .values({
      assessment_id: assessmentId,
      application_id: applicationId ?? null,
      batch_id: batchId ?? null,
      revision: revision ?? null,
      plan_hash: plan.hash,
      plan_id: plan.id,
      as_of: facts.asOf,
      application: JSON.stringify(application),
      facts: JSON.stringify(facts),
      reviews: JSON.stringify(reviews),
      result: JSON.stringify(result),
      overall: result.overall,
      made_by: actor,
    })
    .execute();
  return assessmentId;
}
