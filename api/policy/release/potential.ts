import type { Facts } from '../facts.ts';
import type { AssessmentResult, Draw, Finding } from '../finding.ts';
import { readPoolNeed } from './pool-need.ts';

/** What an applicant that is not yet decided might take if it is admitted after all. */
export interface Potential {
  /** False when something no reviewer can lift keeps it out: it takes nothing. */
  readonly canEnter: boolean;
  readonly draws: readonly Draw[];
  /** A quantity rule could not say what it would take. */
  readonly isUnknown: boolean;
}

const KEEPS_OUT = ['FAIL', 'FAIL_IN_PRINCIPLE', 'NOT_SELECTED'] as const;
const WITHOUT_DRAW = ['NOT_SELECTED', 'HOLD', 'MANUAL_REVIEW'] as const;

/** Reads it from results of the applicant in different states (the union is taken, to be on the safe side). */
export function readPotential(results: readonly AssessmentResult[]): Potential {
  const able = results.filter(({ findings }) => findings.every((finding) => !keepsOut(finding, findings)));
  const draws = able.flatMap(({ findings }) => findings.flatMap(mightDraw));
  const distinct = new Map(draws.map((draw) => [JSON.stringify(draw), draw]));
  return {
    canEnter: able.length > 0,
    draws: [...distinct.values()],
    isUnknown: able.some(({ findings }) => findings.some(isSilent)),
  };
}

/** An obstacle, unless a ledger rule for review asks whether it stands (restoring a reset, unpublished lots …). */
function keepsOut({ ruleId, outcome }: Finding, findings: readonly Finding[]): boolean {
  if (!KEEPS_OUT.some((obstacle) => obstacle === outcome)) return false;
  return !findings.some(
    (other) => other.outcome === 'MANUAL_REVIEW' && other.derived?.quantityRule === ruleId,
  );
}

function mightDraw(finding: Finding): Draw[] {
  const draws = finding.draws ?? [];
  const need = WITHOUT_DRAW.some((outcome) => outcome === finding.outcome) ? readPoolNeed(finding) : null;
  if (!need || draws.some((draw) => draw.resource === 'pool')) return [...draws];
  const { poolKind, areaCode, need: quantity, x: retireX } = need;
  return quantity > 0 ? [...draws, { resource: 'pool', poolKind, areaCode, quantity, retireX }] : [...draws];
}

function isSilent(finding: Finding): boolean {
  const isQuantity = finding.group === 'quantity' || finding.group === 'annual_plan';
  return isQuantity && finding.outcome === 'MANUAL_REVIEW' && mightDraw(finding).length === 0;
}

/** Whether an applicant whose need is unknown might take from the same pool, plan or place. */
export function couldShare(draw: Draw, facts: Facts): boolean {
  if (draw.resource === 'annual_plan') {
    const ids = facts.annualPlans.map((plan) => plan.annualPlanId);
    return ids.length === 0 || ids.includes(draw.annualPlanId);
  }
  if (facts.licensingArea === null && facts.businessArea === null) return true;
  const areas = [
    facts.licensingArea,
    facts.businessArea,
    facts.county,
    facts.street,
    facts.city,
    facts.managementArea,
  ];
  return areas.some((area) => area?.code === draw.areaCode);
}
