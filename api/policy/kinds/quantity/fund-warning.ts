import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-A6: while a fund-operation warning is in force the number of institutions only decreases, net zero is no decrease. */
export const fundWarning = defineRuleKind({
  id: 'fund-warning',
  title: { zh: '基金运行预警', en: 'Fund warning' },
  description: {
    zh: '评估日或结算日处于已宣布的基金运行预警期间（含首日和末日）的，原则上不再新增定点，有释放量也不例外。',
    en: 'While a declared fund warning covers the date or the day of settlement (first and last day included), no addition in principle, release or not.',
  },
  parameters: z.strictObject({
    outcome: z
      .enum(['FAIL_IN_PRINCIPLE', 'FAIL', 'MANUAL_REVIEW'])
      .default('FAIL_IN_PRINCIPLE')
      .describe('What an addition is while a warning is in force.'),
  }),
  decides: true,
  evaluate: ({ parameters, facts, asOf }): RawFinding => {
    // A batch that is settled under a warning adds institutions under it, whatever held at the cut-off.
    const days = [asOf, facts.ledgerAsOf ?? asOf];
    const warnings = facts.fundWarnings.filter(({ from, to }) =>
      days.some((day) => from <= day && day <= (to ?? day)),
    );
    const [warning] = warnings;
    if (!warning)
      return {
        outcome: 'PASS',
        measured: false,
        comparator: '=',
        threshold: false,
        unit: 'fund warning in force',
        uses: ['fund_warnings'],
        reason: {
          zh: `${asOf} 没有已宣布的基金运行预警。`,
          en: `No fund warning is declared for ${asOf}.`,
        },
      };
    const until = warning.to;
    return {
      outcome: parameters.outcome,
      measured: true,
      comparator: '=',
      threshold: false,
      unit: 'fund warning in force',
      derived: { warningFrom: warning.from, warningTo: until },
      evidence: { documents: warnings.map(({ document }) => document) },
      uses: ['fund_warnings'],
      reason: {
        zh: `基金运行预警自 ${warning.from} 起${until ? `至 ${until}` : '，尚未解除'}，其间定点机构数量只减不增。`,
        en: `A fund warning is in force from ${warning.from}${until ? ` to ${until}` : ' and has not ended'}: numbers may only decrease.`,
      },
    };
  },
});
