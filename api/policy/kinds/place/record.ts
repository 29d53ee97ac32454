import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';
import { defineRuleKind } from '../../rule-kind.ts';

/** Clauses that ask for records, reports or judgement and decide nothing by themselves. */
export const record = defineRuleKind({
  id: 'record',
  title: { zh: '记录与监督条款', en: 'Clause that records or supervises' },
  description: {
    zh: '只提示应做的记录、报告或综合判断，不影响结论。',
    en: 'Says what is to be recorded, reported or weighed; never changes the conclusion.',
  },
  parameters: z.strictObject({
    advice: z.strictObject(localizedSchema.shape).describe('What the agency is to do.'),
    support: z.string().optional().describe('Path of this service that helps, e.g. /coverage-gaps.'),
  }),
  decides: false,
  evaluate: ({ parameters }) => ({
    outcome: 'FLAG',
    reason: parameters.advice,
    ...(parameters.support ? { derived: { support: parameters.support } } : {}),
  }),
});
