import { z } from 'zod';
import { localizedSchema } from '../localized.ts';
import { outcomeSchema, overallSchema } from './outcome.ts';

/** A datum that a rule needs and does not have; `item` is a stable name (see docs/guide/assessments.md). */
export const missingSchema = z.strictObject({
  item: z.string(),
  areaCode: z.string().optional(),
  zh: z.string(),
  en: z.string(),
});
export type Missing = z.output<typeof missingSchema>;

/** An institution that a finding rests on; positions in degrees WGS 84, distances in metres. */
export const institutionEvidenceSchema = z.strictObject({
  institutionId: z.number().nullable(),
  applicationId: z.string().nullable(),
  name: z.string(),
  category: z.string().nullable(),
  typeNo: z.number().nullable(),
  relation: z.string().describe('within, uncertain, exempt, lapsed, untyped, unverified, in_batch, beyond …'),
  distanceM: z.number().nullable(),
  bandM: z.number().nullable().describe('Accuracy of both points together in metres.'),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  county: z.string().nullable(),
  walkM: z
    .number()
    .optional()
    .describe('Metres on foot, the ways to and from the network included; absent = not walked, or no path.'),
  walkMinutes: z.number().optional().describe('Minutes of that walk at the speed of the rule.'),
  walkBeyondM: z.number().optional().describe('A path is known, and it is longer than this many metres.'),
  siteSnapM: z.number().optional().describe('Metres from the site to the walking network.'),
  snapM: z.number().optional().describe('Metres from the institution to the walking network.'),
});
export type InstitutionEvidence = z.output<typeof institutionEvidenceSchema>;

export const evidenceSchema = z
  .strictObject({
    institutions: z.array(institutionEvidenceSchema).optional(),
    areas: z.array(z.strictObject({ code: z.string(), name: z.string(), role: z.string() })).optional(),
    lots: z
      .array(
        z.strictObject({ lotId: z.string(), quantity: z.number(), validTo: z.string(), role: z.string() }),
      )
      .optional(),
    documents: z.array(z.string()).optional(),
  })
  .meta({ id: 'evidence' });
export type Evidence = z.output<typeof evidenceSchema>;

/** What an admission would take: settlement books it, later applicants of the batch find it taken. */
export const drawSchema = z
  .discriminatedUnion('resource', [
    z.strictObject({
      resource: z.literal('pool'),
      poolKind: z.string(),
      areaCode: z.string(),
      quantity: z.number().int().positive(),
      retireX: z.number().int().positive().describe('X of retire-X-add-1.'),
    }),
    z.strictObject({
      resource: z.literal('annual_plan'),
      annualPlanId: z.number(),
      quantity: z.number().int().positive(),
    }),
    z.strictObject({
      resource: z.literal('place'),
      areaCode: z.string(),
      pharmacyKind: z.string(),
      quantity: z.number().int().positive(),
    }),
    z.strictObject({ resource: z.literal('free_addition'), areaCode: z.string(), category: z.string() }),
  ])
  .meta({ id: 'draw' });
export type Draw = z.output<typeof drawSchema>;

const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);

/** What a rule kind returns; the engine adds rule, citation and effects. */
export const rawFindingSchema = z.strictObject({
  outcome: outcomeSchema,
  measured: scalar.optional().describe('Unrounded.'),
  comparator: z.enum(['<=', '<', '>=', '>', '=', 'in']).optional(),
  threshold: scalar.optional(),
  unit: z.string().optional(),
  reason: localizedSchema,
  missing: z
    .array(missingSchema)
    .optional()
    .describe('Named whenever the outcome is MANUAL_REVIEW for want of data.'),
  evidence: evidenceSchema.optional(),
  /** Values that other rules or the workflow read: class, group, pool, coachingUntil, countsFrom … */
  derived: z.record(z.string(), scalar).optional(),
  draws: z.array(drawSchema).optional(),
  /** Datasets the finding rests on; the engine joins their versions. */
  uses: z.array(z.string()).optional(),
});
export type RawFinding = z.output<typeof rawFindingSchema>;

export const citationSchema = z.strictObject({
  source: z.string().min(1).describe('Key of the plan’s sources.'),
  section: z.string().min(1).describe('Section as printed, e.g. §三(一)2.'),
  quote: z.string().min(1).optional().describe('A few words of the clause, exactly as printed.'),
  note: localizedSchema.optional(),
});
export type Citation = z.output<typeof citationSchema>;

export const findingSchema = rawFindingSchema
  .extend({
    ruleId: z.string(),
    kind: z.string(),
    group: z.string(),
    title: localizedSchema,
    citation: citationSchema,
    dataVersions: z.record(z.string(), z.string()),
    /** Present when another rule changed the outcome that this rule reached by itself. */
    changed: z
      .array(
        z.strictObject({ from: outcomeSchema, to: outcomeSchema, by: z.string(), reason: localizedSchema }),
      )
      .optional(),
  })
  .meta({ id: 'finding' });
export type Finding = z.output<typeof findingSchema>;

export const assessmentResultSchema = z
  .strictObject({
    planId: z.string(),
    planVersion: z.string(),
    planStatus: z.enum(['draft', 'in_force', 'expired']),
    asOf: z.string(),
    overall: overallSchema,
    summary: localizedSchema,
    findings: z.array(findingSchema),
  })
  .meta({ id: 'assessmentResult' });
export type AssessmentResult = z.output<typeof assessmentResultSchema>;
