import { z } from 'zod';
import { dateSchema } from '../dates.ts';
import { BED_CATEGORIES, INSTITUTION_KINDS, SERVICES } from '../vocabulary.ts';

export const PURPOSES = [
  'new',
  'relocation',
  'hospital_grade_change',
  'settlement_promotion',
  'add_service',
  'add_beds',
  'bed_conversion',
  'branch',
  'alliance_member',
] as const;
export type Purpose = (typeof PURPOSES)[number];

export const SETTLEMENT_LEVELS = ['I', 'II', 'III'] as const;
export const HOSPITAL_GRADES = ['tertiary', 'secondary', 'primary', 'ungraded'] as const;

const text = z.string().trim().min(1).max(500);
const beds = z.partialRecord(z.enum(BED_CATEGORIES), z.int().min(0).max(100_000));
const evidenced = { document: text.optional(), verified: z.boolean().default(false) };

/**
 * What an applicant asks for, as entered by the agency. Nothing here is taken as proven unless `verified` says so; what is
 * left out is unknown, never "no". Positions: longitude, latitude (or easting, northing) in `crs`.
 */
export const applicationSchema = z
  .strictObject({
    applicant: z.strictObject({
      name: text,
      institution: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .describe('Code (or id:123) of the applicant if it is already in the register: its own old site.'),
    }),
    purpose: z.enum(PURPOSES),
    kind: z.enum(INSTITUTION_KINDS),
    service: z.enum(SERVICES).describe('The one service asked for; ask for each service by itself.'),
    category: z
      .string()
      .trim()
      .max(200)
      .optional()
      .describe('Licence category (医疗机构类别) exactly as printed; needed for medical institutions.'),
    site: z
      .strictObject({
        lon: z.number(),
        lat: z.number(),
        crs: z
          .string()
          .optional()
          .describe('CRS84, EPSG:4490, GCJ02, BD09 …; left out = unknown, and no distance is then decided.'),
        accuracyM: z.number().min(0).max(5_000).describe('Radius in metres; 0 = surveyed.'),
        verified: z.boolean().default(false).describe('Somebody has confirmed the entrance.'),
      })
      .optional(),
    licence: z
      .strictObject({
        certificate: z.enum(['practice_licence', 'record_filing']).default('practice_licence'),
        authority: text.optional(),
        authorityLevel: z.enum(['province', 'city', 'county']).optional(),
        areaCode: text.optional().describe('Area of the authority that issued it.'),
        firstObtainedOn: dateSchema.optional(),
        obtainedOn: dateSchema.optional(),
      })
      .optional(),
    businessLicenceAreaCode: text
      .optional()
      .describe('Area of the authority that issued the business licence (营业执照).'),
    managementArea: text
      .optional()
      .describe('Code or name of the management area (医保管理区域); never derived from the position.'),
    beds: beds.optional().describe('Designated beds asked for, by category.'),
    bedConversion: z.strictObject({ from: beds, to: beds }).optional(),
    claims: z
      .array(
        z.strictObject({
          ground: z.string().regex(/^[a-z][a-z0-9_]*$/),
          governmentLevel: z.enum(['national', 'provincial', 'municipal', 'county', 'other']).optional(),
          physician: text.optional().describe('Whom the ground concerns (renowned physicians).'),
          ...evidenced,
        }),
      )
      .max(20)
      .default([])
      .describe('Grounds of exemption or priority claimed, with their evidence.'),
    relocation: z
      .strictObject({
        ground: z.enum([
          'natural_disaster',
          'demolition_or_requisition',
          'major_accident',
          'dangerous_building_demolition',
          'other_force_majeure',
          'ordinary',
        ]),
        ...evidenced,
      })
      .optional(),
    gradeChange: z.strictObject({ from: z.enum(HOSPITAL_GRADES), to: z.enum(HOSPITAL_GRADES) }).optional(),
    promotion: z
      .strictObject({
        from: z.enum(SETTLEMENT_LEVELS),
        to: z.enum(SETTLEMENT_LEVELS),
        decidedOn: dateSchema
          .optional()
          .describe('Date of the promotion decision; default the date asked for.'),
      })
      .optional(),
    statements: z
      .record(z.string().regex(/^[a-z][a-z0-9_]*$/), z.strictObject({ value: z.boolean(), ...evidenced }))
      .default({})
      .describe(
        'Yes/no facts with evidence: entry_conditions_met, regional_medical_centre, settlement_level_reached, high_value_prescriptions …',
      ),
    personalAccountOpenedOn: dateSchema.optional().describe('When the register does not know it.'),
    designatedOn: dateSchema.optional().describe('Intended effective date of the agreement.'),
    scores: z
      .array(
        z.strictObject({
          evaluation: z.enum(['personal_account_entry', 'current_entry']),
          value: z.number(),
          evaluatedOn: dateSchema,
        }),
      )
      .max(10)
      .default([]),
    submittedAt: z.iso.datetime({ offset: true }).optional(),
  })
  .meta({ id: 'application' });
export type Application = z.output<typeof applicationSchema>;
export type ApplicationInput = z.input<typeof applicationSchema>;
