import { z } from 'zod';
import { kindPreferenceSchema, pharmacyKindSchema } from './pharmacy-kind.ts';

export const upperBoundClosedParameters = z.strictObject({
  counted: pharmacyKindSchema.describe('Pharmacies that are counted, e.g. outpatient_pooling.'),
  bounds: kindPreferenceSchema.describe(
    'Kinds whose bound may be used, first choice first; if the area has none of them, its only bound is used and named.',
  ),
  areas: z
    .array(z.enum(['street', 'business_area', 'county']))
    .min(1)
    .default(['street', 'business_area'])
    .describe('Areas compared; all below = open, all at or above = closed, else review.'),
  statement: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe('Statement that must be verified before it is open, e.g. settlement_level_reached.'),
});
