import { z } from 'zod';
import { ANALYSES } from '../analyses/registry.ts';
import { JOB_STATUSES } from './job-record.ts';

const [first, ...others] = ANALYSES.map(({ id }) => id);
const analysisId = z.enum([first ?? '', ...others]);

/** Body of a job; `input` is then read by the schema of its analysis. */
export const newJobSchema = z.strictObject({
  analysis: analysisId.describe('Which question.'),
  input: z
    .record(z.string(), z.unknown())
    .default({})
    .describe('Inputs of the question, as its own address takes them.'),
  scenario: z.uuid().optional().describe('Id of a scenario; default: the register as it is.'),
});

export const jobsQuerySchema = z.strictObject({
  status: z.enum(JOB_STATUSES).optional().describe('Only jobs in this state.'),
  analysis: analysisId.optional().describe('Only jobs of this question.'),
  limit: z.coerce.number().int().min(1).max(1_000).default(50).describe('Most jobs of a page.'),
  after: z.coerce
    .number()
    .int()
    .min(1)
    .max(Number.MAX_SAFE_INTEGER)
    .optional()
    .describe('From the link to the next page.'),
});

const link = z.object({ href: z.string(), rel: z.string(), type: z.string(), title: z.string() });

/** A job as it is told; the members of `StatusInfo` of OGC API - Processes, and some more. */
export const statusInfoSchema = z
  .object({
    jobID: z.string(),
    processID: z.string().describe('Id of the question.'),
    type: z.literal('process'),
    status: z.enum(JOB_STATUSES),
    message: z.string().optional().describe('What it does, or why it failed.'),
    message_zh: z.string().optional(),
    progress: z.number().int().min(0).max(100).describe('Per cent.'),
    created: z.iso.datetime(),
    started: z.iso.datetime().optional(),
    finished: z.iso.datetime().optional(),
    updated: z.iso.datetime(),
    attempts: z.number().int().describe('How often it was begun; more than once after a process died.'),
    scenario: z.string().optional(),
    input: z.record(z.string(), z.unknown()).optional().describe('Inputs; not in lists.'),
    problem: z.record(z.string(), z.unknown()).optional().describe('Why it failed (RFC 9457); not in lists.'),
    links: z.array(link),
  })
  .meta({ id: 'statusInfo' });

export type StatusInfo = z.output<typeof statusInfoSchema>;

export const jobsPageSchema = z.object({ jobs: z.array(statusInfoSchema), links: z.array(link) });
