import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** DL-B1: entry conditions that are judged elsewhere and enter as a yes or no with evidence. */
export const entryConditions = defineRuleKind({
  id: 'entry-conditions',
  title: { zh: '定点准入条件', en: 'Entry conditions' },
  description: {
    zh: '以经核实的陈述判定；未陈述或未核实的需人工审核。',
    en: 'Decided by a verified statement of the application; left out or not verified is manual review.',
  },
  parameters: z.strictObject({
    statement: z.string().min(1).describe('Statement of the application, e.g. entry_conditions_met.'),
  }),
  options: { not_stated: ['review', 'flag'] },
  decides: true,
  evaluate: ({ parameters: { statement }, application, option }): RawFinding => {
    const said = application.statements[statement];
    const documents = said?.document === undefined ? {} : { evidence: { documents: [said.document] } };
    if (said?.verified)
      return {
        outcome: said.value ? 'PASS' : 'FAIL',
        measured: said.value,
        comparator: '=',
        threshold: true,
        reason: said.value
          ? { zh: '经核实符合准入条件。', en: 'The entry conditions are met, as verified.' }
          : { zh: '经核实不符合准入条件。', en: 'The entry conditions are not met, as verified.' },
        ...documents,
      };
    return {
      outcome: said === undefined && option('not_stated') === 'flag' ? 'FLAG' : 'MANUAL_REVIEW',
      reason:
        said === undefined
          ? { zh: '未说明是否符合准入条件。', en: 'Nothing is said about the entry conditions.' }
          : {
              zh: `申请称${said.value ? '' : '不'}符合准入条件，尚未核实。`,
              en: `The application says that the entry conditions are ${said.value ? '' : 'not '}met; nobody has verified it.`,
            },
      missing: [{ item: statement, zh: '准入条件核查结果', en: 'result of the check of entry conditions' }],
      ...documents,
    };
  },
});
