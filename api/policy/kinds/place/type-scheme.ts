import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-A3: the licence category of a medical institution gives its type number by the table of the plan. */
export const typeScheme = defineRuleKind({
  id: 'type-scheme',
  title: { zh: '同类型的认定', en: 'What the same type is' },
  description: {
    zh: '按执业许可证注明的医疗机构类别在规划的类型表中查序号；未列入、缺失或对应多个序号的需人工审核，不得视为无冲突。',
    en: 'Looks up the licence category in the plan’s table of types; not listed, missing or of several types is manual review, never "no conflict".',
  },
  parameters: z.strictObject({}),
  options: { unlisted_category: ['review', 'flag'] },
  decides: true,
  evaluate: ({ plan, application, facts, option }): RawFinding => {
    if (application.kind !== 'medical')
      return {
        outcome: 'NOT_APPLICABLE',
        reason: { zh: '类型表只用于医疗机构。', en: 'The table of types is for medical institutions only.' },
      };
    const category = application.category ?? '';
    const { type } = facts;
    if (type && type.scheme === plan.typeScheme && type.typeNo !== null)
      return {
        outcome: 'PASS',
        measured: type.typeNo,
        unit: 'type number',
        reason: {
          zh: `类别“${category}”在类型表 ${type.scheme} 中为类型 ${type.typeNo}。`,
          en: `The category "${category}" is type ${type.typeNo} of the table ${type.scheme}.`,
        },
        derived: { typeNo: type.typeNo, scheme: type.scheme },
      };
    const several = type?.problem === 'several-types' ? type.candidates : [];
    return {
      outcome: several.length === 0 && option('unlisted_category') === 'flag' ? 'FLAG' : 'MANUAL_REVIEW',
      measured: application.category ?? null,
      comparator: 'in',
      threshold: plan.typeScheme,
      reason:
        several.length > 0
          ? {
              zh: `类别“${category}”对应多个类型（${several.join('、')}），需人工判定。`,
              en: `The category "${category}" stands for several types (${several.join(', ')}); a person must decide.`,
            }
          : category === ''
            ? {
                zh: '未提供医疗机构类别，无法认定类型。',
                en: 'No licence category is given, so it has no type.',
              }
            : {
                zh: `类别“${category}”未列入类型表 ${plan.typeScheme ?? '（本规划未定）'}，无法认定类型。`,
                en: `The category "${category}" is not in the table ${plan.typeScheme ?? '(the plan has none)'}, so it has no type.`,
              },
      missing: [
        category === ''
          ? { item: 'licence_category', zh: '医疗机构类别', en: 'licence category as printed' }
          : { item: 'type_no', zh: '类型序号', en: 'type number of the category' },
      ],
    };
  },
});
