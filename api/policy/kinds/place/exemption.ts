import { z } from 'zod';
import type { Localized } from '../../../localized.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { judgeClaim } from './exemption-claim.ts';
import { type Ground, groundSchema } from './exemption-ground.ts';
import { isListedCategory } from './listed-category.ts';

/** DL-F1, KF-D1, XA-6, QD-11: grounds that take an applicant out of limits; which limits stands in the effects of the rule. */
export const exemption = defineRuleKind({
  id: 'exemption',
  title: { zh: '豁免情形', en: 'Exemption' },
  description: {
    zh: '申请主张的情形列入本规划且经核实的为豁免；列入而未核实的需人工审核；未列入或不符合条件的不适用。',
    en: 'A claimed ground of this plan’s list is exempt when verified, manual review when not; one that is not listed or not met does not apply.',
  },
  parameters: z.strictObject({
    grounds: z.array(groundSchema).min(1).describe('The grounds that the plan names.'),
  }),
  decides: true,
  evaluate: ({ parameters: { grounds }, application }): RawFinding => {
    if (application.claims.length === 0) return notClaimed(grounds, application.category);
    const judged = application.claims.map((claim) => {
      const ground = grounds.find(({ code }) => code === claim.ground);
      return ground
        ? judgeClaim(ground, claim, application)
        : {
            outcome: 'NOT_APPLICABLE' as const,
            reason: {
              zh: `“${claim.ground}”不在本规划的豁免情形之列。`,
              en: `"${claim.ground}" is not in this plan’s list of exemptions.`,
            },
          };
    });
    return (
      judged.find(({ outcome }) => outcome === 'EXEMPT') ??
      judged.find(({ outcome }) => outcome === 'MANUAL_REVIEW') ?? {
        outcome: 'NOT_APPLICABLE',
        reason: joined(judged.map(({ reason }) => reason)),
      }
    );
  },
});

/** Nothing is claimed; a ground that the category hints at is named, so that nobody overlooks it. */
function notClaimed(grounds: readonly Ground[], category: string | undefined): RawFinding {
  const hint = grounds.find(
    ({ categories }) => categories && isListedCategory(categories, category) === true,
  );
  return {
    outcome: 'NOT_APPLICABLE',
    reason: hint
      ? {
          zh: `未主张豁免；该类别可能属于“${hint.title.zh}”，如是请附材料主张。`,
          en: `No exemption is claimed; the category may fall under "${hint.title.en}": claim it with its evidence if so.`,
        }
      : { zh: '未主张豁免情形。', en: 'No exemption is claimed.' },
    ...(hint ? { derived: { possibleGround: hint.code } } : {}),
  };
}

function joined(reasons: readonly Localized[]): Localized {
  return {
    zh: reasons.map(({ zh }) => zh).join(''),
    en: reasons.map(({ en }) => en).join(' '),
  };
}
