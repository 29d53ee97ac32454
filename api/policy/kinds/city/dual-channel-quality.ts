import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import type { Application } from '../../application.ts';
import type { Missing, RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';
import { servicesInForce } from '../place/designation-of.ts';

const SERVICE = 'dual_channel';

const statementSchema = z.strictObject({
  statement: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .describe('Yes/no fact of the application.'),
  title: z.strictObject(localizedSchema.shape),
});

/** KF-C4, QD-10: designated pharmacies of quality, well placed, may be managed as dual-channel; some operators come first. */
export const dualChannelQuality = defineRuleKind({
  id: 'dual-channel-quality',
  title: { zh: '“双通道”管理与鼓励事项', en: 'Dual-channel pharmacies, and operators encouraged' },
  description: {
    zh: '申请“双通道”的须为定点药店，且各项条件均经核实；缺一或未核实的人工审核，核实为否的不符合。没有数量标准。鼓励事项（如连锁经营）经核实的给予优先，未核实的只提示。',
    en: 'For dual channel: a designated pharmacy for which every condition is verified; a condition not stated or not verified is for manual review, one verified as not met fails. There is no number. What is encouraged (chains) has priority once verified, and is only flagged before.',
  },
  parameters: z.strictObject({
    conditions: z.array(statementSchema).min(1).describe('Conditions of dual channel; all must be verified.'),
    encouraged: statementSchema
      .optional()
      .describe('What gives priority to any applicant, in scoring at most.'),
    support: z
      .string()
      .optional()
      .describe('Path of this service that shows the layout, e.g. /coverage-gaps.'),
  }),
  decides: true,
  evaluate: ({ parameters: { conditions, encouraged, support }, application, facts, asOf }): RawFinding => {
    const derived = support ? { derived: { support } } : {};
    if (application.service !== SERVICE) return { ...encourage(application, encouraged), ...derived };
    const isDesignatedPharmacy =
      application.kind === 'pharmacy' &&
      facts.applicant?.kind === 'pharmacy' &&
      servicesInForce(facts.applicant, asOf).some((name) => name !== SERVICE);
    const answers = conditions.map((condition) => ({
      ...condition,
      ...application.statements[condition.statement],
    }));
    const refused = answers.find(({ value, verified }) => value === false && verified);
    if (refused)
      return {
        outcome: 'FAIL',
        measured: false,
        comparator: '=',
        threshold: true,
        reason: {
          zh: `经核实不符合“双通道”条件：${refused.title.zh}。`,
          en: `Verified as not met: ${refused.title.en}.`,
        },
        ...derived,
      };
    const missing: Missing[] = [
      ...(isDesignatedPharmacy
        ? []
        : [{ item: 'designated_pharmacy', zh: '定点药店身份', en: 'designation as a pharmacy' }]),
      ...answers
        .filter(({ value, verified }) => value !== true || !verified)
        .map(({ statement, title }) => ({
          item: `statement:${statement}`,
          zh: `${title.zh}（核实）`,
          en: `${title.en} (verified)`,
        })),
    ];
    if (missing.length > 0)
      return {
        outcome: 'MANUAL_REVIEW',
        reason: {
          zh: `纳入“双通道”管理由人工判定，尚缺：${missing.map(({ zh }) => zh).join('、')}。`,
          en: `Dual channel is for a person to decide; not established: ${missing.map(({ en }) => en).join(', ')}.`,
        },
        missing,
        ...derived,
        uses: ['institutions'],
      };
    return {
      outcome: 'PASS',
      reason: {
        zh: '为定点药店，“双通道”各项条件均经核实。',
        en: 'It is a designated pharmacy and every condition of dual channel is verified.',
      },
      evidence: { documents: answers.flatMap(({ document }) => (document ? [document] : [])) },
      ...derived,
      uses: ['institutions'],
    };
  },
});

function encourage(
  { statements }: Application,
  encouraged: z.output<typeof statementSchema> | undefined,
): RawFinding {
  const stated = encouraged && statements[encouraged.statement];
  if (!encouraged || !stated?.value)
    return {
      outcome: 'NOT_APPLICABLE',
      reason: { zh: '未申请“双通道”。', en: 'Dual channel is not asked for.' },
    };
  return {
    outcome: stated.verified ? 'PRIORITY' : 'FLAG',
    reason: stated.verified
      ? {
          zh: `${encouraged.title.zh}：经核实，属鼓励发展，评估时可予考虑。`,
          en: `${encouraged.title.en}: verified and encouraged; it may weigh in the evaluation.`,
        }
      : {
          zh: `${encouraged.title.zh}：已声明但未核实，不作优先。`,
          en: `${encouraged.title.en}: stated but not verified, so it gives no priority yet.`,
        },
  };
}
