import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { availableQuantity } from '../../release/available-quantity.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { lotEvidence } from './lot-evidence.ts';
import { listConcernedRules, NO_POOL_NEEDED, quantityRulesParameter } from './quantity-rules.ts';

/** DL-E4 (and DL-A1, DL-D3 for lots whose use is open): the lots that add up on the day. */
export const releaseSum = defineRuleKind({
  id: 'release-sum',
  title: { zh: '有效期重叠的释放量合计', en: 'Adding up overlapping releases' },
  description: {
    zh: '合计当日同时有效的释放量；规划执行前产生的、或用途尚未确定的释放量单列，若由其决定结论则转人工审核。',
    en: 'Adds the lots valid on the day. Lots of before the plan applied, or whose use is undecided, stand apart; where they would decide: manual review.',
  },
  parameters: z.strictObject({ quantityRules: quantityRulesParameter }),
  decides: true,
  refersTo: ({ quantityRules }) => quantityRules,
  evaluate: ({ parameters, facts, asOf, plan, resultOf }): RawFinding => {
    const concerned = listConcernedRules(parameters.quantityRules, resultOf);
    const pools = concerned.map(({ need, ruleId }) => ({
      need,
      ruleId,
      sum: availableQuantity(facts, asOf, need.poolKind, need.areaCode, plan),
    }));
    const [first] = pools;
    if (!first) return NO_POOL_NEEDED;
    const open = pools.find(
      ({ need, sum }) =>
        sum.available < need.need && sum.available + sum.beforePlan + sum.undecided >= need.need,
    );
    const { need, sum, ruleId } = open ?? first;
    const numbers = {
      measured: sum.available,
      comparator: '>=' as const,
      threshold: need.need,
      unit: 'released quantity',
      derived: {
        quantityRule: ruleId,
        available: sum.available,
        beforePlan: sum.beforePlan,
        undecided: sum.undecided,
        takenInBatch: sum.takenInBatch,
      },
      evidence: { lots: lotEvidence(sum.lots, 'usable') },
      uses: ['release_ledger'],
    };
    if (open)
      return {
        ...numbers,
        outcome: 'MANUAL_REVIEW',
        missing: [
          {
            item: 'use_of_release',
            areaCode: need.areaCode,
            zh: '规划执行前或用途未定的释放量能否使用',
            en: 'whether releases of before the plan, or of undecided use, may be used',
          },
        ],
        reason: {
          zh: `有效释放量 ${sum.available}，需要 ${need.need}；另有规划执行前产生的 ${sum.beforePlan}、用途未定的 ${sum.undecided}，能否使用需人工判定。`,
          en: `${sum.available} are usable, ${need.need} are needed; ${sum.beforePlan} of before the plan and ${sum.undecided} of undecided use would decide: for a person.`,
        },
      };
    return {
      ...numbers,
      outcome: 'FLAG',
      reason: {
        zh: `当日有效 ${sum.lots.length} 笔释放量，扣除本批次已用 ${sum.takenInBatch} 后合计 ${sum.available}。`,
        en: `${sum.lots.length} lots are valid; net of ${sum.takenInBatch} taken in the batch they add up to ${sum.available}.`,
      },
    };
  },
});
