import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';
import { applicantFactsSchema, factsSchema, neighbourSchema } from '../../policy/facts.ts';
import { areaFactsSchema, areaRefSchema, traitSchema } from '../../policy/facts-of-areas.ts';

const number = z.number();
const text = z.string();

const siteRow = z.object({
  lon: number,
  lat: number,
  accuracy_m: number,
  /** Null where the application gave the position. */
  verified: z.boolean().nullable(),
  location_status: z.enum(['located', 'border', 'outside']),
  extent: z.enum(['unknown', 'outside', 'leaves', 'inside']),
  /** Null without a polygon of the city. */
  leaves_city: z.boolean().nullable(),
});
const containingRow = z.object({
  area: areaRefSchema,
  area_km2: number.nullable(),
  city_code: text.nullable(),
  inside: z.boolean(),
  decided: z.boolean(),
  parent: areaRefSchema.nullable(),
});
const namedRow = z.object({
  role: z.enum([
    'city',
    'licensing',
    'business',
    'management',
    'register_licensing',
    'register_business',
    'register_management',
  ]),
  given: text.nullable(),
  by_code: z.boolean(),
  area: areaRefSchema,
  city_code: text.nullable(),
});
export type NamedArea = z.output<typeof namedRow>;
const applicantRow = applicantFactsSchema.extend({
  typeScheme: text.nullable(),
  licensingLevel: z.enum(['province', 'city', 'county']).nullable(),
  isSynthetic: z.boolean(),
});

export const describePlace = namedQuery('facts/describe-place', {
  params: z.object({
    lon: number.nullable(),
    lat: number.nullable(),
    radiusM: number,
    accuracyM: number,
    asOf: text,
    cityCode: text,
    applicant: text.nullable(),
    ownSite: z.boolean(),
    roles: z.array(text),
    given: z.array(text),
  }),
  row: z.object({
    site: siteRow.nullable(),
    containing: z.array(containingRow),
    named: z.array(namedRow),
    counties: z.array(number),
    applicant: applicantRow.nullable(),
  }),
});
export type Place = z.output<typeof describePlace.row>;

export const listNear = namedQuery('facts/list-near', {
  params: z.object({
    lon: number,
    lat: number,
    searchM: number,
    accuracyM: number,
    asOf: text,
    kind: text,
    types: z.array(number),
    typeScheme: text.nullable(),
    category: text.nullable(),
    leftOutId: number.nullable(),
    applicantId: number.nullable(),
    includeUndesignated: z.boolean(),
    rowLimit: number,
    radiusM: number,
    findSilence: z.boolean(),
  }),
  row: z.object({
    listed: z.array(neighbourSchema.extend({ typeScheme: text.nullable() })),
    truncated: z.boolean(),
    is_synthetic: z.boolean(),
    unplaced: number,
    is_data_silent: z.boolean(),
  }),
});

export const listPromised = namedQuery('facts/list-promised', {
  params: z.object({
    lon: number,
    lat: number,
    accuracyM: number,
    limitM: number,
    kind: text,
    types: z.array(number),
    on: text,
    applicationId: z.uuid().nullable(),
    applicantName: text,
    institution: text.nullable(),
    rowLimit: number,
  }),
  row: z.object({
    application_id: z.uuid(),
    application_no: number,
    is_waiting: z.boolean(),
    name: text,
    kind: text,
    service: text,
    category: text.nullable(),
    type_no: number.nullable(),
    accuracy_m: number,
    lon: number,
    lat: number,
    distance_m: number,
  }),
});

const areaFigures = areaFactsSchema.shape;
export const listAreaFigures = namedQuery('facts/list-area-figures', {
  params: z.object({ areaIds: z.array(number), asOf: text, planId: text }),
  row: z.object({
    area_id: number,
    statistics: areaFigures.statistics,
    bounds: areaFigures.bounds,
    snapshots: areaFigures.snapshots,
    traits: z.array(traitSchema),
    is_synthetic: z.boolean(),
  }),
});
export type AreaFiguresRow = z.output<typeof listAreaFigures.row>;

const facts = factsSchema.shape;
const interval = facts.fundWarnings.unwrap().element;
export const listAuthorityData = namedQuery('facts/list-authority-data', {
  params: z.object({
    planId: text,
    cityCode: text,
    asOf: text,
    usedUntil: text,
    areaIds: z.array(number),
    years: z.array(number),
    applicationId: z.uuid().nullable(),
    periodFrom: text,
    dataCityCode: text,
  }),
  row: z.object({
    annual_plans: facts.annualPlans.unwrap(),
    intervals: z.array(interval.extend({ kind: z.enum(['fund_warning', 'emergency']) })),
    parameters: facts.parameters.unwrap(),
    lists: facts.categoryLists.unwrap(),
    traits_known: z.array(text),
    queues: facts.queues.unwrap(),
    free_additions: facts.freeAdditions.unwrap(),
    exemption_uses: facts.exemptionUses.unwrap(),
    versions: z.record(text, text),
  }),
});

const pharmacyCounts = z.object({
  attribution: z.enum(['location', 'business_licence']),
  level: text,
  code: text,
  all: number,
  all_new: number,
  personal_account: number,
  personal_account_new: number,
  outpatient_pooling: number,
  outpatient_pooling_new: number,
  dual_channel: number,
  dual_channel_new: number,
});
const bedsRow = z.object({
  level: text,
  code: text,
  bed_category: text,
  category: text.nullable(),
  grade: text.nullable(),
  designated: number,
  open: number,
  without_designated: number,
  without_open: number,
});

export const countRegister = namedQuery('facts/count-register', {
  params: z.object({ cityCode: text, asOf: text }),
  row: z.object({
    pharmacies: z.array(pharmacyCounts),
    loose: z.array(
      z.object({
        attribution: z.enum(['location', 'business_licence']),
        level: text,
        scope: z.enum(['city', 'county', 'street']),
        code: text.nullable(),
        count: number,
      }),
    ),
    beds: z.array(bedsRow),
    bed_use: z.array(
      z.object({ level: text, code: text, numerator: number, denominator: number, from: text, to: text }),
    ),
    totals: facts.totals.unwrap(),
    by_service: z.array(z.object({ kind: text, service: text, certain: number, uncertain: number })),
    undesignated_kinds: z.array(text),
    is_synthetic: z.boolean(),
  }),
});
export type RegisterCounts = z.output<typeof countRegister.row>;

export const readSnapshot = namedQuery('facts/read-snapshot', {
  params: z.object({}),
  row: z.object({ version: text, has_written: z.boolean() }),
});
