import type { Application } from '../../policy/application.ts';
import { evaluatePlan } from '../../policy/evaluate.ts';
import type { Facts } from '../../policy/facts.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import type { Review } from '../../policy/reviews.ts';

/** What a plan says of an agreement from its first day: dates only, derived by its own rules. */
export interface AgreementDates {
  /** Last day of the coaching period (政策辅导期). */
  readonly coachingUntil: string | null;
  /** First day on which an exempt institution counts. */
  readonly countsFrom: string | null;
  readonly isTemporary: boolean;
  /** Last day of a temporary designation, where the emergency has an end. */
  readonly lapsesOn: string | null;
}

/** Asks the rules of the plan for the dates of an agreement that begins on `effectiveOn`; pure. */
export function agreementDates(
  plan: Plan,
  question: {
    readonly application: Application;
    readonly facts: Facts;
    readonly reviews: readonly Review[];
  },
  effectiveOn: string,
): AgreementDates {
  const { application, facts, reviews } = question;
  const result = evaluatePlan({
    plan,
    application: { ...application, designatedOn: effectiveOn },
    facts,
    asOf: facts.asOf,
    reviews,
  });
  const temporary = derivedBy(result, 'temporary-designation', ['EXEMPT']);
  return {
    coachingUntil: asDate(derivedBy(result, 'coaching-period', ['FLAG'])?.coachingUntil),
    countsFrom: asDate(derivedBy(result, 'counts-from', ['FLAG'])?.countsFrom),
    isTemporary: temporary?.temporary === true,
    lapsesOn: asDate(temporary?.lapsesOn),
  };
}

/** The ground on which an applicant is exempt, as the findings give it; null when it is not. */
export function exemptionOf(result: AssessmentResult): { ground: string; physician: string | null } | null {
  const finding = result.findings.find(
    ({ group, outcome, derived }) =>
      group === 'exemption' && outcome === 'EXEMPT' && typeof derived?.ground === 'string',
  );
  const physician = finding?.derived?.physician;
  if (finding)
    return {
      ground: String(finding.derived?.ground),
      physician: typeof physician === 'string' ? physician : null,
    };
  return derivedBy(result, 'temporary-designation', ['EXEMPT'])
    ? { ground: 'emergency', physician: null }
    : null;
}

function derivedBy(result: AssessmentResult, kind: string, outcomes: readonly string[]) {
  return result.findings.find((finding) => finding.kind === kind && outcomes.includes(finding.outcome))
    ?.derived;
}

function asDate(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
