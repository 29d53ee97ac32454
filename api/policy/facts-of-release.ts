import { z } from 'zod';
import { dateSchema } from '../dates.ts';

/** A released quantity (释放量) as it stands on the date of the facts; valid from and to are inclusive days. */
export const lotSchema = z.strictObject({
  lotId: z.string(),
  quantity: z.int().positive(),
  remaining: z
    .int()
    .min(0)
    .describe('Initial quantity less what was consumed, reset or transferred up to the date.'),
  suspended: z
    .int()
    .min(0)
    .default(0)
    .describe('Remainder set aside while a queue waits (not in `remaining`).'),
  wipedByPoolReset: z
    .int()
    .min(0)
    .default(0)
    .describe('Reset although its lot was not touched: what the narrower reading would have kept.'),
  releasedOn: dateSchema,
  validTo: dateSchema,
  publishedOn: dateSchema.nullable().describe('Day of the bulletin that published it.'),
  use: z.enum(['pool', 'street_capacity', 'undecided']).default('pool'),
  streetCode: z.string().nullable().default(null),
  event: z.enum(['termination', 'withdrawal', 'downgrade', 'transfer']).default('termination'),
});
export type Lot = z.output<typeof lotSchema>;

export const poolSchema = z.strictObject({
  poolKind: z.enum([
    'personal_account_medical',
    'outpatient_pooling',
    'inpatient_beds',
    'pharmacy_personal_account',
    'pharmacy_outpatient_pooling',
  ]),
  areaCode: z.string(),
  areaLevel: z.enum(['city', 'county', 'street', 'management']),
  lots: z.array(lotSchema),
});
export type Pool = z.output<typeof poolSchema>;

/** An applicant waiting in the ordered queue of a pool; position 1 is the head. */
export const waitingSchema = z.strictObject({
  poolKind: z.string(),
  areaCode: z.string(),
  applicationId: z.string(),
  position: z.int().positive(),
  need: z.int().positive(),
  beds: z.int().positive(),
  enteredOn: dateSchema,
});
export type Waiting = z.output<typeof waitingSchema>;
