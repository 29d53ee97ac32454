import type { Application } from '../../policy/application.ts';
import { type WalkParameters, walkParameters } from '../../policy/kinds/city/walk-parameters.ts';
import { walkSameTypeWithin } from '../../policy/kinds/city/walk-same-type-within.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { isConcerned } from './search-radius.ts';

/** What the walking rules of a plan need for one application; distances in metres. */
export interface WalkingDemand {
  /** The largest walk by which a rule decides. */
  readonly clearM: number;
  /** Searched at least so far, so that walks a little longer than the limit are told in metres. */
  readonly searchedM: number;
  readonly maxSnapM: number;
  readonly speedKmh: number;
  /** A rule reads how many people have nobody of the type within a walk. */
  readonly countsUncovered: boolean;
}

/** A walk is searched this many times as far as the limit. */
const BEYOND = 2;

/** What the rules of kind walk-same-type-within that concern the application need; null = there is none. */
export function walkingDemand(plan: Pick<Plan, 'rules'>, application: Application): WalkingDemand | null {
  const rules = listWalkingRules(plan, application);
  const [first] = rules;
  if (!first) return null;
  const clearM = Math.max(...rules.map((rule) => rule.clearM));
  return {
    clearM,
    searchedM: clearM * BEYOND,
    maxSnapM: Math.max(...rules.map((rule) => rule.maxSnapM)),
    speedKmh: first.speedKmh,
    countsUncovered: rules.some((rule) => rule.reviewAboveUncovered !== undefined),
  };
}

function listWalkingRules({ rules }: Pick<Plan, 'rules'>, application: Application): WalkParameters[] {
  return rules
    .filter((rule) => rule.kind === walkSameTypeWithin.id && isConcerned(rule, application))
    .map((rule) => walkParameters.parse(rule.parameters));
}
