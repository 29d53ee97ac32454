import { z } from 'zod';
import { dateSchema } from '../dates.ts';

export const areaRefSchema = z.strictObject({
  areaId: z.number(),
  code: z.string(),
  level: z.enum(['city', 'county', 'street', 'management']),
  name: z.string(),
  parentCode: z.string().nullable(),
  isSynthetic: z.boolean().default(false),
});
export type AreaRef = z.output<typeof areaRefSchema>;

/**
 * A dated classification of an area: `area_class` 1|2|3, `support` (category → may | caution | …), `remote`, `weak`, `uneven`,
 * `main_urban`, `built_up` …, with the document it comes from.
 */
export const traitSchema = z.strictObject({
  trait: z.string(),
  value: z.string(),
  category: z.string().nullable(),
  areaCode: z.string(),
  areaLevel: z.string(),
  areaName: z.string(),
  areaKm2: z.number().nullable(),
  position: z.enum(['inside', 'border']).default('inside'),
  document: z.string(),
  publishedOn: dateSchema.nullable(),
  from: dateSchema.nullable(),
  to: dateSchema.nullable(),
});
export type Trait = z.output<typeof traitSchema>;

/** Designated pharmacies on the date. A pharmacy counts in `counted` from its counts-from day; exempt newer ones stand apart. */
const pharmacyCountSchema = z.strictObject({
  pharmacyKind: z.enum(['all', 'personal_account', 'outpatient_pooling', 'dual_channel']),
  counted: z.int(),
  notYetCounted: z.int(),
});

export const areaFactsSchema = areaRefSchema
  .extend({
    statistics: z
      .record(
        z.string(),
        z.strictObject({
          value: z.number(),
          asOf: dateSchema,
          document: z.string(),
          isModelled: z.boolean().default(false),
        }),
      )
      .default({})
      .describe(
        'Indicator → latest figure on or before the date: resident_pop, insured_pop, cost_growth, bed_use_rate …',
      ),
    bounds: z
      .array(
        z.strictObject({
          pharmacyKind: z.enum(['all', 'personal_account', 'outpatient_pooling', 'dual_channel']),
          lower: z.number().nullable(),
          upper: z.number().nullable(),
          version: z.string(),
          document: z.string(),
        }),
      )
      .default([]),
    pharmacies: z
      .strictObject({
        attribution: z.enum(['location', 'business_licence']),
        counts: z.array(pharmacyCountSchema),
        unattributed: z
          .int()
          .describe(
            'Designated pharmacies that could belong here but lack the datum (business licence area, position).',
          ),
      })
      .nullable()
      .default(null),
    snapshots: z
      .array(
        z.strictObject({
          snapshotId: z.number(),
          pharmacyKind: z.string(),
          className: z.string(),
          actual: z.number(),
          upper: z.number(),
          asOf: dateSchema,
          publishedOn: dateSchema,
          document: z.string(),
        }),
      )
      .default([])
      .describe('Published saturation classes, latest first.'),
    beds: z
      .array(
        z.strictObject({
          bedCategory: z.string(),
          category: z.string().nullable().describe('Licence category of the institutions.'),
          hospitalGrade: z.string().nullable(),
          designated: z.number(),
          open: z.number(),
          institutionsWithoutFigure: z
            .int()
            .default(0)
            .describe('Institutions whose designated beds are not known.'),
          institutionsWithoutOpen: z.int().default(0).describe('Institutions whose open beds are not known.'),
        }),
      )
      .nullable()
      .default(null)
      .describe('Beds of designated inpatient institutions by category.'),
    bedUse: z
      .strictObject({
        rate: z.number(),
        basis: z.enum(['published', 'computed']),
        numerator: z.number().nullable(),
        denominator: z.number().nullable(),
        periodFrom: dateSchema.nullable(),
        periodTo: dateSchema,
        document: z.string(),
      })
      .nullable()
      .default(null),
  })
  .meta({ id: 'areaFacts' });
export type AreaFacts = z.output<typeof areaFactsSchema>;
