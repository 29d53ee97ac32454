import { z } from 'zod';
import { addMonths } from '../../calendar.ts';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { firstDesignatedOn, servicesInForce } from './designation-of.ts';

/** DL-A5: after designation a medical institution is coached; settlement for patients insured elsewhere is then not opened. */
export const coachingPeriod = defineRuleKind({
  id: 'coaching-period',
  title: { zh: '政策辅导期', en: 'Coaching period' },
  description: {
    zh: '自协议生效日起若干个月内原则上不开通异地就医结算，经核实的例外机构即时开通；只提示，不影响纳入结论。',
    en: 'For some months from the effective date of the agreement settlement for patients insured elsewhere is not opened in principle, but at once for verified exceptions; advice only.',
  },
  parameters: z.strictObject({
    months: z.int().min(1).max(60).describe('Length in months; the last day has the same day number.'),
    exceptStatement: z
      .string()
      .optional()
      .describe('Statement of the application that excepts it, e.g. regional_medical_centre.'),
  }),
  decides: false,
  evaluate: ({ parameters: { months, exceptStatement }, application, facts, asOf }): RawFinding => {
    const isDesignated = servicesInForce(facts.applicant, asOf).length > 0;
    const from = isDesignated ? firstDesignatedOn(facts.applicant) : (application.designatedOn ?? null);
    const recorded = isDesignated ? facts.applicant?.coachingUntil : null;
    const until = recorded ?? (from === null ? null : addMonths(from, months));
    const exception = exceptStatement === undefined ? undefined : application.statements[exceptStatement];
    if (exception?.value && exception.verified)
      return {
        outcome: 'EXEMPT',
        reason: {
          zh: '属例外机构，异地就医结算即时开通。',
          en: 'It is excepted: settlement for patients insured elsewhere opens at once.',
        },
        derived: { coachingUntil: until, remoteSettlement: 'open' },
      };
    const unproven = exception?.value === true;
    const note = unproven
      ? { zh: '所称例外身份尚未核实。', en: ' The exception claimed is not verified yet.' }
      : { zh: '', en: '' };
    const missing = [
      ...(until === null
        ? [{ item: 'designated_on', zh: '协议生效日', en: 'effective date of the agreement' }]
        : []),
      ...(unproven
        ? [{ item: exceptStatement ?? '', zh: '例外身份的证明', en: 'proof of the exception' }]
        : []),
    ];
    const isOver = until !== null && asOf > until;
    return {
      outcome: 'FLAG',
      ...(until === null ? {} : { measured: asOf, comparator: '>', threshold: until, unit: 'date' }),
      reason:
        until === null
          ? {
              zh: `自协议生效日起 ${months} 个月为政策辅导期，期内原则上不开通异地就医结算。${note.zh}`,
              en: `For ${months} months from the effective date settlement for patients insured elsewhere is not opened in principle.${note.en}`,
            }
          : isOver
            ? {
                zh: `政策辅导期已于 ${until} 结束，可开通异地就医结算。`,
                en: `The coaching period ended on ${until}; settlement for patients insured elsewhere may open.`,
              }
            : {
                zh: `政策辅导期至 ${until}（含），期内原则上不开通异地就医结算。${note.zh}`,
                en: `The coaching period lasts to ${until} inclusive; until then settlement for patients insured elsewhere is not opened in principle.${note.en}`,
              },
      ...(missing.length > 0 ? { missing } : {}),
      derived: {
        coachingMonths: months,
        coachingFrom: from,
        coachingUntil: until,
        remoteSettlement: isOver ? 'open' : 'closed_in_principle',
      },
    };
  },
});
