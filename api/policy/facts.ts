import { z } from 'zod';
import { dateSchema } from '../dates.ts';
import { areaFactsSchema, areaRefSchema, traitSchema } from './facts-of-areas.ts';
import { poolSchema, waitingSchema } from './facts-of-release.ts';
import { walkFactsSchema, walkToSchema } from './facts-of-walks.ts';

const date = dateSchema;
const institutionId = z.number();

/** A period in which the agreement for one service had one status. */
const servicePeriodSchema = z.strictObject({
  service: z.string(),
  status: z.enum(['active', 'suspended', 'terminated', 'withdrawn']),
  from: date.nullable(),
  to: date.nullable(),
  countsFrom: date.nullable(),
  isTemporary: z.boolean().default(false),
});

/** An institution near the site that may matter; lapsed = the agreement ran out without a recorded end. */
export const neighbourSchema = z.strictObject({
  institutionId,
  code: z.string().nullable(),
  name: z.string(),
  kind: z.string(),
  category: z.string().nullable(),
  typeNo: z.number().nullable(),
  lon: z.number(),
  lat: z.number(),
  distanceM: z.number().describe('Geodesic, to the millimetre, unrounded otherwise.'),
  accuracyM: z.number(),
  verified: z.boolean(),
  designated: z
    .enum(['in_force', 'lapsed', 'ended', 'never'])
    .describe('On the date; in force includes suspended.'),
  suspended: z.boolean(),
  isTemporary: z.boolean().describe('Designated only temporarily.'),
  countsFrom: date.nullable().describe('Set when it is exempt and not counted before this day.'),
  services: z.array(z.string()).describe('Services in force on the date.'),
  settlementLevel: z.string().nullable(),
  isBranchOfApplicant: z.boolean(),
  county: z.string().nullable(),
  street: z.string().nullable(),
});
export type NeighbourFact = z.output<typeof neighbourSchema>;

export const applicantFactsSchema = z.strictObject({
  institutionId,
  code: z.string().nullable(),
  name: z.string(),
  kind: z.string(),
  category: z.string().nullable(),
  typeNo: z.number().nullable(),
  lon: z.number().nullable(),
  lat: z.number().nullable(),
  movedM: z.number().nullable().describe('Distance from the old to the new site in metres.'),
  services: z.array(servicePeriodSchema),
  grades: z.array(
    z.strictObject({
      scale: z.enum(['hospital_grade', 'settlement_level']),
      grade: z.string(),
      obtainedBy: z.enum(['assessed', 'carried_over', 'downgraded']).nullable(),
      from: date.nullable(),
      to: date.nullable(),
    }),
  ),
  designatedBeds: z.record(z.string(), z.number()),
  coachingUntil: date.nullable(),
  isBranch: z.boolean(),
});

/**
 * Everything that the rules read, as of one date, gathered once and stored with the assessment so that it can be replayed.
 * `null` and absent mean unknown, never zero. Degrees WGS 84, metres, persons, beds; rates as ratios (0.75).
 */
