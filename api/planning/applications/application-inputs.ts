import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { applicationSchema } from '../../policy/application.ts';
import { assessmentResultSchema } from '../../policy/finding.ts';
import { reviewSchema } from '../../policy/reviews.ts';
import { INSTITUTION_KINDS, SERVICES } from '../../vocabulary.ts';
import { historyEntrySchema } from './application-history.ts';
import {
  APPLICATION_STATUSES,
  applicationRecordSchema,
  applicationSummarySchema,
  assessmentSummarySchema,
  reviewRecordSchema,
} from './application-record.ts';

const limit = z.coerce.number().int().min(1).max(500).default(50).describe('Most items of a page.');
const next = z.url().optional().describe('Address of the next page.');
const note = z.string().trim().min(1).max(2_000);

export const newApplicationSchema = z.strictObject({
  plan: z.string().describe('City and period, e.g. dalian/2025-2027.'),
  application: applicationSchema,
  batch: z.uuid().optional().describe('Open batch that takes it in at once.'),
  acceptedOn: dateSchema.optional().describe('Day of acceptance into the batch; default today.'),
});

export const applicationsQuerySchema = z.strictObject({
  plan: z.string().optional(),
  status: z.enum(APPLICATION_STATUSES).optional(),
  batch: z.uuid().optional(),
  kind: z.enum(INSTITUTION_KINDS).optional(),
  service: z.enum(SERVICES).optional(),
  limit,
  after: z.coerce
    .number()
    .int()
    .min(1)
    .optional()
    .describe('Running number of the last item of the page before.'),
});
export const applicationsPageSchema = z.object({ items: z.array(applicationSummarySchema), next });

export const applicationDetailSchema = applicationRecordSchema.extend({
  assessments: z.array(assessmentSummarySchema).describe('Latest first, at most 100.'),
  reviews: z.array(reviewRecordSchema),
});

export const correctionSchema = z.strictObject({
  revision: z.int().min(1).describe('Revision that was read; another one meanwhile refuses the correction.'),
  changes: z
    .record(z.string(), z.unknown())
    .describe('Merge patch (RFC 7396) of the application: null removes a member, lists are replaced.'),
  note: note.optional(),
});

export const withdrawalSchema = z.strictObject({
  reason: note,
  on: dateSchema.optional().describe('Default today.'),
});

export const assessmentRequestSchema = z.strictObject({
  asOf: dateSchema.optional().describe('Default: the cut-off of its batch, else today.'),
});
export const storedAssessmentSchema = z.object({
  id: z.uuid(),
  application: z.uuid(),
  revision: z.int(),
  asOf: dateSchema,
  result: assessmentResultSchema,
});

export const newReviewSchema = z.strictObject({
  ruleId: reviewSchema.shape.ruleId,
  decision: reviewSchema.shape.decision,
  ground: reviewSchema.shape.ground,
  document: reviewSchema.shape.document,
  reviewer: reviewSchema.shape.reviewer.describe('Name of the authorised reviewer.'),
  decidedOn: dateSchema.optional().describe('Default today.'),
});

export const historyQuerySchema = z.strictObject({
  limit,
  after: z.coerce.number().int().min(0).optional(),
});
export const historyPageSchema = z.object({ items: z.array(historyEntrySchema), next });
