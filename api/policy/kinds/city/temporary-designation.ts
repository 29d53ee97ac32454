import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** KF-D2: while a declared emergency lasts, designations may be added outside the plan; they lapse with it. */
export const temporaryDesignation = defineRuleKind({
  id: 'temporary-designation',
  title: { zh: '突发事件临时定点', en: 'Temporary designation in an emergency' },
  description: {
    zh: '重大公共卫生事件或突发事件期间（由主管部门公布），经核实为满足相应需要的，不受规划限制、临时定点，事件结束即失效；未核实的人工审核；不在事件期间的不适用。',
    en: 'During an emergency that the authority has declared, a verified need is exempt from the plan and the designation is temporary: it lapses at the end. Not verified: manual review. Outside an emergency: not applicable.',
  },
  parameters: z.strictObject({
    ground: z
      .string()
      .regex(/^[a-z][a-z0-9_]*$/)
      .describe('Ground by which an application asks for a temporary designation, such as emergency.'),
  }),
  decides: true,
  evaluate: ({ parameters, application, facts, asOf }): RawFinding => {
    const claims = application.claims.filter(({ ground }) => ground === parameters.ground);
    const emergency = facts.emergencies.find(({ from, to }) => from <= asOf && (to === null || asOf <= to));
    if (claims.length === 0)
      return {
        outcome: 'NOT_APPLICABLE',
        reason: { zh: '未申请临时定点。', en: 'No temporary designation is asked for.' },
      };
    if (!emergency)
      return {
        outcome: 'NOT_APPLICABLE',
        reason: {
          zh: `${asOf} 不在公布的事件期间内，仍按规划执行。`,
          en: `No emergency is declared for ${asOf}, so the plan applies.`,
        },
      };
    const period = `${emergency.from} – ${emergency.to ?? '…'}`;
    const derived = { temporary: true, lapsesOn: emergency.to };
    if (!claims.some(({ verified }) => verified))
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `在事件期间（${period}）内申请临时定点，但其必要性未核实。`,
          en: `A temporary designation is asked for during the emergency (${period}), but the need is not verified.`,
        },
        missing: [
          {
            item: `evidence:${parameters.ground}`,
            zh: '临时定点必要性的证明',
            en: 'verified need of the temporary designation',
          },
        ],
        derived,
      };
    return {
      outcome: 'EXEMPT',
      reason: {
        zh: `事件期间（${period}）临时增加定点，不受规划限制；恢复常态后失效，须按规划重新办理。`,
        en: `Added temporarily during the emergency (${period}), outside the plan; it lapses when normality returns unless it passes the normal rules.`,
      },
      evidence: { documents: [emergency.document] },
      derived,
    };
  },
});
