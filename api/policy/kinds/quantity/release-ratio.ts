import { z } from 'zod';
import { todayInShanghai } from '../../../dates.ts';
import type { Application } from '../../application.ts';
import type { Trait } from '../../facts-of-areas.ts';
import { poolSchema } from '../../facts-of-release.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind, type RuleContext } from '../../rule-kind.ts';
import { forReview } from './for-review.ts';
import { evidenceOf, readGuideline, reviewGuideline } from './guideline.ts';
import { judgeInLicensingArea } from './licensing-pool.ts';
import { missingStatement, statementOf } from './statement-of.ts';

const parametersSchema = z.strictObject({
  poolKind: poolSchema.shape.poolKind.describe('Kind of released quantity that is used.'),
  ratios: z
    .array(
      z.strictObject({
        support: z.string().min(1).describe('Support category of the guideline, e.g. may, caution.'),
        areaClasses: z.array(z.string().min(1)).min(1).describe('Classes of the area, e.g. 1, 2.'),
        retire: z.int().positive().describe('X of retire-X-add-1: institutions released for one added.'),
      }),
    )
    .min(1)
    .describe('Table support category × area class → X; what is not in it is for review.'),
  freeAdditionRule: z
    .string()
    .optional()
    .describe('Rule of kind free-additions: when it grants the free addition, no release is needed.'),
  supportTrait: z
    .string()
    .default('support')
    .describe('Classification (category → support category) of the area that contains the site.'),
  areaClassTrait: z
    .string()
    .default('area_class')
    .describe('Classification that gives the class of the area that contains the site.'),
  poolLevels: z
    .array(z.enum(['county', 'city']))
    .min(1)
    .default(['county'])
    .describe('Levels of licensing authority whose area has a pool; other levels are for review.'),
  requiredStatement: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe('Statement that must be verified first (settlement_level_reached); left out = none.'),
});
type Context = RuleContext<z.output<typeof parametersSchema>>;

/** DL-B2: released institutions needed for one added, by support category and area class. */
export const releaseRatio = defineRuleKind({
  id: 'release-ratio',
  title: { zh: '按支持类别和地区类别的退X进1', en: 'Retire-X-add-1 by support category and area class' },
  description: {
    zh: '按设置指引的支持类别和地区类别确定X，可新增数为有效释放量除以X取整；释放池为执业许可证审批部门所属区域。',
    en: 'Support category and area class of the guideline give X; floor(release / X) can be added from the pool of the licensing authority’s area.',
  },
  parameters: parametersSchema,
  decides: true,
  refersTo: ({ freeAdditionRule }) => (freeAdditionRule ? [freeAdditionRule] : []),
  evaluate: (context): RawFinding => {
    const { parameters, application, facts, asOf } = context;
    const { requiredStatement } = parameters;
    if (requiredStatement && statementOf(application, requiredStatement) !== 'yes')
      return forReview(
        {
          zh: `前提条件 ${requiredStatement} 未经核实，暂不能按比例判定。`,
          en: `The precondition ${requiredStatement} is not verified.`,
        },
        [missingStatement(requiredStatement)],
      );
    const guideline = readGuideline(parameters, application, facts, asOf);
    const { support, areaClass } = guideline;
    if (support.value === null || areaClass.value === null)
      return reviewGuideline(guideline, application, facts);
    const evidence = evidenceOf([...support.from, ...areaClass.from]);
    const derived = { support: support.value, areaClass: areaClass.value };
    const free = parameters.freeAdditionRule ? context.resultOf(parameters.freeAdditionRule) : null;
    if (free?.outcome === 'PASS' && free.derived?.free === true)
      return {
        outcome: 'PASS',
        derived: { ...derived, free: true },
        evidence,
        uses: ['classifications'],
        reason: {
          zh: `按 ${parameters.freeAdditionRule} 属首个新增，不需要释放量。`,
          en: `The free addition of ${parameters.freeAdditionRule}: no release is needed.`,
        },
      };
    const ratio = parameters.ratios.find(
      (entry) => entry.support === support.value && entry.areaClasses.includes(areaClass.value),
    );
    if (!ratio)
      return forReview(
        {
          zh: `规划未规定支持类别“${support.value}”、地区类别“${areaClass.value}”的比例。`,
          en: `The plan gives no ratio for support category "${support.value}" in an area of class "${areaClass.value}".`,
        },
        [],
        { derived, evidence, uses: ['classifications'] },
      );
    const judged = judge(context, ratio.retire, free);
    const replaced = replacedSince(application, support.from[0]);
    return {
      ...judged,
      derived: { ...derived, ...judged.derived, ...(replaced ? { guidelineReplacedOn: replaced } : {}) },
      evidence: {
        ...judged.evidence,
        areas: [...(judged.evidence?.areas ?? []), ...(evidence.areas ?? [])],
        documents: evidence.documents ?? [],
      },
      uses: [...new Set(['classifications', ...(judged.uses ?? [])])],
      reason: replaced
        ? {
            zh: `${judged.reason.zh}设置指引在提交申请后于 ${replaced} 更新，按截止日有效的版本判定。`,
            en: `${judged.reason.en} The guideline was replaced on ${replaced}, after the application; the one in force at the cut-off is used.`,
          }
        : judged.reason,
    };
  },
});

function judge(context: Context, retire: number, free: RawFinding | null): RawFinding {
  const { parameters, application, facts, asOf, plan } = context;
  const judged = judgeInLicensingArea(parameters.poolLevels, application, {
    plan,
    facts,
    asOf,
    poolKind: parameters.poolKind,
    retire,
    units: 1,
    unit: 'institutions',
    short: 'NOT_SELECTED',
  });
  if (judged.outcome !== 'NOT_SELECTED' || free?.outcome !== 'MANUAL_REVIEW') return judged;
  return {
    ...judged,
    outcome: 'MANUAL_REVIEW',
    reason: {
      zh: `${judged.reason.zh}但 ${parameters.freeAdditionRule} 是否准许不使用释放量的新增待人工判定。`,
      en: `${judged.reason.en} Whether ${parameters.freeAdditionRule} grants an addition without release is open.`,
    },
  };
}

/** The day on which the guideline was published, if the application is older. */
function replacedSince({ submittedAt }: Application, { publishedOn }: Trait): string | null {
  if (!submittedAt || !publishedOn) return null;
  return todayInShanghai(new Date(submittedAt)) < publishedOn ? publishedOn : null;
}
