import { z } from 'zod';
import { districtSchema, kindPreferenceSchema } from './pharmacy-kind.ts';

export const upperBoundCapacityParameters = z.strictObject({
  bandRule: z.string().describe('Rule of kind saturation-band, e.g. DL-D1.'),
  bands: z
    .array(z.string().min(1))
    .min(1)
    .describe('Classes of the district in which the bound may be filled.'),
  pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
  area: districtSchema,
});
