import type { Finding } from './finding.ts';
import { getRuleKind } from './kinds/registry.ts';
import type { Plan, RULE_GROUPS } from './plan-shape.ts';

/** Groups whose rules can stop an application; that there is no fund warning, or a monitor is in order, is no consent. */
const LIMITING: readonly (typeof RULE_GROUPS)[number][] = [
  'entry',
  'exemption',
  'geographic',
  'quantity',
  'annual_plan',
];

/**
 * Where no limiting rule of the plan concerns an application, the plan says nothing about it, and nothing said is no pass:
 * the finding of validity, which otherwise would let it through, becomes a matter for review. Changes nothing else.
 */
export function withoutSilentPass(plan: Plan, findings: readonly Finding[]): Finding[] {
  const kinds = new Map(plan.rules.map((rule) => [rule.id, getRuleKind(rule.kind)]));
  const speaks = ({ ruleId, group, outcome }: Finding) =>
    LIMITING.some((name) => name === group) &&
    kinds.get(ruleId)?.decides === true &&
    outcome !== 'NOT_APPLICABLE' &&
    outcome !== 'FLAG';
  if (findings.some(speaks)) return [...findings];
  return findings.map((finding) =>
    finding.group === 'validity' && (finding.outcome === 'PASS' || finding.outcome === 'FLAG')
      ? {
          ...finding,
          outcome: 'MANUAL_REVIEW',
          changed: [
            ...(finding.changed ?? []),
            { from: finding.outcome, to: 'MANUAL_REVIEW', by: finding.ruleId, reason: SILENT },
          ],
        }
      : finding,
  );
}

const SILENT = {
  zh: '本规划没有一条限制性条款涉及该申请；规划未作规定不等于符合，需人工判定。',
  en: 'No limiting clause of the plan concerns this application; that the plan says nothing is no consent: for a person to decide.',
};
