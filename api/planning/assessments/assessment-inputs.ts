import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { applicationSchema } from '../../policy/application.ts';
import { overallSchema } from '../../policy/outcome.ts';

export const newAssessmentSchema = z.strictObject({
  plan: z.string().describe('City and period, e.g. dalian/2025-2027.'),
  asOf: dateSchema.optional().describe('Date of the assessment; default today in Asia/Shanghai.'),
  application: applicationSchema,
  save: z
    .boolean()
    .default(false)
    .describe('Keep it, to be shown at /assessments/{id} and replayed; needs a key of role editor.'),
});

export const assessmentQuerySchema = z.strictObject({
  f: z
    .enum(['json', 'geojson', 'html'])
    .optional()
    .describe(
      'json: everything that was stored; geojson: findings and evidence; html: to read and print. Else by Accept.',
    ),
});

export const assessmentsQuerySchema = z.strictObject({
  plan: z.string().max(100).optional(),
  overall: overallSchema.optional(),
  application: z.uuid().optional().describe('Assessments of this stored application.'),
  batch: z.uuid().optional(),
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Most items of a page.'),
  after: z.uuid().optional().describe('Id of the last item of the page before.'),
  f: z.enum(['json', 'html']).optional(),
});

export const replayQuerySchema = z.strictObject({
  now: z
    .enum(['true', 'false'])
    .default('false')
    .describe('true: also gather the facts anew and tell what has changed since.'),
});
