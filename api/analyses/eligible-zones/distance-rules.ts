import { isConcerned } from '../../planning/facts/search-radius.ts';
import type { Application } from '../../policy/application.ts';
import { walkParameters } from '../../policy/kinds/city/walk-parameters.ts';
import { walkSameTypeWithin } from '../../policy/kinds/city/walk-same-type-within.ts';
import { sameTypeParameters } from '../../policy/kinds/place/same-type-parameters.ts';
import { sameTypeWithin } from '../../policy/kinds/place/same-type-within.ts';
import { getRuleKind } from '../../policy/kinds/registry.ts';
import type { Plan, PlanRule } from '../../policy/plan-shape.ts';
import { clauseOf } from './zone-verdict.ts';

/** Rules that compare a site with institutions of its type and concern the application: their outcome differs from site to site. */
export function listDistanceRules({ rules }: Pick<Plan, 'rules'>, application: Application): PlanRule[] {
  return rules.filter(
    (rule) =>
      (rule.kind === sameTypeWithin.id || rule.kind === walkSameTypeWithin.id) &&
      isConcerned(rule, application),
  );
}

/** Whether another rule reads more of a distance rule than effects do; then sites of one outcome may still differ. */
export function isReadByOthers({ rules }: Pick<Plan, 'rules'>, distanceRules: readonly PlanRule[]): boolean {
  const ids = new Set(distanceRules.map(({ id }) => id));
  return rules.some((rule) =>
    (getRuleKind(rule.kind).refersTo?.(rule.parameters) ?? []).some((id) => ids.has(id)),
  );
}

/** How a rule measures, for the parameters of an answer. */
export function describeDistanceRule(rule: PlanRule) {
  const base = { rule: rule.id, title: rule.title, clause: clauseOf(rule.citation) };
  if (rule.kind === walkSameTypeWithin.id) {
    const { conflictM, clearM, minutes, speedKmh, maxSnapM } = walkParameters.parse(rule.parameters);
    return {
      ...base,
      metric: 'walk' as const,
      conflict_m: conflictM,
      clear_m: clearM,
      minutes,
      speed_kmh: speedKmh,
      max_snap_m: maxSnapM,
    };
  }
  return {
    ...base,
    metric: 'straight' as const,
    radius_m: sameTypeParameters.parse(rule.parameters).radiusM,
  };
}
