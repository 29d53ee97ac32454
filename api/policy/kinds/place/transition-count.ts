import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { levelOn } from './settlement-levels.ts';

/** DL-F8: on the first day of the plan everybody counts at the actual settlement level; later promotions follow the plan. */
export const transitionCount = defineRuleKind({
  id: 'transition-count',
  title: { zh: '过渡期按实际级别计数', en: 'Counted at the actual level in transition' },
  description: {
    zh: '降级或平移定级的机构按规划执行起始日的实际结算级别计入总量，以后晋级按规划执行；只提示。',
    en: 'A downgraded or carried-over institution counts at its actual settlement level on the first day of the plan; later promotions follow the plan. Advice only.',
  },
  parameters: z.strictObject({}),
  decides: false,
  evaluate: ({ plan, facts }): RawFinding => {
    const start = plan.publishedOn;
    if (!facts.applicant)
      return {
        outcome: 'NOT_APPLICABLE',
        reason: { zh: '不是登记在册的机构。', en: 'It is not an institution of the register.' },
      };
    if (start === null)
      return {
        outcome: 'FLAG',
        reason: {
          zh: '规划尚未发布，执行起始日的结算级别不能确定。',
          en: 'The plan is not published yet, so the level on its first day cannot be told.',
        },
        missing: [{ item: 'plan_publication_date', zh: '规划发布日', en: 'day of publication of the plan' }],
      };
    const level = levelOn(facts.applicant, start);
    if (!level)
      return {
        outcome: 'FLAG',
        reason: {
          zh: `登记中没有 ${start} 的门诊结算级别。`,
          en: `The register has no settlement level for ${start}.`,
        },
        missing: [
          { item: 'settlement_level_history', zh: '门诊结算级别记录', en: 'history of settlement levels' },
        ],
        uses: ['institutions'],
      };
    const isTransitional = level.obtainedBy === 'downgraded' || level.obtainedBy === 'carried_over';
    return {
      outcome: isTransitional ? 'FLAG' : 'NOT_APPLICABLE',
      measured: level.grade,
      unit: 'settlement level',
      reason: isTransitional
        ? {
            zh: `执行起始日 ${start} 按实际结算级别 ${level.grade} 计入资源总量，晋级时须按本规划执行。`,
            en: `On ${start}, the first day of the plan, it counts at its actual level ${level.grade}; a later promotion follows the plan.`,
          }
        : {
            zh: `执行起始日 ${start} 的级别 ${level.grade} 不是降级或平移取得。`,
            en: `Its level ${level.grade} on ${start} was reached neither by downgrading nor by carry-over.`,
          },
      derived: { countedLevel: level.grade, obtainedBy: level.obtainedBy },
      uses: ['institutions'],
    };
  },
});