export const factsSchema = z
  .strictObject({
    asOf: date,
    ledgerAsOf: date
      .nullable()
      .default(null)
      .describe('Day of settlement on which lots must be valid, when later than the cut-off; null = asOf.'),
    applicationId: z
      .string()
      .nullable()
      .default(null)
      .describe(
        'Id of the application: its own place in `queues`; null = not stored, it would join at the end.',
      ),
    dataVersions: z
      .record(z.string(), z.string())
      .default({})
      .describe('Dataset → version (import, date of entry).'),
    isSynthetic: z.boolean().default(false),
    unresolved: z
      .array(
        z.strictObject({
          field: z.string(),
          value: z.string(),
          problem: z.enum(['unknown', 'ambiguous', 'elsewhere']),
        }),
      )
      .default([])
      .describe('What the application names and no area fits, or several do; elsewhere = not in the city.'),
    type: z
      .strictObject({
        scheme: z.string(),
        typeNo: z.number().nullable(),
        problem: z.enum(['empty', 'not-listed', 'several-types']).nullable(),
        candidates: z.array(z.number()),
      })
      .nullable()
      .default(null),
    site: z
      .strictObject({
        lon: z.number(),
        lat: z.number(),
        crsKnown: z.boolean(),
        accuracyM: z.number(),
        verified: z.boolean(),
        locationStatus: z.enum(['located', 'border', 'outside']),
        extent: z
          .enum(['inside', 'leaves', 'outside', 'unknown'])
          .describe('Whether the searched circle stays where data exists.'),
        leavesCity: z.boolean().describe('The searched circle crosses the border of the city.'),
      })
      .nullable()
      .default(null),
    applicant: applicantFactsSchema
      .nullable()
      .default(null)
      .describe('The applicant in the register; null if it is not there.'),
    neighbours: z
      .strictObject({
        searchedM: z.number(),
        listed: z.array(neighbourSchema),
        truncated: z.boolean(),
        unplaced: z
          .number()
          .describe('Designated institutions of the same or unknown type without a position.'),
        isDataSilent: z
          .boolean()
          .describe('No institution of the kind is known to be designated anywhere on the date.'),
        registersUndesignated: z
          .boolean()
          .describe('Institutions that are not designated are in the register too.'),
      })
      .nullable()
      .default(null),
    walk: walkFactsSchema
      .nullable()
      .default(null)
      .describe('Walking distances; null = no walking network is loaded.'),
    street: areaFactsSchema.nullable().default(null),
    county: areaFactsSchema.nullable().default(null).describe('District by location.'),
    city: areaFactsSchema.nullable().default(null),
    licensingArea: areaRefSchema.nullable().default(null),
    licensingLevel: z.enum(['province', 'city', 'county']).nullable().default(null),
    businessArea: areaFactsSchema
      .nullable()
      .default(null)
      .describe('District of the business licence (pharmacies).'),
    managementArea: areaFactsSchema.nullable().default(null),
    zones: z
      .array(z.strictObject({ area: areaFactsSchema, position: z.enum(['inside', 'border']) }))
      .default([])
      .describe('Areas with polygon and trait (main urban …) that contain the site.'),
    traits: z
      .array(traitSchema)
      .default([])
      .describe('Classifications in force of the areas that contain the site.'),
    traitsKnown: z
      .array(z.string())
      .default([])
      .describe('Traits for which the city has any entry in force.'),
    categoryLists: z
      .array(
        z.strictObject({
          list: z.string(),
          categories: z.array(z.string()),
          document: z.string(),
          publishedOn: date.nullable(),
        }),
      )
      .default([]),
    parameters: z
      .array(
        z.strictObject({
          name: z.string(),
          value: z.number(),
          unit: z.string(),
          qualifier: z.string().nullable(),
          from: date.nullable(),
          to: date.nullable(),
          document: z.string(),
        }),
      )
      .default([])
      .describe('Dated values that the authority has set for this plan, valid on the date.'),
    annualPlans: z
      .array(
        z.strictObject({
          annualPlanId: z.number(),
          year: z.int(),
          areaCode: z.string(),
          areaLevel: z.string(),
          kind: z.string(),
          service: z.string().nullable(),
          category: z.string().nullable(),
          quantity: z.number(),
          used: z.number(),
          publishedOn: date,
          document: z.string(),
        }),
      )
      .default([]),
    fundWarnings: z
      .array(z.strictObject({ id: z.number(), from: date, to: date.nullable(), document: z.string() }))
      .default([]),
    emergencies: z
      .array(z.strictObject({ id: z.number(), from: date, to: date.nullable(), document: z.string() }))
      .default([]),
    pools: z.array(poolSchema).default([]),
    queues: z.array(waitingSchema).default([]),
    freeAdditions: z
      .array(
        z.strictObject({
          areaCode: z.string(),
          category: z.string(),
          admittedOn: date,
          applicationId: z.string(),
        }),
      )
      .default([])
      .describe('Free additions already made within the plan period in the areas of the site.'),
    exemptionUses: z
      .array(
        z.strictObject({
          ground: z.string(),
          physician: z.string().nullable(),
          institution: z.string().nullable(),
          admittedOn: date,
        }),
      )
      .default([]),
    totals: z
      .strictObject({
        pooledInstitutions: z.number(),
        inpatientBeds: z.number(),
        pharmacies: z.number(),
        openBedsByGrade: z.record(z.string(), z.number()),
      })
      .nullable()
      .default(null),
    designatedByService: z
      .record(z.string(), z.int())
      .nullable()
      .default(null)
      .describe('Institutions of the city in force on the date, by kind:service (pharmacy:special_drugs).'),
    earlierInBatch: z
      .strictObject({
        procedureId: z.string().optional().describe('Set while a batch is being settled.'),
        annualPlans: z.record(z.string(), z.number()).default({}),
        pools: z.record(z.string(), z.number()).default({}).describe('poolKind@areaCode → quantity.'),
        places: z.record(z.string(), z.number()).default({}).describe('areaCode:pharmacyKind → quantity.'),
        freeAdditions: z.array(z.strictObject({ areaCode: z.string(), category: z.string() })).default([]),
        sites: z
          .array(
            z.strictObject({
              applicationId: z.string(),
              name: z.string(),
              kind: z.string(),
              category: z.string().nullable(),
              typeNo: z.number().nullable(),
              lon: z.number(),
              lat: z.number(),
              accuracyM: z.number(),
              distanceM: z.number(),
              walk: walkToSchema
                .optional()
                .describe(
                  'The walk between the two sites (snapM: of the one farther from the network); absent = not known.',
                ),
            }),
          )
          .default([]),
      })
      .default({ annualPlans: {}, pools: {}, places: {}, freeAdditions: [], sites: [] })
      .describe('What applicants ranked higher in the same batch have taken.'),
  })
  .meta({ id: 'facts' });
export type Facts = z.output<typeof factsSchema>;
export type FactsInput = z.input<typeof factsSchema>;
