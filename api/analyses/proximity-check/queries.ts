import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

const site = { lon: z.number(), lat: z.number(), typeNo: z.number().nullable(), kind: z.string().nullable() };

export const listNeighbours = namedQuery('proximity/list-neighbours', {
  plan: 'generic',
  params: z.object({
    ...site,
    limitM: z.number(),
    accuracyM: z.number(),
    asOf: z.string(),
    excludedIds: z.array(z.number()),
    rowLimit: z.number(),
    typeScheme: z.string(),
  }),
  row: z.object({
    relation: z.enum(['within', 'exempt', 'uncertain', 'lapsed', 'untyped', 'beyond']),
    total_in_relation: z.number(),
    distance_m: z.number(),
    institution_id: z.number(),
    code: z.string().nullable(),
    name: z.string(),
    kind: z.string(),
    category: z.string().nullable(),
    type_no: z.number().nullable(),
    accuracy_m: z.number(),
    verified: z.boolean(),
    source_crs: z.string().nullable(),
    is_synthetic: z.boolean(),
    street: z.string().nullable(),
    county: z.string().nullable(),
    services: z.array(z.string()),
    suspended: z.boolean(),
    counts_from: z.string().nullable(),
    /** Last day of an agreement that no longer runs. */
    last_day: z.string().nullable(),
    lon: z.number(),
    lat: z.number(),
  }),
});

export type Neighbour = z.output<typeof listNeighbours.row>;

export const describeSite = namedQuery('proximity/describe-site', {
  plan: 'generic',
  params: z.object({
    ...site,
    radiusM: z.number(),
    accuracyM: z.number(),
    asOf: z.string(),
    excludedIds: z.array(z.number()),
    typeScheme: z.string(),
  }),
  row: z.object({
    extent: z.enum(['unknown', 'outside', 'leaves', 'inside']),
    unplaced: z.number(),
    rejected_rows: z.number(),
    circle: z.string(),
  }),
});

export const findInstitutionsToExclude = namedQuery('proximity/find-institutions-to-exclude', {
  params: z.object({ names: z.array(z.string()) }),
  row: z.object({
    given: z.string(),
    institution_id: z.number(),
    code: z.string().nullable(),
    name: z.string(),
    type_no: z.number().nullable(),
    kind: z.string(),
  }),
});

export const findDesignatedOfKind = namedQuery('proximity/find-designated-of-kind', {
  params: z.object({ kind: z.string(), asOf: z.string() }),
  row: z.object({ institution_id: z.number() }),
});
