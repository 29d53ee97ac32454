import { z } from 'zod';

/**
 * What a rule says. PASS means "may enter evaluation", never "admitted": the agency decides after evaluation and
 * negotiation. FAIL needs complete and verified inputs; FAIL_IN_PRINCIPLE (原则上) may be overridden with a recorded ground.
 */
export const OUTCOMES = [
  'FAIL',
  'FAIL_IN_PRINCIPLE',
  'MANUAL_REVIEW',
  'HOLD',
  'NOT_SELECTED',
  'PASS',
  'EXEMPT',
  'PRIORITY',
  'FLAG',
  'NOT_APPLICABLE',
] as const;
export type Outcome = (typeof OUTCOMES)[number];
export const outcomeSchema = z.enum(OUTCOMES);

/** The answer of a whole assessment; NOT_APPLICABLE only where the plan is not in force on the date. */
export const OVERALL_OUTCOMES = [
  'FAIL',
  'FAIL_IN_PRINCIPLE',
  'MANUAL_REVIEW',
  'HOLD',
  'NOT_SELECTED',
  'PASS',
  'NOT_APPLICABLE',
] as const;
export type Overall = (typeof OVERALL_OUTCOMES)[number];
export const overallSchema = z.enum(OVERALL_OUTCOMES);

/** Outcomes that keep an applicant from being admitted now, gravest first. */
export const OBSTACLES = ['FAIL', 'FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW', 'HOLD', 'NOT_SELECTED'] as const;

/** Combines the outcomes of all rules: the gravest obstacle, else PASS. Exempt, priority, flag and not applicable count as passed. */
export function combineOutcomes(outcomes: readonly Outcome[]): Overall {
  return OBSTACLES.find((obstacle) => outcomes.includes(obstacle)) ?? 'PASS';
}
