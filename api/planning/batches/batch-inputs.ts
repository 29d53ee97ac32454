import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { walkToSchema } from '../../policy/facts-of-walks.ts';
import { BATCH_STATUSES, batchSchema } from './batch-record.ts';
import { queuedSchema } from './bed-queue.ts';
import { rankedSchema } from './settlement-record.ts';

const text = z.string().trim().min(1).max(500);
const page = {
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Most items of a page.'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('Items of the pages before.'),
};
const next = z.url().optional().describe('Address of the next page.');

export const newBatchSchema = z.strictObject({
  plan: text,
  procedure: text.describe('Procedure of the plan by which it is ranked and settled.'),
  title: text,
  area: text.optional().describe('Code of the city or county whose applications it takes; left out = all.'),
  openedOn: dateSchema,
  cutOffOn: dateSchema.describe('Last day of acceptance; facts are as of this day.'),
});
export const batchesQuerySchema = z.strictObject({
  plan: z.string().optional(),
  procedure: z.string().optional(),
  status: z.enum(BATCH_STATUSES).optional(),
  ...page,
});
export const batchesPageSchema = z.object({ items: z.array(batchSchema), next });

export const batchApplicationsSchema = z.strictObject({
  applications: z.array(z.uuid()).min(1).max(500),
  acceptedOn: dateSchema
    .optional()
    .describe('Day of acceptance, from the opening to the cut-off. Default today.'),
});
export const cancellationSchema = z.strictObject({ reason: z.string().trim().min(1).max(2_000) });
export const emptySchema = z.strictObject({});
export const settlementRequestSchema = z.strictObject({
  settledOn: dateSchema.describe('Day of settlement: lots must be valid on it; the ledger is booked on it.'),
});
export const previewRequestSchema = z.strictObject({
  settledOn: dateSchema.optional().describe('Default: the cut-off.'),
});

export const outcomeQuerySchema = z.strictObject({
  findings: z
    .stringbool()
    .default(false)
    .describe(
      'true: decisions carry their findings in full (some kilobytes each); else the rules and outcomes only.',
    ),
});

export const rankingSchema = z.object({ batch: z.uuid(), order: z.array(rankedSchema) });
export const conflictsSchema = z.object({
  batch: z.uuid(),
  radiusM: z.number().describe('Largest radius in metres by which a rule of the plan decides.'),
  pairs: z.array(
    z.object({
      a: z.uuid(),
      nameA: z.string(),
      b: z.uuid(),
      nameB: z.string(),
      typeNo: z.int().nullable(),
      distanceM: z.number().describe('Geodesic metres to the millimetre.'),
      verdict: z.enum(['within', 'uncertain']),
      walk: walkToSchema
        .optional()
        .describe('The walk between the sites, for plans whose rules measure walks; absent = not known.'),
    }),
  ),
});

export const queueQuerySchema = z.strictObject({
  plan: z.string().optional(),
  poolKind: z.string().optional(),
  area: z.string().optional().describe('Code of the area of the pool.'),
  history: z.stringbool().default(false).describe('true: also those who have left.'),
  ...page,
});
export const queuePageSchema = z.object({ items: z.array(queuedSchema), next });
export const advanceSchema = z.strictObject({
  plan: text,
  area: text.describe('Code of the area of the pool: the city, or a county.'),
  on: dateSchema.describe('Day on which the lots must be valid and the ledger is booked.'),
});
