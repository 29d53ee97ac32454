import { z } from 'zod';
import { dateSchema } from '../../dates.ts';

export const BATCH_STATUSES = ['open', 'snapshot', 'settled', 'cancelled'] as const;
export type BatchStatus = (typeof BATCH_STATUSES)[number];

export const batchSchema = z.object({
  id: z.uuid(),
  plan: z.string(),
  procedure: z.string().describe('Procedure of the plan by which it is ranked and settled.'),
  title: z.string(),
  area: z
    .object({ code: z.string(), level: z.string(), name: z.string() })
    .nullable()
    .describe('District whose applications it takes; null = the whole city.'),
  openedOn: dateSchema,
  cutOffOn: dateSchema.describe('Last day of acceptance; facts are as of this day.'),
  status: z.enum(BATCH_STATUSES),
  applications: z.int().describe('Number of applications in it now.'),
  snapshotAt: z.iso.datetime().nullable(),
  settlement: z.uuid().nullable(),
  createdBy: z.string(),
  createdAt: z.iso.datetime(),
});
export type BatchRecord = z.output<typeof batchSchema>;
