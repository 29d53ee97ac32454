import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

const selection = {
  limitM: z.number(),
  asOf: z.string(),
  typeNo: z.number().nullable(),
  kind: z.string().nullable(),
  service: z.string().nullable(),
};
const scheme = { typeScheme: z.string() };
const area = { level: z.string(), areaIds: z.array(z.number()) };
const byPolygon = { byPolygon: z.boolean() };
const moved = {
  movedIds: z.array(z.number()).nullable(),
  movedStreetIds: z.array(z.number().nullable()).nullable(),
};
const page = { afterDriver: z.number(), afterOther: z.number(), rowLimit: z.number() };

const count = z.object({
  part: z.enum(['total', 'type', 'street']),
  key: z.number().nullable(),
  code: z.string().nullable(),
  name: z.string().nullable(),
  county: z.string().nullable(),
  conflict: z.number(),
  uncertain: z.number(),
  is_synthetic: z.boolean(),
});
export type PairCount = z.output<typeof count>;

const pair = z.object({
  driver_id: z.number(),
  other_id: z.number(),
  distance_m: z.number(),
  verdict: z.enum(['within', 'uncertain']),
  band_m: z.number(),
  type_no: z.number().nullable(),
  kind: z.string(),
  a_id: z.number(),
  a_code: z.string().nullable(),
  a_name: z.string(),
  a_category: z.string().nullable(),
  a_street: z.string().nullable(),
  a_lon: z.number(),
  a_lat: z.number(),
  b_id: z.number(),
  b_code: z.string().nullable(),
  b_name: z.string(),
  b_category: z.string().nullable(),
  b_street: z.string().nullable(),
  b_lon: z.number(),
  b_lat: z.number(),
  both_verified: z.boolean(),
  is_synthetic: z.boolean(),
});
export type Pair = z.output<typeof pair>;

export const countPairs = namedQuery('conflict-audit/count-pairs', {
  params: z.object({ ...selection, ...scheme, ...moved }),
  row: count,
});

export const countPairsInArea = namedQuery('conflict-audit/count-pairs-in-area', {
  params: z.object({ ...selection, ...area, ...scheme, ...byPolygon, ...moved }),
  row: count,
});

export const listPairs = namedQuery('conflict-audit/list-pairs', {
  params: z.object({ ...selection, ...page, ...scheme }),
  row: pair,
});

export const listPairsInArea = namedQuery('conflict-audit/list-pairs-in-area', {
  params: z.object({ ...selection, ...page, ...area, ...scheme, ...byPolygon }),
  row: pair,
});

export const countUnknowns = namedQuery('conflict-audit/count-unknowns', {
  params: z.object({
    asOf: z.string(),
    typeNo: z.number().nullable(),
    kind: z.string().nullable(),
    service: z.string().nullable(),
    ...scheme,
    level: z.string().nullable(),
    areaIds: z.array(z.number()).nullable(),
    ...byPolygon,
  }),
  row: z.object({ unplaced: z.number(), untyped: z.number(), on_border: z.number().nullable() }),
});
