import { addDays } from '../../calendar.ts';
import type { RawFinding } from '../../finding.ts';
import { firstDesignatedOn, servicesInForce } from './designation-of.ts';
import { levelOn, listLevels, rankOf, type SettlementLevel } from './settlement-levels.ts';
import { notCovered, review } from './transition-answers.ts';
import { judgeCarriedOver, judgeCoaching, type TransitionContext } from './transition-cases.ts';

/** Decides whether a promotion is one of the two transitional cases; EXEMPT, MANUAL_REVIEW or NOT_APPLICABLE. */
export function judgeTransition(context: TransitionContext): RawFinding {
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

/** Whether the level was already reached by rising, or a higher one was held before. */
function isRepeated(levels: readonly SettlementLevel[], current: SettlementLevel): boolean {
  const before = levels.slice(0, levels.indexOf(current));
  const rank = rankOf(current.grade) ?? 0;
  return (
    before.some(({ grade }) => rankOf(grade) !== null && rankOf(grade) !== rank) ||
    current.obtainedBy === 'downgraded'
  );
}
