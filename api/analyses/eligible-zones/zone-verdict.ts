import type { Localized } from '../../localized.ts';
import type { AssessmentResult, Citation, Finding } from '../../policy/finding.ts';
import { getRuleKind } from '../../policy/kinds/registry.ts';
import type { Outcome } from '../../policy/outcome.ts';
import type { Plan } from '../../policy/plan-shape.ts';

export const ZONE_STATUSES = ['open', 'review', 'closed'] as const;
export type ZoneStatus = (typeof ZONE_STATUSES)[number];

/** A rule that keeps a site from being open. */
export interface ZoneReason {
  readonly rule: string;
  readonly title: Localized;
  /** Source and section of the clause. */
  readonly clause: string;
  readonly outcome: Outcome;
  readonly status: ZoneStatus;
  readonly reason: Localized;
}

/** What the rules of place and quantity say of a site. */
export interface ZoneVerdict {
  readonly status: ZoneStatus;
  readonly reasons: readonly ZoneReason[];
  /** Obstacles that are no question of place or quantity: a fund warning, the annual plan. They change no status. */
  readonly besides: readonly ZoneReason[];
}

/** Groups whose rules decide whether an area has room. */
const DECIDING: readonly Finding['group'][] = ['geographic', 'quantity'];
const BESIDES: readonly Finding['group'][] = ['fund', 'annual_plan'];
/** Whether the plan has a say at all: where that is open, no room is promised. */
const APPLIES: readonly Finding['group'][] = ['validity'];

/**
 * Reads the verdict of a whole assessment: closed where a rule denies, for review where one is open, none says anything or the
 * plan may not apply (its period is over, another city, a kind it does not speak of).
 */
export function zoneVerdict(plan: Plan, { findings }: AssessmentResult): ZoneVerdict {
  const deciding = findings.filter(({ group }) => DECIDING.includes(group));
  const applies = findings.filter(({ group }) => APPLIES.includes(group));
  const reasons = [...applies, ...deciding].flatMap(reasonOf).toSorted((a, b) => rankOf(b) - rankOf(a));
  const kinds = new Map(plan.rules.map((rule) => [rule.id, getRuleKind(rule.kind)]));
  const isSilent = !deciding.some(
    ({ ruleId, outcome }) =>
      kinds.get(ruleId)?.decides === true && outcome !== 'NOT_APPLICABLE' && outcome !== 'FLAG',
  );
  const besides = findings.filter(({ group }) => BESIDES.includes(group)).flatMap(reasonOf);
  if (isSilent) return { status: 'review', reasons: [...applies.flatMap(reasonOf), SILENT], besides };
  return { status: reasons[0]?.status ?? 'open', reasons, besides };
}

/** What an outcome means for a site; undefined = no obstacle. */
export function statusOf(outcome: Outcome): Exclude<ZoneStatus, 'open'> | undefined {
  if (outcome === 'MANUAL_REVIEW') return 'review';
  return outcome === 'FAIL' ||
    outcome === 'FAIL_IN_PRINCIPLE' ||
    outcome === 'NOT_SELECTED' ||
    outcome === 'HOLD'
    ? 'closed'
    : undefined;
}

function reasonOf({ ruleId, title, citation, outcome, reason }: Finding): ZoneReason[] {
  const status = statusOf(outcome);
  return status ? [{ rule: ruleId, title, clause: clauseOf(citation), outcome, status, reason }] : [];
}

export function clauseOf({ source, section }: Citation): string {
  return `${source} ${section}`;
}

function rankOf({ status }: ZoneReason): number {
  return ZONE_STATUSES.indexOf(status);
}

const SILENT: ZoneReason = {
  rule: '',
  title: { zh: '规划未作规定', en: 'The plan is silent' },
  clause: '',
  outcome: 'MANUAL_REVIEW',
  status: 'review',
  reason: {
    zh: '本规划没有一条关于距离或数量的条款涉及该申请，需人工判定。',
    en: 'No rule of the plan about distance or quantity concerns this application: for a person to decide.',
  },
};
