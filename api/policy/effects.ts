import type { Finding } from './finding.ts';
import type { Effect, Plan } from './plan-shape.ts';

/**
 * Applies the effects of all rules in the order of the plan. A finding keeps what it said by itself in `changed`; one that
 * is exempt draws nothing.
 */
export function applyEffects(plan: Plan, findings: readonly Finding[]): Finding[] {
  const now = new Map(findings.map((finding) => [finding.ruleId, finding]));
  for (const rule of plan.rules) {
    for (const effect of rule.effects ?? []) {
      const source = now.get(rule.id);
      if (!source || !effect.when.includes(source.outcome)) continue;
      for (const target of now.values())
        if (target.ruleId !== rule.id && isMeant(effect, target))
          now.set(target.ruleId, change(target, effect, rule.id));
    }
  }
  return findings.map((finding) => now.get(finding.ruleId) ?? finding);
}

function isMeant({ on, from, to }: Effect, { ruleId, group, outcome }: Finding): boolean {
  const isNamed =
    (on.rules?.includes(ruleId) ?? false) || (on.groups?.some((name) => name === group) ?? false);
  return isNamed && from.includes(outcome) && outcome !== to;
}

function change(finding: Finding, effect: Effect, by: string): Finding {
  const { draws, ...rest } = finding;
  return {
    ...rest,
    ...(draws && effect.to !== 'EXEMPT' ? { draws } : {}),
    outcome: effect.to,
    changed: [
      ...(finding.changed ?? []),
      { from: finding.outcome, to: effect.to, by, reason: effect.reason },
    ],
  };
}
