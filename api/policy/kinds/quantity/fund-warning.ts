import { z } from 'zod';

export const fundWarningParameters = z.strictObject({
  outcome: z
    .enum(['FAIL_IN_PRINCIPLE', 'FAIL', 'MANUAL_REVIEW'])
    .default('FAIL_IN_PRINCIPLE')
    .describe('What an addition is while a warning is in force.'),
});
