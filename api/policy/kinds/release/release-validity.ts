import { z } from 'zod';
import { lotValidTo } from '../../release/lot-validity.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-E3: until when a released quantity may be used. */
export const releaseValidity = defineRuleKind({
  id: 'release-validity',
  title: { zh: '释放量有效期', en: 'Validity of released quantities' },
  description: {
    zh: '按释放日计算释放量的最后有效日（含当日）：下一年度同季度最后一日，或若干个月。',
    en: 'Last day (included) of a released quantity: end of the same quarter of the next year, or a number of months.',
  },
  parameters: z
    .strictObject({
      rule: z.enum(['same_quarter_next_year', 'months']).describe('How the last day is found.'),
      months: z.int().min(1).max(120).optional().describe('Months; only with rule months.'),
    })
    .refine(({ rule, months }) => (rule === 'months') === (months !== undefined), {
      path: ['months'],
      message: 'is given exactly when rule is months',
    }),
  decides: false,
  evaluate: ({ parameters, asOf }) => {
    const validTo = lotValidTo(asOf, parameters);
    return {
      outcome: 'FLAG',
      measured: validTo,
      unit: 'date',
      derived: { releasedOn: asOf, validTo },
      reason: {
        zh: `${asOf} 产生的释放量有效至 ${validTo}（含当日）。`,
        en: `A quantity released on ${asOf} is valid up to and including ${validTo}.`,
      },
    };
  },
});
