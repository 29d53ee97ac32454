import { addMonths, daysBetween } from '../../calendar.ts';
import type { Facts } from '../../facts.ts';
import type { RawFinding } from '../../finding.ts';
import type { RuleContext } from '../../rule-kind.ts';
import { levelOn, type SettlementLevel } from './settlement-levels.ts';
import { notCovered, review } from './transition-answers.ts';

type Applicant = NonNullable<Facts['applicant']>;
export type TransitionContext = Pick<
  RuleContext<{ serviceMonths: number; coachingMonths: number }>,
  'plan' | 'application' | 'facts' | 'asOf' | 'parameters' | 'option'
>;

/** A first promotion of an institution that was designated before the plan. */
export interface FirstPromotion extends TransitionContext {
  readonly applicant: Applicant;
  readonly current: SettlementLevel;
  readonly decidedOn: string;
  /** Publication day P. */
  readonly start: string;
}

/** Case (a): level I in its coaching period, at the start of the plan and, by the reading taken, at the promotion. */
export function judgeCoaching(
  { applicant, decidedOn, start, parameters, option }: FirstPromotion,
  designatedOn: string,
): RawFinding {
  const latest = addMonths(designatedOn, parameters.coachingMonths);
  const until = applicant.coachingUntil;
  if (until === null && latest >= start)
    return review([{ item: 'coaching_until', zh: '辅导期截止日', en: 'last day of the coaching period' }]);
  if (levelOn(applicant, start)?.grade !== 'I')
    return review([
      {
        item: 'settlement_level_history',
        zh: `${start} 的结算级别`,
        en: `settlement level on ${start}`,
      },
    ]);
  const last = until ?? latest;
  const inCoaching = { plan_start: start <= last, promotion: decidedOn <= last };
  const reading = option('coaching_at');
  const base = {
    measured: last,
    comparator: '>=' as const,
    threshold: reading === 'promotion' ? decidedOn : start,
    unit: 'date',
    uses: ['institutions'],
    derived: { transitionCase: 'coaching', coachingUntil: last, decidedOn },
  };
  const answers =
    reading === 'plan_start' || reading === 'promotion' ? [inCoaching[reading]] : Object.values(inCoaching);
  if (answers.every((answer) => answer))
    return {
      ...base,
      outcome: 'EXEMPT',
      reason: {
        zh: `I级机构处于政策辅导期（至 ${last}），首次晋级不受数量和地域限制。`,
        en: `A level I institution in its coaching period (to ${last}): its first promotion is free of limits of quantity and area.`,
      },
    };
  if (answers.some((answer) => answer))
    return {
      ...base,
      ...review([
        {
          item: 'reading:coaching_at',
          zh: `辅导期至 ${last}，规划发布日 ${start} 与晋级日 ${decidedOn} 只有一个在期内，以何者为准`,
          en: `the coaching period ends on ${last}; only one of ${start} (plan) and ${decidedOn} (promotion) lies in it: which one counts`,
        },
      ]),
    };
  return {
    ...base,
    ...notCovered(
      `政策辅导期已于 ${last} 结束，晋级按规划执行。`,
      `The coaching period ended on ${last}: the promotion follows the plan.`,
    ),
  };
}

/** Case (b): level II by carry-over (平移), in service at that level for less than the months given. */
export function judgeCarriedOver({
  current,
  decidedOn,
  parameters: { serviceMonths },
}: FirstPromotion): RawFinding {
  const { from, obtainedBy } = current;
  if (obtainedBy !== null && obtainedBy !== 'carried_over')
    return notCovered(
      'II级不是平移取得，晋级按规划执行。',
      'Level II was not carried over: the promotion follows the plan.',
    );
  if (from === null)
    return review([
      { item: 'level_since', zh: '提供II级结算服务的起始日', en: 'first day of service at level II' },
    ]);
  const full = addMonths(from, serviceMonths);
  const base = {
    measured: decidedOn,
    comparator: '<' as const,
    threshold: full,
    unit: 'date',
    uses: ['institutions'],
    derived: {
      transitionCase: 'carried_over',
      levelSince: from,
      monthsFullOn: full,
      daysOfService: daysBetween(from, decidedOn),
      decidedOn,
    },
  };
  if (decidedOn >= full)
    return {
      ...base,
      ...notCovered(
        `自 ${from} 起提供II级服务，至 ${decidedOn} 已满 ${serviceMonths} 个月，晋级按规划执行。`,
        `In service at level II since ${from}, ${serviceMonths} months are full by ${decidedOn}: the promotion follows the plan.`,
      ),
    };
  if (obtainedBy === null)
    return {
      ...base,
      ...review([{ item: 'level_origin', zh: 'II级的取得方式', en: 'how level II was reached' }]),
    };
  return {
    ...base,
    outcome: 'EXEMPT',
    reason: {
      zh: `平移定级II级，自 ${from} 起未满 ${serviceMonths} 个月（${full} 满），首次晋升III级不受数量和地域限制。`,
      en: `Level II by carry-over since ${from}, less than ${serviceMonths} months (full on ${full}): its first promotion to III is free of limits of quantity and area.`,
    },
  };
}
