import { z } from 'zod';
import { kindPreferenceSchema } from './pharmacy-kind.ts';

export const lowerBoundGapParameters = z.strictObject({
  areas: z
    .array(z.enum(['street', 'business_area', 'county']))
    .min(1)
    .default(['street', 'business_area'])
    .describe('Areas whose count is compared with their lower bound.'),
  pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
});
