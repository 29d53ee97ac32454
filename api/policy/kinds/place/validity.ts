import { z } from 'zod';
import { INSTITUTION_KINDS, SERVICES } from '../../../vocabulary.ts';
import { PURPOSES } from '../../application.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { listRegisterContradictions } from './register-contradictions.ts';

/** DL-A1, KF-A1, XA-1, QD-1: is the plan in force on the date, and does it concern this city and what is asked for? */
export const validity = defineRuleKind({
  id: 'validity',
  title: { zh: '规划有效期与适用范围', en: 'Period and scope of the plan' },
  description: {
    zh: '发布日之前不适用；规划期满后需人工判定是否延续；草案仅作提示；地点不在本市、规划没有规定的机构种类、服务或申请事项、与登记册不符的申请，需人工判定。',
    en: 'Not applicable before publication; manual review after the period; a draft is flagged. A site in another city, a kind, service or purpose that the plan does not speak of, and an application that the register contradicts are for review.',
  },
  parameters: z.strictObject({
    covers: z
      .array(
        z.strictObject({
          kinds: z.array(z.enum(INSTITUTION_KINDS)).min(1).describe('Kinds of institution.'),
          services: z.array(z.enum(SERVICES)).min(1).describe('Services asked for.'),
          purposes: z.array(z.enum(PURPOSES)).min(1).describe('Purposes of the application.'),
        }),
      )
      .min(1)
      .optional()
      .describe(
        'What the plan speaks of: each entry every combination of its kinds, services and purposes. Anything else is for review, never a pass. Left out = everything.',
      ),
  }),
  decides: true,
  evaluate: ({ plan, parameters: { covers }, application, facts, asOf }): RawFinding => {
    const from = plan.publishedOn ?? plan.period.from;
    const base = { measured: asOf, unit: 'date', derived: { planStart: from, planEnd: plan.period.to } };
    if (asOf < from)
      return {
        ...base,
        outcome: 'NOT_APPLICABLE',
        comparator: '>=',
        threshold: from,
        reason: {
          zh: `本规划自 ${from} 起执行，${asOf} 适用此前的规定。`,
          en: `The plan applies from ${from}; on ${asOf} the earlier rules apply.`,
        },
      };
    // A batch may be settled long after its cut-off.
    const lastDay = facts.ledgerAsOf !== null && facts.ledgerAsOf > asOf ? facts.ledgerAsOf : asOf;
    if (lastDay > plan.period.to || plan.status === 'expired')
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        comparator: '<=',
        threshold: plan.period.to,
        reason: {
          zh: `规划期至 ${plan.period.to}，${lastDay} 是否延续执行需人工判定。`,
          en: `The plan period ended on ${plan.period.to}; whether it was extended to ${lastDay} is for a person to decide.`,
        },
        missing: [{ item: 'plan_extension', zh: '规划延期文件', en: 'document that extends the plan' }],
      };
    const cityCode = facts.city?.code;
    if (facts.site && cityCode !== plan.city.code && !facts.city?.isSynthetic)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        measured: cityCode ?? null,
        comparator: '=',
        threshold: plan.city.code,
        unit: 'area code',
        reason: {
          zh: `无法确认该地点属于${plan.city.name.zh}（行政区划代码 ${plan.city.code}）。`,
          en: `It is not established that the site lies in ${plan.city.name.en} (division code ${plan.city.code}).`,
        },
        missing: [
          { item: 'site_in_city', areaCode: plan.city.code, zh: '地点所属城市', en: 'city of the site' },
        ],
      };
    const { kind, service, purpose } = application;
    const isCovered =
      covers?.some(
        (entry) =>
          entry.kinds.includes(kind) && entry.services.includes(service) && entry.purposes.includes(purpose),
      ) ?? true;
    if (!isCovered)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        measured: `${kind} / ${service} / ${purpose}`,
        unit: 'kind / service / purpose',
        reason: {
          zh: `本规划没有关于该申请（机构种类 ${kind}、服务 ${service}、事项 ${purpose}）的规定，不能据此视为符合，需人工判定。`,
          en: `The plan does not speak of this application (kind ${kind}, service ${service}, purpose ${purpose}); its silence is no consent: for a person to decide.`,
        },
      };
    const contradictions = listRegisterContradictions(application, facts, asOf);
    if (contradictions.length > 0)
      return {
        ...base,
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `申请与登记册不符或无从核对，适用的条款可能不同：${contradictions.map(({ zh }) => zh).join('；')}。`,
          en: `The application and the register do not agree, or cannot be compared, and other clauses might hold: ${contradictions.map(({ en }) => en).join('; ')}.`,
        },
        missing: contradictions,
        uses: ['institutions'],
      };
    if (plan.status === 'draft')
      return {
        ...base,
        outcome: 'FLAG',
        reason: {
          zh: '本规划为征求意见稿，结论仅供参考，以正式发布文本为准。',
          en: 'The plan is a draft for consultation; conclusions hold only for this draft.',
        },
      };
    return {
      ...base,
      outcome: 'PASS',
      comparator: '<=',
      threshold: plan.period.to,
      reason: { zh: `${asOf} 在规划执行期内。`, en: `The plan is in force on ${asOf}.` },
    };
  },
});
