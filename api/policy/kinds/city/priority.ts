import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** KF-C2, QD-9: institutions that come first; what their priority changes stands in the effects of the rule. */
export const priority = defineRuleKind({
  id: 'priority',
  title: { zh: '优先纳入', en: 'Priority' },
  description: {
    zh: '属于所列类型且证明材料已核实的给予优先（不是豁免）；主张而未核实的人工审核；主张的理由不在清单内或未主张的不适用。',
    en: 'A listed ground with verified evidence has priority, which is no exemption; a claim that is not verified is for manual review; a ground that is not listed, or none claimed, is not applicable.',
  },
  parameters: z.strictObject({
    grounds: z
      .array(
        z.strictObject({
          code: z.string().regex(/^[a-z][a-z0-9_]*$/),
          title: z.strictObject(localizedSchema.shape),
          needsDocument: z
            .boolean()
            .default(false)
            .describe('A document must be named (set up under the plan …).'),
        }),
      )
      .min(1),
  }),
  decides: true,
  evaluate: ({ parameters: { grounds }, application: { claims } }): RawFinding => {
    const listed = claims.flatMap((claim) => {
      const ground = grounds.find(({ code }) => code === claim.ground);
      return ground ? [{ ...claim, ...ground }] : [];
    });
    const proven = listed.find(
      ({ verified, needsDocument, document }) => verified && !(needsDocument && !document),
    );
    if (proven)
      return {
        outcome: 'PRIORITY',
        reason: {
          zh: `属于“${proven.title.zh}”，符合条件的可优先纳入（不免除其他条款）。`,
          en: `It is of the kind "${proven.title.en}", which may come first if qualified; no other clause is lifted.`,
        },
        derived: { ground: proven.code },
        ...(proven.document ? { evidence: { documents: [proven.document] } } : {}),
      };
    const [open] = listed;
    if (open)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `主张“${open.title.zh}”，但证明材料${open.verified ? '未注明' : '未核实'}。`,
          en: `"${open.title.en}" is claimed, but its evidence is not ${open.verified ? 'named' : 'verified'}.`,
        },
        derived: { ground: open.code },
        missing: [
          {
            item: `evidence:${open.code}`,
            zh: `“${open.title.zh}”的证明材料`,
            en: `verified evidence of: ${open.title.en}`,
          },
        ],
      };
    const [other] = claims;
    return {
      outcome: 'NOT_APPLICABLE',
      reason: other
        ? {
            zh: `主张的理由（${claims.map(({ ground }) => ground).join('、')}）不在本条优先清单内。`,
            en: `The ground claimed (${claims.map(({ ground }) => ground).join(', ')}) is not in this clause's list.`,
          }
        : { zh: '未主张优先理由。', en: 'No ground of priority is claimed.' },
    };
  },
});
