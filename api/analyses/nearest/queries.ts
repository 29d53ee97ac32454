import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

const selection = {
  typeNo: z.number().nullable(),
  kind: z.string().nullable(),
  service: z.string().nullable(),
};

export const listNearest = namedQuery('nearest/list-nearest', {
  params: z.object({
    lon: z.number(),
    lat: z.number(),
    ...selection,
    k: z.number(),
    asOf: z.string(),
    typeScheme: z.string(),
  }),
  row: z.object({
    rank: z.number(),
    distance_m: z.number(),
    tied_at_distance: z.number(),
    institution_id: z.number(),
    code: z.string().nullable(),
    name: z.string(),
    kind: z.string(),
    category: z.string().nullable(),
    type_no: z.number().nullable(),
    accuracy_m: z.number(),
    verified: z.boolean(),
    is_synthetic: z.boolean(),
    street: z.string().nullable(),
    county: z.string().nullable(),
    services: z.array(z.string()),
    suspended: z.boolean(),
    lon: z.number(),
    lat: z.number(),
  }),
});

export type NearInstitution = z.output<typeof listNearest.row>;

export const countUnknowns = namedQuery('nearest/count-unknowns', {
  params: z.object({ ...selection, asOf: z.string(), typeScheme: z.string() }),
  row: z.object({ unplaced: z.number(), untyped: z.number(), has_designated: z.boolean() }),
});
