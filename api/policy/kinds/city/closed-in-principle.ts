import { z } from 'zod';
import { INSTITUTION_KINDS } from '../../../vocabulary.ts';
import { PURPOSES } from '../../application.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { isListedCategory } from '../place/listed-category.ts';

/** XA-4: no more institutions of the named sorts in the plan period, in principle; exceptions are other rules' effects. */
export const closedInPrinciple = defineRuleKind({
  id: 'closed-in-principle',
  title: { zh: '原则上不再新增', en: 'Closed in principle' },
  description: {
    zh: '所列种类或类别的新增，原则上不再纳入；条文以“等”概括而未列名的类别，以及新增以外的事项，人工审核。例外（周边无同类型、豁免）由其他条款的作用体现。',
    en: 'New designations of the named kinds and categories are closed in principle. Categories that the text covers only by "and the like", and purposes other than new, are for manual review. Exceptions act through the effects of other rules.',
  },
  parameters: z.strictObject({
    kinds: z.array(z.enum(INSTITUTION_KINDS)).describe('Kinds that are closed as a whole.'),
    categories: z.array(z.string()).describe('Licence categories of other kinds that the text names.'),
    purposes: z
      .array(z.enum(PURPOSES))
      .min(1)
      .describe('What counts as an addition; other purposes are for review.'),
  }),
  decides: true,
  evaluate: ({ parameters: { kinds, categories, purposes }, application }): RawFinding => {
    const { kind, category, purpose } = application;
    const isNamed = kinds.includes(kind) || isListedCategory(categories, category);
    const shown = category ?? kind;
    if (isNamed && purposes.includes(purpose))
      return {
        outcome: 'FAIL_IN_PRINCIPLE',
        measured: shown,
        comparator: 'in',
        reason: {
          zh: `“${shown}”属本规划期内原则上不再新增的机构。`,
          en: `"${shown}" is of a sort that is in principle not added in this plan period.`,
        },
      };
    if (isNamed)
      return {
        outcome: 'MANUAL_REVIEW',
        measured: purpose,
        reason: {
          zh: `条文只说不再“新增”，是否包括本申请事项（${purpose}）需人工判定。`,
          en: `The text closes additions; whether this purpose (${purpose}) is one is for a person to decide.`,
        },
      };
    const isUnknown = isNamed === null;
    return {
      outcome: 'MANUAL_REVIEW',
      measured: category ?? null,
      reason: isUnknown
        ? {
            zh: '机构类别不明或同时登记多个类别，无法判断是否属原则上不再新增的机构。',
            en: 'The licence category is not known, or names several, so whether it is closed cannot be told.',
          }
        : {
            zh: `条文写明“等”，类别“${shown}”是否属原则上不再新增的机构需人工判定。`,
            en: `The text says "and the like"; whether the category "${shown}" is closed is for a person to decide.`,
          },
      ...(isUnknown
        ? { missing: [{ item: 'licence_category', zh: '医疗机构类别', en: 'licence category' }] }
        : {}),
    };
  },
});
