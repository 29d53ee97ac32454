import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

const figure = z.object({
  value: z.number(),
  as_of: z.string(),
  document: z.string(),
  is_modelled: z.boolean(),
  is_synthetic: z.boolean(),
});
/** A dated figure of an area, as it goes into the answer. */

const bound = z.object({
  lower: z.number().nullable(),
  upper: z.number().nullable(),
  version: z.string(),
  document: z.string(),
  valid_from: z.string().nullable(),
  valid_to: z.string().nullable(),
  is_synthetic: z.boolean(),
});

const count = z.number();
const beds = z.number().nullable();

/** Institutions and beds that no area of the level holds, and why. */
export const inNoArea = z.object({
  institutions: count,
  medical: count,
  on_border: count,
  without_position: count,
  outside: count,
  beds_open: count,
  beds_ltc_open: count,
  inpatient_without_bed_data: count,
});

export const summariseAreas = namedQuery('saturation/summarise-areas', {
  params: z.object({
    level: z.enum(['county', 'street']),
    asOf: z.string(),
    service: z.string().nullable(),
    pharmacyKind: z.string(),
    attribution: z.enum(['location', 'business_licence']),
    scopeLevel: z.string().nullable(),
    scopeCode: z.string().nullable(),
    geometry: z.enum(['none', 'full', 'simplified']),
    rowLimit: z.number(),
    institutionIds: z.array(count).nullable(),
    streetIds: z.array(count.nullable()).nullable(),
    countyIds: z.array(count.nullable()).nullable(),
    cityIds: z.array(count.nullable()).nullable(),
    statuses: z.array(z.string()).nullable(),
  }),
  row: z.object({
    area_id: count,
    code: z.string(),
    level: z.string(),
    name: z.string(),
    name_en: z.string().nullable(),
    parent_code: z.string().nullable(),
    parent_name: z.string().nullable(),
    area_km2: z.number().nullable(),
    is_synthetic: z.boolean(),
    areas: count,
    actual: count,
    not_yet_counted: count,
    attribution_differs: count,
    possible_more: count,
    other_actual: count,
    other_possible_more: count,
    licence_known: z.boolean(),
    bound: bound.nullable(),
    other_bound_kinds: z.array(z.string()).nullable(),
    medical: count,
    pharmacy: count,
    ltc_home: count,
    ltc_residential: count,
    ltc_both: count,
    beds_licensed: beds,
    beds_open: beds,
    beds_designated: beds,
    beds_ltc_open: beds,
    bed_rows_without_open: count,
    use_occupied_bed_days: z.number().nullable(),
    use_open_bed_days: z.number().nullable(),
    use_beds: beds,
    use_from: z.string().nullable(),
    use_to: z.string().nullable(),
    use_implausible: count,
    inpatient_without_bed_data: count,
    beds_tertiary: beds,
    beds_secondary: beds,
    beds_primary: beds,
    beds_ungraded: beds,
    beds_grade_unknown: beds,
    resident_pop: figure.nullable(),
    insured_pop: figure.nullable(),
    bed_use_rate: figure.nullable(),
    overall: z.object({
      designated: count,
      counted: count,
      not_yet_counted: count,
      unattributed: count,
      outside_every_area: count,
      attribution_differs: count,
      licensed: count,
      is_synthetic: z.boolean(),
      in_no_area: inNoArea,
    }),
    geometry: z.string().nullable(),
  }),
});
export type AreaRow = z.output<typeof summariseAreas.row>;
