import { z } from 'zod';
import { addMonths, startOfNextYear } from '../../calendar.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-F3: what was exempt takes no quota of its first year and counts in the total from the next. */
export const countsFrom = defineRuleKind({
  id: 'counts-from',
  title: { zh: '豁免机构首年不占控制量', en: 'Exempt institutions are not counted in the first year' },
  description: {
    zh: '豁免纳入的机构首年不占当年控制量，自次年1月1日起计入总量；只推导日期。',
    en: 'An institution designated by exemption takes no quota in its first year and counts from 1 January of the next; derives the date only.',
  },
  parameters: z.strictObject({
    exemptionRules: z.array(z.string()).min(1).describe('Rules whose exemption it follows, e.g. DL-F1.'),
  }),
  options: { first_year: ['calendar_year', 'twelve_months'] },
  decides: false,
  refersTo: ({ exemptionRules }) => exemptionRules,
  evaluate: ({ parameters: { exemptionRules }, application, option, resultOf }): RawFinding => {
    const outcomes = exemptionRules.map((id) => resultOf(id).outcome);
    const isExempt = outcomes.includes('EXEMPT');
    if (!isExempt && !outcomes.includes('MANUAL_REVIEW'))
      return { outcome: 'NOT_APPLICABLE', reason: { zh: '不是豁免纳入。', en: 'It is not exempt.' } };
    const on = application.designatedOn;
    const first =
      on === undefined
        ? null
        : option('first_year') === 'twelve_months'
          ? addMonths(on, 12)
          : startOfNextYear(on);
    const condition = isExempt
      ? { zh: '', en: '' }
      : { zh: '如豁免成立：', en: 'If the exemption is recognised: ' };
    const alike =
      application.kind === 'medical'
        ? { zh: '', en: '' }
        : {
            zh: '原文写“上述医疗机构”，对药店比照执行，请留意。',
            en: ' The sentence says "medical institutions"; others are treated alike: take note.',
          };
    return {
      outcome: 'FLAG',
      ...(first === null ? {} : { measured: first, unit: 'date' }),
      reason:
        first === null
          ? {
              zh: `${condition.zh}首年不占用当年控制量，自次年起计入总量；协议生效日未定。${alike.zh}`,
              en: `${condition.en}it takes no quota of its first year and counts from the next; the effective date is not fixed yet.${alike.en}`,
            }
          : {
              zh: `${condition.zh}${on} 纳入，首年不占用控制量，自 ${first} 起计入总量。${alike.zh}`,
              en: `${condition.en}designated on ${on}, it takes no quota of its first year and counts from ${first}.${alike.en}`,
            },
      ...(first === null
        ? { missing: [{ item: 'designated_on', zh: '协议生效日', en: 'effective date of the agreement' }] }
        : {}),
      derived: { countsFrom: first, isConditional: !isExempt },
    };
  },
});
