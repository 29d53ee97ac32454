import { z } from 'zod';
import { defineRuleKind } from '../../rule-kind.ts';

/** XA-2: additions are strictly controlled, without a number by which they could be denied. */
export const strictControl = defineRuleKind({
  id: 'strict-control',
  title: { zh: '严格控制增量', en: 'Strict control of additions' },
  description: {
    zh: '条文只要求严格控制增量而无数量标准：一律人工审核，系统不作否决。',
    en: 'The text asks for strict control of additions and gives no number: every one is for manual review, none is denied automatically.',
  },
  parameters: z.strictObject({}),
  decides: true,
  evaluate: () => ({
    outcome: 'MANUAL_REVIEW',
    reason: {
      zh: '严格控制增量；条文没有数量标准，由主管部门审核决定。',
      en: 'Additions are strictly controlled; the text gives no number, so the authority decides.',
    },
    derived: { strictControl: true },
  }),
});
