import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { attributeRelease } from '../../release/attribute-release.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-E2: a release belongs to the area of the authority that licensed, never to the location. */
export const releaseAttribution = defineRuleKind({
  id: 'release-attribution',
  title: { zh: '释放量归属区域', en: 'Area that a release belongs to' },
  description: {
    zh: '医疗机构按发放执业许可证的部门所属区域，药店按发放营业执照的部门所属区域；市级部门审批的归全市。缺少时转人工审核，绝不按所在位置推定。',
    en: 'Medical: area of the authority of the practice licence; pharmacies: of the business licence; city authority: the city pool. Missing: manual review, never the location.',
  },
  parameters: z.strictObject({
    medical: z
      .enum(['licensing_authority', 'business_licence'])
      .describe('Which authority gives the area of a medical institution.'),
    pharmacy: z
      .enum(['licensing_authority', 'business_licence'])
      .describe('Which authority gives the area of a pharmacy.'),
    quantityRules: z
      .array(z.string())
      .default([])
      .describe('Quantity rules for whose applicants a missing authority is a matter for review.'),
  }),
  decides: true,
  refersTo: ({ quantityRules }) => quantityRules,
  evaluate: ({ parameters, application, facts, resultOf }): RawFinding => {
    const attribution = attributeRelease(parameters, {
      kind: application.kind,
      licensingArea: facts.licensingArea,
      licensingLevel: facts.licensingLevel,
      businessArea: facts.businessArea,
      cityCode: facts.city?.code ?? null,
    });
    if ('areaCode' in attribution)
      return {
        outcome: 'FLAG',
        measured: attribution.areaCode,
        unit: 'area code',
        derived: { releaseArea: attribution.areaCode, releaseLevel: attribution.level },
        uses: ['areas'],
        reason: attribution.reason,
      };
    const isNeeded = parameters.quantityRules.some((id) => resultOf(id).outcome !== 'NOT_APPLICABLE');
    return {
      outcome: isNeeded ? 'MANUAL_REVIEW' : 'FLAG',
      missing: [attribution.missing],
      reason: attribution.reason,
    };
  },
});
