import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { ROUTES } from '../../policy/release/settlement.ts';

const document = z.string().trim().min(1).max(500);

export const admissionSchema = z.object({
  id: z.uuid(),
  application: z.uuid(),
  settlement: z.uuid().nullable(),
  plan: z.string(),
  admittedOn: dateSchema,
  route: z
    .enum(ROUTES)
    .describe('By what it enters: release, free addition, place of a street, annual plan …'),
  annualPlanId: z.int().nullable(),
  annualQuantity: z.int(),
  beds: z.int().nullable(),
  exemptionGround: z.string().nullable(),
  physician: z.string().nullable(),
  countsFrom: dateSchema.nullable(),
  assessment: z.uuid(),
  designation: z.int().nullable().describe('fid in /collections/designations once it is designated.'),
  admittedBy: z.string(),
  admittedAt: z.iso.datetime(),
});
export type AdmissionRecord = z.output<typeof admissionSchema>;

export const newAdmissionSchema = z.strictObject({
  admittedOn: dateSchema.optional().describe('Day of the decision; the facts are as of it. Default today.'),
  document: document.optional(),
});

export const designationRequestSchema = z.strictObject({
  effectiveOn: dateSchema.describe('First day of the agreement.'),
  document: document.describe('Agreement or decision that designates it.'),
  institution: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe(
      'Institution of the register (code or id:123); left out = the applicant of the register, else a new one entered from the application.',
    ),
  newCode: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Code of the institution that is entered, by which later imports of the register find it.'),
  lapsesOn: dateSchema
    .optional()
    .describe('Last day of a temporary designation; needed where the emergency has no recorded end.'),
});
export type DesignationRequest = z.output<typeof designationRequestSchema>;

export const designationAnswerSchema = z.object({
  application: z.uuid(),
  admission: z.uuid(),
  institution: z.object({
    fid: z.int(),
    code: z.string().nullable(),
    name: z.string(),
    isNew: z.boolean(),
  }),
  designation: z.int().describe('fid in /collections/designations.'),
  service: z.string(),
  effectiveOn: dateSchema,
  countsFrom: dateSchema
    .nullable()
    .describe('First day on which it counts in control quantities; null = at once.'),
  coachingUntil: dateSchema.nullable(),
  lapsesOn: dateSchema.nullable(),
  oldSite: z.int().nullable().describe('fid under which the old address is kept after a move.'),
  endedServices: z.array(z.string()).describe('Services that ended with the old address.'),
});
export type DesignationAnswer = z.output<typeof designationAnswerSchema>;
