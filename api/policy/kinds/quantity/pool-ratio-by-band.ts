import { z } from 'zod';
import { poolSchema } from '../../facts-of-release.ts';
import { districtSchema } from './pharmacy-kind.ts';

export const poolRatioByBandParameters = z.strictObject({
  bandRule: z.string().describe('Rule of kind saturation-band, e.g. DL-D1.'),
  streetRule: z
    .string()
    .optional()
    .describe(
      'Rule of kind street-capacity: the pool serves only streets at their bound. Left out = all streets.',
    ),
  poolKind: poolSchema.shape.poolKind.describe('Kind of released quantity that is used.'),
  ratios: z
    .array(
      z.strictObject({
        band: z.string().min(1).describe('Class of the district.'),
        retire: z.int().positive().describe('X of retire-X-add-1: pharmacies released for one added.'),
      }),
    )
    .min(1)
    .describe('X for each class; a class without an entry does not use the pool.'),
  area: districtSchema,
});
