import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { evaluatePlan } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/facts.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { overallSchema } from '../../policy/outcome.ts';
import { readPlan } from '../../policy/plan.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { gatherFacts } from '../facts/gather-facts.ts';
import { inSnapshot } from '../facts/in-snapshot.ts';
import { type Difference, differenceSchema, listDifferences } from './list-differences.ts';
import { getAssessment, type StoredAssessment } from './read-assessments.ts';

export const replayReportSchema = z.object({
  assessmentId: z.uuid(),
  plan: z.string(),
  planVersion: z.string(),
  asOf: z.string(),
  madeAt: z.string(),
  isEqual: z.boolean().describe('The stored facts and rules give the stored result again.'),
  overall: z.object({ stored: overallSchema, replayed: overallSchema.nullable() }),
  differences: z.array(differenceSchema).describe('Stored result against the result evaluated again.'),
  now: z
    .object({
      overall: overallSchema,
      findings: z.array(differenceSchema).describe('Stored result against the result on the data of today.'),
      facts: z.array(differenceSchema).describe('Stored facts against the facts as the data stands today.'),
      plan: z
        .enum(['unchanged', 'changed', 'not installed'])
        .describe(
          'The rules installed now against those of the assessment; today’s result uses those of the assessment.',
        ),
    })
    .optional(),
});
export type ReplayReport = z.output<typeof replayReportSchema>;

export interface ReplayOptions {
  /** Gather the facts anew (same date, same rules) and tell what has changed; the plans installed are compared too. */
  readonly now?: Plans | undefined;
}

/**
 * Evaluates a stored assessment again from what was stored with it, and compares. Equal rules and facts give equal
 * results, whatever has become of the live data. Throws NotFoundError.
 */
export async function replay(
  db: Database,
  assessmentId: string,
  { now }: ReplayOptions = {},
): Promise<ReplayReport> {
  const stored = await getAssessment(db, assessmentId);
  const rebuilt = rebuildPlan(stored);
  const replayed = 'plan' in rebuilt ? evaluate(rebuilt.plan, stored, stored.facts) : null;
  const differences =
    'plan' in rebuilt
      ? [...rebuilt.differences, ...listDifferences(stored.result, asJson(replayed))]
      : rebuilt.differences;
  return {
    assessmentId,
    plan: stored.planId,
    planVersion: stored.result.planVersion,
    asOf: stored.asOf,
    madeAt: stored.madeAt,
    isEqual: differences.length === 0,
    overall: { stored: stored.result.overall, replayed: replayed?.overall ?? null },
    differences,
    ...(now && 'plan' in rebuilt ? { now: await compareWithNow(db, rebuilt.plan, stored, now) } : {}),
  };
}

/** The rules as they were; this release may no longer accept them, which is a difference to be told. */
function rebuildPlan({
  planContents,
  planHash,
}: StoredAssessment): { plan: Plan; differences: Difference[] } | { differences: Difference[] } {
  const read = readPlan(planContents);
  if ('problems' in read)
    return {
      differences: read.problems.map(({ path, message }) => ({
        path: `plan.${path}`,
        stored: 'accepted',
        now: message,
      })),
    };
  const { plan } = read;
  return {
    plan,
    differences: plan.hash === planHash ? [] : [{ path: 'plan.hash', stored: planHash, now: plan.hash }],
  };
}

async function compareWithNow(
  db: Database,
  plan: Plan,
  stored: StoredAssessment,
  plans: Plans,
): Promise<NonNullable<ReplayReport['now']>> {
  const { application, asOf, facts } = stored;
  const gathered = await inSnapshot(db, (tx) =>
    gatherFacts(tx, {
      plan,
      application,
      asOf,
      ledgerAsOf: facts.ledgerAsOf ?? undefined,
      applicationId: facts.applicationId ?? undefined,
    }),
  );
  // What others took in the batch belongs to that settlement, not to the live data.
  const live = { ...gathered, earlierInBatch: facts.earlierInBatch };
  const result = evaluate(plan, stored, live);
  const installed = plans.get(plan.id);
  return {
    overall: result.overall,
    findings: listDifferences(stored.result, asJson(result)),
    facts: listDifferences(asJson(facts), asJson(live)),
    plan: installed === undefined ? 'not installed' : installed.hash === plan.hash ? 'unchanged' : 'changed',
  };
}

function evaluate(
  plan: Plan,
  { application, asOf, reviews }: StoredAssessment,
  facts: Facts,
): AssessmentResult {
  return evaluatePlan({ plan, application, facts, asOf, reviews });
}

/** As it is stored: members that are undefined are not there. */
function asJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
