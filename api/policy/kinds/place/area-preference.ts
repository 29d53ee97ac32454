import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-A9: some preference for areas on a list (remote streets); what it changes stands in the effects of the rule. */
export const areaPreference = defineRuleKind({
  id: 'area-preference',
  title: { zh: '地区倾斜', en: 'Preference of listed areas' },
  description: {
    zh: '地点在名单所列地区内的给予优先；在边界上或所在地区不明的需人工审核；未公布名单的不作倾斜并提示。',
    en: 'Priority for a site inside a listed area; on a border or without a known area manual review; without a list no preference is assumed, which is flagged.',
  },
  parameters: z.strictObject({
    trait: z.string().min(1).describe('Classification of areas, e.g. remote.'),
    values: z
      .array(z.string())
      .min(1)
      .optional()
      .describe('Values of the classification that count; left out = any.'),
  }),
  options: { unpublished_list: ['flag', 'review'] },
  decides: true,
  evaluate: ({ parameters: { trait, values }, facts, option }): RawFinding => {
    const uses = ['classifications', 'areas'];
    if (!facts.traitsKnown.includes(trait))
      return {
        outcome: option('unpublished_list') === 'review' ? 'MANUAL_REVIEW' : 'FLAG',
        reason: {
          zh: `没有“${trait}”地区名单，不作倾斜；如有名单请录入。`,
          en: `There is no list of "${trait}" areas, so no preference is assumed; enter the list if there is one.`,
        },
        missing: [{ item: `trait:${trait}`, zh: `${trait} 地区名单`, en: `list of ${trait} areas` }],
        uses,
      };
    const matching = facts.traits.filter(
      (entry) => entry.trait === trait && (values?.includes(entry.value) ?? true),
    );
    const inside = matching.find((entry) => entry.position === 'inside');
    if (inside)
      return {
        outcome: 'PRIORITY',
        reason: {
          zh: `地点在${inside.areaName}（${trait}，依据：${inside.document}），适当倾斜。`,
          en: `The site lies in ${inside.areaName} (${trait}, by ${inside.document}), which has some preference.`,
        },
        evidence: {
          areas: [{ code: inside.areaCode, name: inside.areaName, role: trait }],
          documents: [inside.document],
        },
        derived: { area: inside.areaCode, trait },
        uses,
      };
    const isUnplaced = facts.site === null || facts.site.locationStatus !== 'located';
    if (matching.length > 0 || isUnplaced)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `地点是否在“${trait}”地区内无法确定。`,
          en: `Whether the site lies in a "${trait}" area is not established.`,
        },
        missing: [{ item: 'area_of_site', zh: '地点所属地区', en: 'area of the site' }],
        evidence: {
          areas: matching.map(({ areaCode, areaName }) => ({ code: areaCode, name: areaName, role: trait })),
        },
        uses,
      };
    return {
      outcome: 'NOT_APPLICABLE',
      reason: {
        zh: `地点不在“${trait}”地区名单内。`,
        en: `The site lies in no area of the "${trait}" list.`,
      },
      uses,
    };
  },
});
