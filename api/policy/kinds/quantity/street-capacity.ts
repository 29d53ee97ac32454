import { z } from 'zod';
import { SERVICES } from '../../application.ts';
import { poolSchema } from '../../facts-of-release.ts';
import { districtSchema, kindPreferenceSchema } from './pharmacy-kind.ts';

export const streetCapacityParameters = z.strictObject({
  bandRule: z.string().describe('Rule of kind saturation-band, e.g. DL-D1.'),
  bands: z
    .array(z.string().min(1))
    .min(1)
    .describe('Classes of the district in which streets have places of their own.'),
  pharmacyKinds: kindPreferenceSchema.default(['personal_account', 'all']),
  pharmacyKindsByService: z
    .partialRecord(z.enum(SERVICES), kindPreferenceSchema)
    .default({})
    .describe('Other kinds for single services, e.g. outpatient_pooling: [outpatient_pooling, all].'),
  area: districtSchema,
  poolKind: poolSchema.shape.poolKind
    .optional()
    .describe('Pool in which an exit of the street may stand instead; an exit is never used twice.'),
});
