import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { availableQuantity } from '../../release/available-quantity.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { lotEvidence } from './lot-evidence.ts';
import { listConcernedRules, NO_POOL_NEEDED, quantityRulesParameter } from './quantity-rules.ts';

/** DL-E7: lots stay valid beyond the plan period and lapse by themselves on their day. */
export const releaseLapse = defineRuleKind({
  id: 'release-lapse',
  title: { zh: '有效期超出规划期', en: 'Validity beyond the plan period' },
  description: {
    zh: '有效期超出规划期的释放量继续有效，到期自动失效。',
    en: 'Lots that outlive the plan period stay valid and lapse by themselves.',
  },
  parameters: z.strictObject({ quantityRules: quantityRulesParameter }),
  decides: false,
  refersTo: ({ quantityRules }) => quantityRules,
  evaluate: ({ parameters, facts, asOf, plan, resultOf }): RawFinding => {
    const concerned = listConcernedRules(parameters.quantityRules, resultOf);
    if (concerned.length === 0) return NO_POOL_NEEDED;
    const lots = concerned.flatMap(
      ({ need }) => availableQuantity(facts, asOf, need.poolKind, need.areaCode, plan).lots,
    );
    const beyond = lots.filter((lot) => lot.validTo > plan.period.to);
    const nextLapse = lots[0]?.validTo ?? null;
    return {
      outcome: 'FLAG',
      measured: beyond.length,
      unit: 'lots',
      derived: { nextLapse, planEnd: plan.period.to },
      evidence: { lots: lotEvidence(beyond, 'beyond_plan') },
      uses: ['release_ledger'],
      reason: {
        zh: `${lots.length} 笔有效释放量中 ${beyond.length} 笔有效期超出规划期（${plan.period.to}），继续有效、到期自动失效${nextLapse ? `；最早到期 ${nextLapse}` : ''}。`,
        en: `${beyond.length} of ${lots.length} usable lots outlive the plan period (${plan.period.to}); they stay valid and lapse by themselves${nextLapse ? `, the first on ${nextLapse}` : ''}.`,
      },
    };
  },
});
