import { z } from 'zod';
import type { Facts } from '../../facts.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { readCategories } from '../city/licence-categories.ts';
import { forReview, notApplicable } from './for-review.ts';
import { evidenceOf, readGuideline, reviewGuideline } from './guideline.ts';

/**
 * DL-B3: in some areas the first addition of a supported category needs no release. Derives `free` (true = granted) and
 * `freeArea`; only the release limit is lifted, all other rules hold.
 */
export const freeAdditions = defineRuleKind({
  id: 'free-additions',
  title: { zh: '不受释放量限制的首个新增', en: 'First addition without release' },
  description: {
    zh: '指定地区类别内、指定支持类别的首个新增不需要释放量；同一地区同一类别的后续新增按比例，另一类别的转人工审核。',
    en: 'In areas of the given class the first addition of a supported category needs no release; the next of the same category goes by ratio, one of another category is for review.',
  },
  parameters: z.strictObject({
    support: z
      .array(z.string().min(1))
      .min(1)
      .describe('Support categories that have a free addition, e.g. may.'),
    areaClasses: z
      .array(z.string().min(1))
      .min(1)
      .describe('Area classes that have a free addition, e.g. 3.'),
    perArea: z.int().positive().default(1).describe('Free additions of one area within the plan period.'),
    supportTrait: z.string().default('support').describe('Classification that gives the support category.'),
    areaClassTrait: z.string().default('area_class').describe('Classification that gives the area class.'),
  }),
  options: { counted: ['area', 'area_and_category'] },
  decides: true,
  evaluate: ({ parameters, application, facts, asOf, option }): RawFinding => {
    const guideline = readGuideline(parameters, application, facts, asOf);
    const { support, areaClass } = guideline;
    const isOtherClass = areaClass.value !== null && !parameters.areaClasses.includes(areaClass.value);
    const isOtherSupport = support.value !== null && !parameters.support.includes(support.value);
    const known = { areaClass: areaClass.value, support: support.value, free: false };
    if (isOtherClass || isOtherSupport)
      return notApplicable(
        {
          zh: `地区类别 ${areaClass.value ?? '未知'}、支持类别 ${support.value ?? '未知'}，没有不受释放量限制的新增。`,
          en: `Area class ${areaClass.value ?? 'unknown'}, support category ${support.value ?? 'unknown'}: there is no addition without release.`,
        },
        known,
      );
    if (areaClass.value === null || support.value === null)
      return reviewGuideline(guideline, application, facts);
    const category = application.category ?? '';
    const { areaCode, areaName } = areaClass.from[0];
    const made = listMade(facts, areaCode);
    const elsewhere = facts.freeAdditions.filter((entry) => entry.areaCode !== areaCode).length;
    const ofCategory = made.filter((entry) => isSame(entry.category, category)).length;
    const counted = option('counted') === 'area' ? made.length : ofCategory;
    const base = {
      measured: counted,
      comparator: '<' as const,
      threshold: parameters.perArea,
      unit: 'free additions made',
      evidence: evidenceOf([...areaClass.from, ...support.from]),
      uses: ['classifications', 'free_additions'],
      derived: { ...known, freeArea: areaCode, made: made.length, madeOfCategory: ofCategory },
    };
    if (counted < parameters.perArea && elsewhere > 0)
      return forReview(
        {
          zh: `该地点另有 ${elsewhere} 个首个新增登记在其他划分的区域，是否属于${areaName}需人工判定。`,
          en: `${elsewhere} free additions at this site are entered for areas drawn otherwise: whether they belong to ${areaName} is for a person.`,
        },
        [],
        base,
      );
    if (counted < parameters.perArea)
      return {
        ...base,
        outcome: 'PASS',
        derived: { ...base.derived, free: true },
        draws: [{ resource: 'free_addition', areaCode, category }],
        reason: {
          zh: `${areaName}为 ${areaClass.value} 类地区，规划期内尚无首个新增，不需要释放量。`,
          en: `${areaName} is an area of class ${areaClass.value} and has had no free addition in the plan period: no release is needed.`,
        },
      };
    if (option('counted') === 'area_and_category' || ofCategory > 0)
      return {
        ...base,
        outcome: 'NOT_APPLICABLE',
        reason: {
          zh: `${areaName}的首个新增已使用（${counted} 个），后续按比例使用释放量。`,
          en: `The free addition of ${areaName} has been made (${counted}): further ones go by ratio.`,
        },
      };
    return forReview(
      {
        zh: `${areaName}已有其他类别的首个新增；“首个”按地区还是按地区和类别计，条文未明。`,
        en: `${areaName} has had a free addition of another category; whether the first one counts by area or by area and category is open.`,
      },
      [],
      base,
    );
  },
});

/** Free additions of an area within the plan period, with those of the batch. */
function listMade(facts: Facts, areaCode: string): { readonly category: string }[] {
  return [...facts.freeAdditions, ...facts.earlierInBatch.freeAdditions].filter(
    (entry) => entry.areaCode === areaCode,
  );
}

function isSame(a: string, b: string): boolean {
  return readCategories(a).join('、') === readCategories(b).join('、');
}
