import { z } from 'zod';
import { SERVICES } from '../../vocabulary.ts';
import { asOfInput } from '../analysis.ts';
import { areaInput } from '../area-of-question.ts';
import { flagInput } from '../flag-input.ts';
import { metricInput } from '../metric-input.ts';
import { selectionInput } from '../selection.ts';

/** What an audit is asked with. */
export const auditInput = z.strictObject({
  ...areaInput,
  ...selectionInput,
  kind: selectionInput.kind.describe(
    'pharmacy or a long-term-care kind: pairs of that kind; medical or absent: pairs of the same type number.',
  ),
  service: z.enum(SERVICES).optional().describe('Only institutions designated for this service.'),
  ...metricInput,
  limit: z
    .number()
    .int()
    .min(1)
    .max(10_000)
    .default(1000)
    .describe('Most pairs on one page; counts stay complete.'),
  after: z.string().optional().describe('Cursor: nextAfter of the page before.'),
  counts: flagInput(true).describe('false leaves the summary out, for the pages after the first.'),
  routes: flagInput(false).describe(
    'true draws each pair along the streets instead of a straight line (metric=walk, at most 1,000 pairs on a page).',
  ),
  asOf: asOfInput,
});
export type AuditInput = z.output<typeof auditInput>;
