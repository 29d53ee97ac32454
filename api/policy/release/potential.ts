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
const NEED_OPEN = ['HOLD', 'MANUAL_REVIEW'] as const;

/** Reads it from results of the applicant in different states (the union is taken, to be on the safe side). */
export function readPotential(results: readonly AssessmentResult[]): Potential {
  const able = results.filter(({ findings }) => findings.every((finding) => !keepsOut(finding, findings)));
  const draws = able.flatMap(({ findings }) => findings.flatMap((finding) => mightDraw(finding, findings)));
  const distinct = new Map(draws.map((draw) => [JSON.stringify(draw), draw]));
  return {
    canEnter: able.length > 0,
    draws: [...distinct.values()],
    isUnknown: able.some(({ findings }) => findings.some((finding) => isSilent(finding, findings))),
  };
}

function keepsOut(finding: Finding, findings: readonly Finding[]): boolean {
  return KEEPS_OUT.some((obstacle) => obstacle === finding.outcome) && !isQuestioned(finding, findings);
}

/** A ledger rule for review asks whether it stands (restoring a reset, unpublished lots …). */
function isQuestioned({ ruleId }: Finding, findings: readonly Finding[]): boolean {
  return findings.some(
    ({ outcome, derived }) => outcome === 'MANUAL_REVIEW' && derived?.quantityRule === ruleId,
  );
}

/** What it would draw, or what it says it needs. Lowered from a denial by another rule it would enter without the pool. */
function mightDraw(finding: Finding, findings: readonly Finding[]): Draw[] {
  const draws = finding.draws ?? [];
  const isOpen =
    NEED_OPEN.some((outcome) => outcome === ownOutcome(finding)) || isQuestioned(finding, findings);
  const need = isOpen ? readPoolNeed(finding) : null;
  if (!need || need.need <= 0 || draws.some((draw) => draw.resource === 'pool')) return [...draws];
  const { poolKind, areaCode, need: quantity, x: retireX } = need;
  return [...draws, { resource: 'pool', poolKind, areaCode, quantity, retireX }];
}

function isSilent(finding: Finding, findings: readonly Finding[]): boolean {
  const isQuantity = finding.group === 'quantity' || finding.group === 'annual_plan';
  const isOpen = finding.outcome === 'MANUAL_REVIEW' && ownOutcome(finding) === 'MANUAL_REVIEW';
  return isQuantity && isOpen && mightDraw(finding, findings).length === 0;
}

/** What the rule said by itself, before effects. */
function ownOutcome({ outcome, changed }: Finding): Finding['outcome'] {
  return changed?.[0]?.from ?? outcome;
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
