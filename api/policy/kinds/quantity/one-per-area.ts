import { z } from 'zod';
import { districtSchema, pharmacyKindSchema } from './pharmacy-kind.ts';

export const onePerAreaParameters = z.strictObject({
  counted: pharmacyKindSchema.describe('Pharmacies that are counted, e.g. dual_channel.'),
  limit: z.int().positive().default(1).describe('Pharmacies of this kind that a district may have.'),
  area: districtSchema,
  statement: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .optional()
    .describe('Capability that must be verified, e.g. high_value_prescriptions.'),
});
