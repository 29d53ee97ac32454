import { z } from 'zod';
import { asOfInput } from '../analysis.ts';
import { metricInput } from '../metric-input.ts';
import { selectionInput } from '../selection.ts';
import { siteInput } from '../site-input.ts';

/** What a check is asked with. */
export const proximityInput = z.strictObject({
  ...siteInput,
  ...selectionInput,
  ...metricInput,
  accuracyM: z
    .number()
    .min(0)
    .max(5_000)
    .default(0)
    .describe('Accuracy of the site in metres (radius); 0 = surveyed.'),
  exclude: z
    .string()
    .max(2_000)
    .optional()
    .describe("Institutions left out, by code (or id:123), comma-separated: the applicant's own old site."),
  limit: z
    .number()
    .int()
    .min(1)
    .max(1_000)
    .default(200)
    .describe('Most institutions listed for each relation; counts stay complete.'),
  maxRoutes: z
    .number()
    .int()
    .min(0)
    .max(200)
    .default(20)
    .describe('Most walks drawn as lines, in the order of the list (metric=walk).'),
  asOf: asOfInput,
});
export type ProximityInput = z.output<typeof proximityInput>;
