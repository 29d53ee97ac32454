import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { judgeClaim } from '../place/exemption-claim.ts';
import { groundSchema } from '../place/exemption-ground.ts';

const priorityGroundSchema = groundSchema.omit({ isPriority: true }).extend({
  isOnlyImplied: z
    .boolean()
    .default(false)
    .describe('The text covers it by "and the like" (等) only: always for a person to decide.'),
});

/** KF-C2, QD-9: institutions that come first; what their priority changes stands in the effects of the rule. */
export const priority = defineRuleKind({
  id: 'priority',
  title: { zh: '优先纳入', en: 'Priority' },
  description: {
    zh: '属于所列类型且经核实的给予优先（不是豁免）；主张而未核实、或条文只以“等”涵盖的人工审核；未主张或主张的理由不在清单内的不适用。',
    en: 'A listed ground that is verified has priority, which is no exemption; one that is not verified, or covered only by "and the like", is for manual review; one that is not listed, or none claimed, is not applicable.',
  },
  parameters: z.strictObject({
    grounds: z.array(priorityGroundSchema).min(1).describe('The grounds that the plan names.'),
  }),
  decides: true,
  evaluate: ({ parameters: { grounds }, application }): RawFinding => {
    const judged = application.claims.flatMap((claim) => {
      const ground = grounds.find(({ code }) => code === claim.ground);
      return ground ? [prefer(ground, judgeClaim({ ...ground, isPriority: true }, claim, application))] : [];
    });
    const best = ORDER.flatMap((outcome) => judged.filter((finding) => finding.outcome === outcome))[0];
    if (best) return best;
    const claimed = application.claims.map(({ ground }) => ground).join(', ');
    return {
      outcome: 'NOT_APPLICABLE',
      reason: claimed
        ? {
            zh: `主张的理由（${claimed}）不在本条优先清单内。`,
            en: `The ground claimed (${claimed}) is not in this clause’s list.`,
          }
        : { zh: '未主张优先理由。', en: 'No ground of priority is claimed.' },
    };
  },
});

const ORDER = ['PRIORITY', 'MANUAL_REVIEW', 'NOT_APPLICABLE'] as const;

/** What a claim that would exempt elsewhere comes to here. */
function prefer(
  { title, isOnlyImplied }: z.output<typeof priorityGroundSchema>,
  claim: RawFinding,
): RawFinding {
  if (claim.outcome !== 'EXEMPT') return claim;
  if (isOnlyImplied)
    return {
      ...claim,
      outcome: 'MANUAL_REVIEW',
      reason: {
        zh: `条文以“等”概括，“${title.zh}”是否属优先范围需人工判定。`,
        en: `The text says "and the like"; whether "${title.en}" has priority is for a person to decide.`,
      },
    };
  return {
    ...claim,
    outcome: 'PRIORITY',
    reason: {
      zh: `属于“${title.zh}”，经核实，符合条件的可优先纳入（不免除其他条款）。`,
      en: `It falls under "${title.en}", as verified, and may come first if qualified; no other clause is lifted.`,
    },
  };
}
