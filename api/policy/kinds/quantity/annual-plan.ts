import { z } from 'zod';
import { INSTITUTION_KINDS, SERVICES } from '../../../vocabulary.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind, type RuleContext } from '../../rule-kind.ts';
import { type AnnualPlanLine, chooseLine, type LineChoice } from './annual-plan-line.ts';
import { forReview, notApplicable } from './for-review.ts';

const parametersSchema = z.strictObject({
  exhaustedBefore: z
    .enum(['FAIL_IN_PRINCIPLE', 'FAIL', 'MANUAL_REVIEW', 'NOT_SELECTED'])
    .default('FAIL_IN_PRINCIPLE')
    .describe('Outcome when the quantity of the year was used up before the batch.'),
  exhaustedInBatch: z
    .enum(['NOT_SELECTED', 'FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW'])
    .default('NOT_SELECTED')
    .describe('Outcome when applicants ranked higher in the same batch took the last of it.'),
  areas: z
    .array(z.enum(['street', 'county', 'business_area', 'licensing_area', 'management_area', 'city']))
    .min(1)
    .default(['street', 'county', 'business_area', 'management_area', 'city'])
    .describe('Areas of the applicant whose line may count; of several lines the smallest area is taken.'),
  optionalFor: z
    .array(
      z.strictObject({
        kinds: z.array(z.enum(INSTITUTION_KINDS)).min(1).optional(),
        services: z.array(z.enum(SERVICES)).min(1).optional(),
      }),
    )
    .default([])
    .describe(
      'Whom the plan may leave without a line: then the rule is not applicable instead of under review.',
    ),
  releaseRules: z
    .array(z.string())
    .default([])
    .describe(
      'Rules that admit from released quantity: where one of them passes, an exhausted plan is for review.',
    ),
});
type Context = RuleContext<z.output<typeof parametersSchema>>;

/** DL-A11, KF-A2, XA-10, QD-2: the published quantity of the year of designation, less what has been used. */
export const annualPlan = defineRuleKind({
  id: 'annual-plan',
  title: { zh: '年度计划', en: 'Annual plan' },
  description: {
    zh: '按定点年度、区域、种类取已公布的年度计划，减去已用数和本批次排序在前者所用；没有计划的转人工审核。',
    en: 'The published line of the year, area and kind, less what was used before and by higher-ranked applicants; no line: review.',
  },
  parameters: parametersSchema,
  decides: true,
  refersTo: ({ releaseRules }) => releaseRules,
  evaluate: (context): RawFinding => {
    const { parameters, application, facts, asOf } = context;
    // The year of designation: stated, or that of the settlement, or that of the question.
    const day = facts.ledgerAsOf ?? asOf;
    const year = Number((application.designatedOn ?? day).slice(0, 4));
    const choice = chooseLine(facts, day, year, application, parameters.areas);
    return choice.line ? judgeLine(context, choice.line) : withoutLine(context, year, choice);
  },
});

function judgeLine(context: Context, line: AnnualPlanLine): RawFinding {
  const { parameters, facts } = context;
  const takenInBatch = facts.earlierInBatch.annualPlans[String(line.annualPlanId)] ?? 0;
  const before = line.quantity - line.used;
  const remaining = before - takenInBatch;
  const base = {
    measured: remaining,
    comparator: '>=' as const,
    threshold: 1,
    unit: 'institutions of the annual plan',
    derived: {
      annualPlanId: line.annualPlanId,
      planYear: line.year,
      planQuantity: line.quantity,
      planUsed: line.used,
      planTakenInBatch: takenInBatch,
      planRemaining: remaining,
    },
    evidence: { documents: [line.document] },
    uses: ['annual_plans'],
  };
  const draws: RawFinding['draws'] = [
    { resource: 'annual_plan', annualPlanId: line.annualPlanId, quantity: 1 },
  ];
  const numbers = {
    zh: `${line.year} 年度计划 ${line.quantity}，此前已用 ${line.used}${takenInBatch > 0 ? `，本批次排序在前者已用 ${takenInBatch}` : ''}`,
    en: `Annual plan ${line.year}: ${line.quantity}, ${line.used} used before${takenInBatch > 0 ? `, ${takenInBatch} by higher-ranked applicants` : ''}`,
  };
  if (remaining >= 1)
    return {
      ...base,
      outcome: 'PASS',
      draws,
      reason: { zh: `${numbers.zh}，尚余 ${remaining}。`, en: `${numbers.en}; ${remaining} left.` },
    };
  const byRelease = parameters.releaseRules.find((id) => {
    const result = context.resultOf(id);
    return result.outcome === 'PASS' && result.draws?.some(({ resource }) => resource === 'pool');
  });
  if (byRelease)
    return {
      ...base,
      outcome: 'MANUAL_REVIEW',
      draws,
      reason: {
        zh: `${numbers.zh}，已用完；但按 ${byRelease} 释放量足够，“退X进1”新增是否占用年度计划条文未明。`,
        en: `${numbers.en}; none left. But ${byRelease} finds enough release, and whether such additions use the annual plan is open.`,
      },
    };
  return {
    ...base,
    outcome: before >= 1 ? parameters.exhaustedInBatch : parameters.exhaustedBefore,
    draws,
    reason: { zh: `${numbers.zh}，已无余额。`, en: `${numbers.en}; none left.` },
  };
}

function withoutLine(
  { parameters, application, facts }: Context,
  year: number,
  choice: LineChoice & { readonly line: null },
): RawFinding {
  const isOptional = parameters.optionalFor.some(
    ({ kinds, services }) =>
      (kinds?.includes(application.kind) ?? true) && (services?.includes(application.service) ?? true),
  );
  if (choice.problem === 'none' && isOptional)
    return notApplicable({
      zh: `${year} 年度计划未列该类机构，规划不要求其受年度计划限制。`,
      en: `The annual plan of ${year} has no line for this kind, and the plan does not ask for one.`,
    });
  const areaCode = facts.county?.code ?? facts.city?.code;
  const missing = {
    item: 'annual_plan',
    ...(areaCode === undefined ? {} : { areaCode }),
    zh: `${year} 年度计划`,
    en: `annual plan of ${year}`,
  };
  const uses = { uses: ['annual_plans'] };
  if (choice.problem === 'later')
    return forReview(
      {
        zh: `${year} 年度计划于 ${choice.publishedOn} 公布，评估日尚未公布。`,
        en: `The annual plan of ${year} was published on ${choice.publishedOn}, after the date.`,
      },
      [missing],
      uses,
    );
  if (choice.problem === 'several')
    return forReview(
      {
        zh: `${choice.lines.length} 条年度计划同样适用，无法确定占用哪一条：${choice.lines.map(({ areaCode, quantity }) => `${areaCode}（${quantity}）`).join('、')}。`,
        en: `${choice.lines.length} lines of the annual plan fit alike: ${choice.lines.map(({ areaCode, quantity }) => `${areaCode} (${quantity})`).join(', ')}; which one is used is open.`,
      },
      [],
      { ...uses, evidence: { documents: choice.lines.map(({ document }) => document) } },
    );
  if (choice.problem === 'category')
    return forReview(
      {
        zh: '年度计划按机构类别设置，申请机构类别不明或跨类别。',
        en: 'The annual plan is by licence category, and that of the applicant is unknown or spans several.',
      },
      [{ item: 'category', zh: '医疗机构类别', en: 'licence category' }],
      uses,
    );
  return forReview(
    {
      zh: `没有适用于该区域和种类的 ${year} 年度计划。`,
      en: `There is no annual plan of ${year} for this area and kind.`,
    },
    [missing],
    uses,
  );
}
