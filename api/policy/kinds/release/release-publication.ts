import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { availableQuantity } from '../../release/available-quantity.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { listConcernedRules, NO_POOL_NEEDED, quantityRulesParameter } from './quantity-rules.ts';

/** DL-E5: totals are published every quarter; a result that rests on an unpublished lot is for a person. */
export const releasePublication = defineRuleKind({
  id: 'release-publication',
  title: { zh: '释放量按季度公布', en: 'Quarterly publication of released quantities' },
  description: {
    zh: '申请所需释放量若须动用尚未公布的释放量才够，转人工审核。',
    en: 'Manual review where the need is met only with lots that no bulletin has published by the date.',
  },
  parameters: z.strictObject({ quantityRules: quantityRulesParameter }),
  decides: true,
  refersTo: ({ quantityRules }) => quantityRules,
  evaluate: ({ parameters, facts, asOf, plan, resultOf }): RawFinding => {
    const concerned = listConcernedRules(parameters.quantityRules, resultOf);
    const [first] = concerned;
    if (!first) return NO_POOL_NEEDED;
    for (const { need, ruleId } of concerned) {
      const { available, unpublished } = availableQuantity(facts, asOf, need.poolKind, need.areaCode, plan);
      const published = available - unpublished;
      if (available < need.need || published >= need.need) continue;
      return {
        outcome: 'MANUAL_REVIEW',
        measured: published,
        comparator: '>=',
        threshold: need.need,
        unit: 'published quantity',
        missing: [
          {
            item: 'release_bulletin',
            areaCode: need.areaCode,
            zh: '包含这些释放量的季度公告',
            en: 'quarterly bulletin with these lots',
          },
        ],
        derived: { quantityRule: ruleId, published, unpublished },
        uses: ['release_ledger'],
        reason: {
          zh: `需要 ${need.need}，已公布的有效释放量仅 ${published}，另有 ${unpublished} 截至 ${asOf} 尚未公布，是否可用需人工判定。`,
          en: `${need.need} are needed; ${published} are published and ${unpublished} more were not published by ${asOf}: a person decides whether they may be used.`,
        },
      };
    }
    return {
      outcome: 'FLAG',
      uses: ['release_ledger'],
      reason: {
        zh: '结论不取决于尚未公布的释放量。',
        en: 'The result does not depend on quantities that are not yet published.',
      },
    };
  },
});
