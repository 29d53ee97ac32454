import { z } from 'zod';
import { namedQuery } from '../../db/named-query.ts';

export const listBoxes = namedQuery('eligible-zones/list-boxes', {
  params: z.object({ areaId: z.number() }),
  row: z.object({
    area_km2: z.number().nullable(),
    west: z.array(z.number()),
    south: z.array(z.number()),
    east: z.array(z.number()),
    north: z.array(z.number()),
  }),
});

export const placePoints = namedQuery('eligible-zones/place-points', {
  params: z.object({
    lon: z.array(z.number()),
    lat: z.array(z.number()),
    radiusM: z.number(),
    asOf: z.string(),
    cityCode: z.string(),
    areaId: z.number().nullable(),
  }),
  row: z.object({
    index: z.number(),
    areas: z.array(z.number()),
    touched: z.array(z.number()),
    extent: z.enum(['unknown', 'outside', 'leaves', 'inside']),
    leaves_city: z.boolean().nullable(),
  }),
});
export type PlacedPoint = z.output<typeof placePoints.row>;

export const countUnplaced = namedQuery('eligible-zones/count-unplaced', {
  params: z.object({
    lon: z.array(z.number()),
    lat: z.array(z.number()),
    radiusM: z.number(),
    asOf: z.string(),
    kind: z.string(),
    types: z.array(z.number()),
    typeScheme: z.string().nullable(),
    leftOutId: z.number().nullable(),
  }),
  row: z.object({ index: z.number(), unplaced: z.number() }),
});
