import { InvalidInputError } from '../../errors.ts';
import { releaseAttribution } from '../../policy/kinds/release/release-attribution.ts';
import { releaseEvents } from '../../policy/kinds/release/release-events.ts';
import { releaseValidity } from '../../policy/kinds/release/release-validity.ts';
import { getPlan, type Plans } from '../../policy/load-plans.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import type { AttributionRule } from '../../policy/release/attribute-release.ts';
import { lotValidTo } from '../../policy/release/lot-validity.ts';
import type { ReleaseEventRules } from '../../policy/release/lots-of-event.ts';
import { findRuleOfKind } from '../../policy/release/rule-of-kind.ts';

/** The rules by which a plan keeps its ledger. */
export interface LedgerRules {
  readonly plan: Plan;
  /** Null where the plan says nothing: lots are then entered by hand. */
  readonly events: { readonly id: string; readonly rules: ReleaseEventRules } | null;
  readonly attribution: { readonly id: string; readonly rule: AttributionRule } | null;
  /** Last day of a lot released on a day; null where the plan has no rule. */
  readonly validTo: ((releasedOn: string) => string) | null;
}

/** The ledger rules of a plan named in a request. Throws InvalidInputError for a plan that keeps no release ledger. */
export function ledgerRulesOf(plans: Plans, planId: string): LedgerRules {
  const plan = knownPlan(plans, planId);
  const events = findRuleOfKind(plan, releaseEvents);
  const attribution = findRuleOfKind(plan, releaseAttribution);
  const validity = findRuleOfKind(plan, releaseValidity);
  if (!events && !validity)
    throw new InvalidInputError([
      {
        field: 'plan',
        value: planId,
        reason: 'the plan has no rule of released quantities, so it keeps no ledger',
        allowed: 'a plan with rules of kind release-events or release-validity',
      },
    ]);
  return {
    plan,
    events: events ? { id: events.id, rules: events.parameters } : null,
    attribution: attribution ? { id: attribution.id, rule: attribution.parameters } : null,
    validTo: validity ? (releasedOn) => lotValidTo(releasedOn, validity.parameters) : null,
  };
}

/** The plan with this id. Throws InvalidInputError: it was named in a request, not as an address. */
export function knownPlan(plans: Plans, planId: string): Plan {
  if (plans.has(planId)) return getPlan(plans, planId);
  throw new InvalidInputError([
    {
      field: 'plan',
      value: planId,
      reason: 'there is no such plan',
      allowed: [...plans.keys()].join(', '),
    },
  ]);
}

/** First day of releases that the plan's decisions may use: it has begun, and it applies (DL-A1). */
export function firstDayOfReleases({ period, publishedOn }: Pick<Plan, 'period' | 'publishedOn'>): string {
  return publishedOn !== null && publishedOn > period.from ? publishedOn : period.from;
}
