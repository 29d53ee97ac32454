import { z } from 'zod';
import { BED_CATEGORIES } from '../../application.ts';

export const bedConversionParameters = z.strictObject({
  supported: z
    .array(z.enum(BED_CATEGORIES))
    .min(1)
    .describe('Bed categories into which the plan supports conversion.'),
  bedRule: z
    .string()
    .optional()
    .describe(
      'Rule that decides on beds beyond those converted (the net growth), e.g. DL-C1; named in the reason.',
    ),
});
