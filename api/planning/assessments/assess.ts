import type { Database } from '../../db/database.ts';
import { evaluatePlan } from '../../policy/evaluate.ts';
import type { Review } from '../../policy/reviews.ts';
import type { FactsQuestion } from '../facts/facts-question.ts';
import { gatherFacts } from '../facts/gather-facts.ts';
import { inSnapshot } from '../facts/in-snapshot.ts';
import type { RegisterReader } from '../facts/register-reader.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { type AssessmentContents, type AssessmentOwner, storeAssessment } from './store-assessment.ts';

export interface AssessmentRequest extends FactsQuestion, AssessmentOwner {
  readonly trail: WriteTrail;
  /** Decisions of reviewers on single findings. */
  readonly reviews?: readonly Review[] | undefined;
  /** False: nothing is stored. Default true. */
  readonly save?: boolean | undefined;
  /** Spares counting the city for each of many assessments. */
  readonly register?: RegisterReader | undefined;
}

/** An assessment as made; `assessmentId` is null when it was not stored. */
export interface Assessment extends AssessmentContents {
  readonly assessmentId: string | null;
  readonly asOf: string;
}

/**
 * Gathers the facts of an application in one snapshot of the data, evaluates the plan and stores the whole. Throws
 * InvalidInputError or GeoInputError where the application names what does not exist.
 */
export async function assess(db: Database, request: AssessmentRequest): Promise<Assessment> {
  const { plan, application, asOf, trail, reviews = [], save = true } = request;
  const facts = await inSnapshot(db, (tx) => gatherFacts(tx, request, request.register));
  const result = evaluatePlan({ plan, application, facts, asOf, reviews });
  const contents = { plan, application, facts, reviews, result };
  const assessmentId = save ? await db.transaction((tx) => keep(tx, contents, request, trail)) : null;
  return { assessmentId, asOf, ...contents };
}

async function keep(
  tx: Database,
  contents: AssessmentContents,
  owner: AssessmentOwner,
  trail: WriteTrail,
): Promise<string> {
  const assessmentId = await storeAssessment(tx, contents, owner, trail);
  // Who assesses a stored application writes the row about the application.
  if (owner.applicationId !== undefined) return assessmentId;
  await writeAudit(tx, trail, {
    action: 'assess',
    entity: 'assessment',
    entityId: assessmentId,
    details: { plan: contents.plan.id, asOf: contents.facts.asOf, overall: contents.result.overall },
  });
  return assessmentId;
}
