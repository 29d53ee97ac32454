import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { judgeTransition } from './judge-transition.ts';

/** DL-F7: first promotions of institutions that were designated before the plan (publication day P) and are in transition. */
export const transitionPromotion = defineRuleKind({
  id: 'transition-promotion',
  title: { zh: '过渡期首次晋级', en: 'First promotions in transition' },
  description: {
    zh: '规划执行前已定点、处于辅导期的I级机构首次晋升，或平移定级II级未满规定月数的首次晋升III级，豁免数量和地域限制；资料不全或仅一个日期处于辅导期的需人工审核。',
    en: 'Exempts the first promotion of an institution designated before the plan that is level I in its coaching period, or level II by carry-over for less than the months given; missing history, or coaching on one of the two dates only, is manual review.',
  },
  parameters: z.strictObject({
    serviceMonths: z
      .int()
      .min(1)
      .max(60)
      .describe('Months of service at the carried-over level; exactly so many are no longer "less".'),
    coachingMonths: z
      .int()
      .min(1)
      .max(60)
      .describe(
        'Usual length of the coaching period in months: without a recorded end it can still be told that it was over.',
      ),
  }),
  options: { coaching_at: ['both_dates', 'plan_start', 'promotion'] },
  decides: true,
  evaluate: (context): RawFinding => judgeTransition(context),
});
