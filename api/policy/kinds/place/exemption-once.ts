import { z } from 'zod';
import { INSTITUTION_KINDS } from '../../../vocabulary.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { findEarlierUse } from './exemption-uses.ts';
import { isListedCategory } from './listed-category.ts';

const title = z.strictObject({ zh: z.string().min(1), en: z.string().min(1) });

/** DL-F2: an exemption for attracting a renowned physician, which may be used once in the plan period. */
export const exemptionOnce = defineRuleKind({
  id: 'exemption-once',
  title: { zh: '规划期内一次的豁免', en: 'Exemption once in the plan period' },
  description: {
    zh: '所列名医的主要执业机构（限所列类别）落户本市，规划期内可豁免一次；已用过、类别不符的不再豁免，未核实的需人工审核。',
    en: 'The main practice of a renowned physician of the list, in a listed category, is exempt once in the plan period; used up or another category: no exemption; not verified: manual review.',
  },
  parameters: z.strictObject({
    grounds: z
      .array(z.strictObject({ code: z.string().regex(/^[a-z][a-z0-9_]*$/), title }))
      .min(1)
      .describe('Grounds that share the one use, e.g. tcm_master.'),
    kinds: z.array(z.enum(INSTITUTION_KINDS)).min(1).describe('Kinds of institution covered.'),
    categories: z
      .array(z.string().min(1))
      .min(1)
      .describe('Licence categories covered, as the type table prints them.'),
  }),
  options: {
    once_per: ['physician_and_institution', 'physician', 'city'],
    refusal: ['not_applicable', 'fail'],
  },
  decides: true,
  evaluate: ({ parameters, application, facts, option }): RawFinding => {
    const claim = application.claims.find(({ ground }) =>
      parameters.grounds.some(({ code }) => code === ground),
    );
    const ground = parameters.grounds.find(({ code }) => code === claim?.ground);
    if (!claim || !ground)
      return {
        outcome: 'NOT_APPLICABLE',
        reason: { zh: '未主张该项豁免。', en: 'This exemption is not claimed.' },
      };
    const base = {
      derived: { ground: ground.code, physician: claim.physician ?? null },
      ...(claim.document === undefined ? {} : { evidence: { documents: [claim.document] } }),
      uses: ['admissions'],
    };
    const refused = option('refusal') === 'fail' ? 'FAIL' : 'NOT_APPLICABLE';
    const isListed = isListedCategory(parameters.categories, application.category);
    if (!parameters.kinds.includes(application.kind) || isListed === false)
      return {
        ...base,
        outcome: refused,
        measured: application.category ?? application.kind,
        comparator: 'in',
        threshold: parameters.categories.join('、'),
        reason: {
          zh: `“${ground.title.zh}”的豁免限于${parameters.categories.join('、')}，不予豁免，按一般规定办理。`,
          en: `The exemption for a ${ground.title.en} is limited to ${parameters.categories.join(', ')}; it does not hold, and the ordinary rules apply.`,
        },
      };
    const physician = claim.physician?.trim();
    const use = findEarlierUse(
      facts.exemptionUses.filter((one) => parameters.grounds.some(({ code }) => code === one.ground)),
      physician,
      facts.applicant?.code ?? application.applicant.name,
      option('once_per'),
    );
    if (use?.verdict === 'used')
      return {
        ...base,
        outcome: refused,
        measured: use.count,
        comparator: '<',
        threshold: 1,
        unit: 'uses',
        reason: {
          zh: `该项豁免规划期内限一次，已于 ${use.on} 使用（${use.who}），不再豁免，按一般规定办理。`,
          en: `The exemption holds once in the plan period and was used on ${use.on} (${use.who}); the ordinary rules apply.`,
        },
      };
    const open = [
      ...(isListed === null
        ? [{ item: 'licence_category', zh: '医疗机构类别', en: 'licence category' }]
        : []),
      ...(physician === undefined
        ? [{ item: 'physician', zh: '医师姓名', en: 'name of the physician' }]
        : []),
      ...(use?.verdict === 'unclear'
        ? [
            {
              item: 'earlier_exemption',
              zh: `${use.on} 的使用（${use.who}）是否占用本次`,
              en: `whether the use of ${use.on} (${use.who}) takes this one`,
            },
          ]
        : []),
      ...(claim.document === undefined
        ? [{ item: 'exemption_document', zh: '证明文件', en: 'document' }]
        : []),
      ...(claim.verified
        ? []
        : [{ item: 'exemption_verified', zh: '材料核实', en: 'verification of the evidence' }]),
    ];
    if (open.length > 0)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `主张“${ground.title.zh}”豁免，待核实：${open.map(({ zh }) => zh).join('、')}。`,
          en: `The exemption for a ${ground.title.en} is claimed; still to be established: ${open.map(({ en }) => en).join(', ')}.`,
        },
        missing: open,
      };
    const others = use?.count ?? 0;
    return {
      ...base,
      outcome: 'EXEMPT',
      measured: others,
      unit: 'uses by others',
      reason: {
        zh: `${physician}（${ground.title.zh}）首次落户，豁免数量和地域限制${others > 0 ? `；规划期内另有 ${others} 次由他人使用，请留意“一次”的含义` : ''}。`,
        en: `First use for ${physician} (${ground.title.en}): exempt from limits of quantity and area${others > 0 ? `; others have used it ${others} time(s) in the plan period: note what "once" means` : ''}.`,
      },
      derived: { ...base.derived, usesByOthers: others },
    };
  },
});
