import { addDays, addMonths, daysBetween } from '../../calendar.ts';
import type { Facts } from '../../facts.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import type { RuleContext } from '../../rule-kind.ts';
import { firstDesignatedOn, servicesInForce } from './designation-of.ts';
import { levelOn, listLevels, rankOf, type SettlementLevel } from './settlement-levels.ts';

type Applicant = NonNullable<Facts['applicant']>;
type Context = Pick<
  RuleContext<{ serviceMonths: number; coachingMonths: number }>,
  'plan' | 'application' | 'facts' | 'asOf' | 'parameters' | 'option'
>;

/** Decides whether a promotion is one of the two transitional cases; EXEMPT, MANUAL_REVIEW or NOT_APPLICABLE. */
export function judgeTransition(context: Context): RawFinding {
  const { plan, application, facts, asOf } = context;
  const { promotion } = application;
  if (application.purpose !== 'settlement_promotion')
    return notCovered('不是门诊结算级别晋升。', 'It is no promotion of the settlement level.');
  if (!promotion) return review([{ item: 'promotion', zh: '晋升前后级别', en: 'levels before and after' }]);
  if (plan.publishedOn === null)
    return review([
      { item: 'plan_publication_date', zh: '规划发布日', en: 'day of publication of the plan' },
    ]);
  if (!facts.applicant)
    return review([{ item: 'applicant_in_register', zh: '机构登记', en: 'the applicant in the register' }]);
  const designatedOn = firstDesignatedOn(facts.applicant);
  if (designatedOn === null)
    return review([{ item: 'designated_since', zh: '首次定点日期', en: 'day of the first designation' }]);
  if (designatedOn >= plan.publishedOn)
    return {
      ...notCovered(
        `${designatedOn} 纳入定点，不早于规划发布日 ${plan.publishedOn}，晋级按规划执行。`,
        `Designated on ${designatedOn}, not before the plan (${plan.publishedOn}): the promotion follows the plan.`,
      ),
      measured: designatedOn,
      comparator: '<',
      threshold: plan.publishedOn,
      unit: 'date',
    };
  if (servicesInForce(facts.applicant, addDays(plan.publishedOn, -1)).length === 0)
    return review([
      {
        item: 'designated_before_plan',
        zh: `${plan.publishedOn} 前一日的定点状态`,
        en: `whether it was still designated on the day before ${plan.publishedOn}`,
      },
    ]);
  const decidedOn = promotion.decidedOn ?? asOf;
  const levels = listLevels(facts.applicant);
  const current = levelOn(facts.applicant, decidedOn);
  if (!current)
    return review([
      { item: 'settlement_level_history', zh: '门诊结算级别记录', en: 'history of settlement levels' },
    ]);
  if (current.grade !== promotion.from)
    return review([
      {
        item: 'settlement_level',
        zh: `登记级别 ${current.grade} 与申请的 ${promotion.from} 不符`,
        en: `the register says level ${current.grade}, the application ${promotion.from}`,
      },
    ]);
  if (isRepeated(levels, current))
    return notCovered('不是首次晋级，按规划执行。', 'It is not the first promotion: it follows the plan.');
  const question = { ...context, applicant: facts.applicant, current, decidedOn, start: plan.publishedOn };
  if (promotion.from === 'I' && promotion.to !== 'I') return judgeCoaching(question, designatedOn);
  if (promotion.from === 'II' && promotion.to === 'III') return judgeCarriedOver(question);
  return notCovered('级别没有上升。', 'The level does not rise.');
}

interface Question extends Context {
  readonly applicant: Applicant;
  readonly current: SettlementLevel;
  readonly decidedOn: string;
  /** Publication day P. */
  readonly start: string;
}

/** Case (a): level I in its coaching period, at the start of the plan and, by the reading taken, at the promotion. */
function judgeCoaching(
  { applicant, decidedOn, start, parameters, option }: Question,
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
function judgeCarriedOver({ current, decidedOn, parameters: { serviceMonths } }: Question): RawFinding {
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

/** Whether the level was already reached by rising, or a higher one was held before. */
function isRepeated(levels: readonly SettlementLevel[], current: SettlementLevel): boolean {
  const before = levels.slice(0, levels.indexOf(current));
  const rank = rankOf(current.grade) ?? 0;
  return (
    before.some(({ grade }) => rankOf(grade) !== null && rankOf(grade) !== rank) ||
    current.obtainedBy === 'downgraded'
  );
}

function notCovered(zh: string, en: string): RawFinding {
  return { outcome: 'NOT_APPLICABLE', reason: { zh, en } };
}

function review(missing: Missing[]): RawFinding {
  return {
    outcome: 'MANUAL_REVIEW',
    reason: {
      zh: `是否属过渡情形待核实：${missing.map(({ zh }) => zh).join('、')}。`,
      en: `Whether it is a transitional case is still to be established: ${missing.map(({ en }) => en).join(', ')}.`,
    },
    missing,
    uses: ['institutions'],
  };
}
