import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { availableQuantity } from '../../release/available-quantity.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { lotEvidence } from './lot-evidence.ts';
import { listConcernedRules, NO_POOL_NEEDED, quantityRulesParameter } from './quantity-rules.ts';

/** DL-E6: retire-X-add-1 uses a release once; after the use the remainder is reset to zero. */
export const releaseReset = defineRuleKind({
  id: 'release-reset',
  title: { zh: '使用一次后剩余归零', en: 'One use, then the remainder is reset' },
  description: {
    zh: '每次结算后归零该池剩余释放量（pool），或仅归零动用过的批次剩余（touched_lots）；有排队的改为暂存。若结论取决于读法或暂存量，转人工审核。',
    en: 'After each settlement the remainder of the pool (or only of the lots touched) is reset, or set aside while a queue waits. Where the result hangs on that: manual review.',
  },
  parameters: z.strictObject({
    quantityRules: quantityRulesParameter,
    confirmed: z
      .boolean()
      .default(false)
      .describe('The authority has confirmed the reading: earlier resets no longer lead to review.'),
  }),
  options: { remainder: ['pool', 'touched_lots'] },
  decides: true,
  refersTo: ({ quantityRules }) => quantityRules,
  evaluate: ({ parameters, facts, asOf, plan, resultOf, option }): RawFinding => {
    const concerned = listConcernedRules(parameters.quantityRules, resultOf);
    const pools = concerned.map(({ need, ruleId }) => ({
      need,
      ruleId,
      sum: availableQuantity(facts, asOf, need.poolKind, need.areaCode, plan),
    }));
    const [first] = pools;
    if (!first) return NO_POOL_NEEDED;
    for (const { need, ruleId, sum } of pools) {
      const wiped = parameters.confirmed ? 0 : sum.wiped;
      const suspended = sum.suspended;
      if (sum.available >= need.need || sum.available + wiped + suspended < need.need) continue;
      return {
        outcome: 'MANUAL_REVIEW',
        measured: sum.available,
        comparator: '>=',
        threshold: need.need,
        unit: 'released quantity',
        missing: [
          {
            item: 'reset_of_remainder',
            areaCode: need.areaCode,
            zh: '此前归零或暂存的释放量是否恢复',
            en: 'whether the remainder reset or set aside before is restored',
          },
        ],
        derived: { quantityRule: ruleId, wipedByPoolReset: sum.wiped, suspended },
        uses: ['release_ledger'],
        reason: {
          zh: `需要 ${need.need}，现有 ${sum.available}；此前按整池归零而未动用的 ${sum.wiped}、因排队暂存的 ${suspended}，足以改变结论，需人工判定是否恢复。`,
          en: `${need.need} are needed and ${sum.available} are left; ${sum.wiped} were reset although their lots were not touched and ${suspended} are set aside for the queue: a person decides whether to restore them.`,
        },
      };
    }
    const { need, sum } = first;
    const remainder = Math.max(0, sum.available - need.need);
    return {
      outcome: 'FLAG',
      measured: remainder,
      unit: 'released quantity',
      derived: {
        resetAfterUse: sum.available >= need.need ? remainder : 0,
        resetReading: option('remainder'),
      },
      evidence: { lots: lotEvidence(sum.lots, 'usable') },
      uses: ['release_ledger'],
      reason:
        sum.available >= need.need
          ? {
              zh: `若单独使用，动用 ${need.need} 后剩余 ${remainder} 自动归零（有排队的暂存）。`,
              en: `If used for this application alone, ${need.need} are consumed and the remaining ${remainder} are reset (set aside where a queue waits).`,
            }
          : { zh: '未使用释放量，不归零。', en: 'Nothing is used, so nothing is reset.' },
    };
  },
});
