import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { applicationSchema, PURPOSES } from '../../policy/application.ts';
import { overallSchema } from '../../policy/outcome.ts';
import { INSTITUTION_KINDS, SERVICES } from '../../vocabulary.ts';

export const APPLICATION_STATUSES = [
  'submitted',
  'accepted',
  'waiting',
  'admitted',
  'not_selected',
  'refused',
  'withdrawn',
] as const;
export type ApplicationStatus = (typeof APPLICATION_STATUSES)[number];

/** An application as listed. */
export const applicationSummarySchema = z.object({
  id: z.uuid(),
  no: z.int().describe('Running number.'),
  plan: z.string(),
  batch: z.uuid().nullable(),
  applicant: z.string(),
  purpose: z.enum(PURPOSES),
  kind: z.enum(INSTITUTION_KINDS),
  service: z.enum(SERVICES),
  status: z.enum(APPLICATION_STATUSES),
  revision: z.int().describe('Counts corrections; state it with the next one.'),
  submittedAt: z.iso.datetime(),
  acceptedOn: dateSchema.nullable().describe('Day on which it was taken into its batch.'),
  decidedOn: dateSchema.nullable(),
});
export type ApplicationSummary = z.output<typeof applicationSummarySchema>;

/** The same with its contents, as entered. */
export const applicationRecordSchema = applicationSummarySchema.extend({ application: applicationSchema });
export type ApplicationRecord = z.output<typeof applicationRecordSchema>;

export const assessmentSummarySchema = z.object({
  id: z.uuid(),
  asOf: dateSchema,
  overall: overallSchema,
  revision: z.int().nullable(),
  batch: z.uuid().nullable(),
  madeBy: z.string(),
  madeAt: z.iso.datetime(),
});

export const reviewRecordSchema = z.object({
  id: z.int(),
  ruleId: z.string(),
  decision: z.enum(['accept', 'refuse']),
  ground: z.string(),
  document: z.string().nullable(),
  reviewer: z.string(),
  revision: z.int().describe('Revision of the application that it was made on; it holds for that one only.'),
  decidedOn: dateSchema,
  enteredBy: z.string(),
  enteredAt: z.iso.datetime(),
});
export type ReviewRecord = z.output<typeof reviewRecordSchema>;

/** Columns of `application` behind a summary, in the order of SUMMARY_COLUMNS. */
export interface SummaryRow {
  readonly application_id: string;
  readonly application_no: number;
  readonly plan_id: string;
  readonly batch_id: string | null;
  readonly applicant_name: string;
  readonly purpose: string;
  readonly kind: string;
  readonly service: string;
  readonly status: string;
  readonly revision: number;
  readonly submitted_at: Date;
  readonly accepted_on: string | null;
  readonly decided_on: string | null;
}

export function toSummary(row: SummaryRow): ApplicationSummary {
  return {
    id: row.application_id,
    no: row.application_no,
    plan: row.plan_id,
    batch: row.batch_id,
    applicant: row.applicant_name,
    purpose: row.purpose as ApplicationSummary['purpose'],
    kind: row.kind as ApplicationSummary['kind'],
    service: row.service as ApplicationSummary['service'],
    status: row.status as ApplicationStatus,
    revision: row.revision,
    submittedAt: row.submitted_at.toISOString(),
    acceptedOn: row.accepted_on,
    decidedOn: row.decided_on,
  };
}
