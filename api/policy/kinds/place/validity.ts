import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-A1, KF-A1, XA-1, QD-1: is the plan in force on the date, and does it concern this city? */
export const validity = defineRuleKind({
  id: 'validity',
  title: { zh: '规划有效期与适用地域', en: 'Period and territory of the plan' },
  description: {
    zh: '发布日之前不适用；规划期满后需人工判定是否延续；草案仅作提示；地点不在本市的需人工判定。',
    en: 'Not applicable before publication; manual review after the period; a draft is flagged; a site in another city is for review.',
  },
  parameters: z.strictObject({}),
  decides: true,
  evaluate: ({ plan, facts, asOf }): RawFinding => {
    const from = plan.publishedOn ?? plan.period.from;
    const base = { measured: asOf, unit: 'date', derived: { planStart: from, planEnd: plan.period.to } };
    if (asOf < from)
      return {
        ...base,
        outcome: 'NOT_APPLICABLE',
        comparator: '>=',
        threshold: from,
        reason: {
          zh: `本规划自 ${from} 起执行，${asOf} 适用此前的规定。`,
          en: `The plan applies from ${from}; on ${asOf} the earlier rules apply.`,
        },
      };
    if (asOf > plan.period.to || plan.status === 'expired')
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        comparator: '<=',
        threshold: plan.period.to,
        reason: {
          zh: `规划期至 ${plan.period.to}，${asOf} 是否延续执行需人工判定。`,
          en: `The plan period ended on ${plan.period.to}; whether it was extended to ${asOf} is for a person to decide.`,
        },
        missing: [{ item: 'plan_extension', zh: '规划延期文件', en: 'document that extends the plan' }],
      };
    const cityCode = facts.city?.code;
    if (facts.site && cityCode !== plan.city.code && !facts.city?.isSynthetic)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        measured: cityCode ?? null,
        comparator: '=',
        threshold: plan.city.code,
        unit: 'area code',
        reason: {
          zh: `无法确认该地点属于${plan.city.name.zh}（行政区划代码 ${plan.city.code}）。`,
          en: `It is not established that the site lies in ${plan.city.name.en} (division code ${plan.city.code}).`,
        },
        missing: [
          { item: 'site_in_city', areaCode: plan.city.code, zh: '地点所属城市', en: 'city of the site' },
        ],
      };
    if (plan.status === 'draft')
      return {
        ...base,
        outcome: 'FLAG',
        reason: {
          zh: '本规划为征求意见稿，结论仅供参考，以正式发布文本为准。',
          en: 'The plan is a draft for consultation; conclusions hold only for this draft.',
        },
      };
    return {
      ...base,
      outcome: 'PASS',
      comparator: '<=',
      threshold: plan.period.to,
      reason: { zh: `${asOf} 在规划执行期内。`, en: `The plan is in force on ${asOf}.` },
    };
  },
});
