import { z } from 'zod';
import { metricInput } from '../metric-input.ts';

/** Most origins, and most destinations, of one question. */
export const MAX_MATRIX_POINTS = 10_000;

/** One point of a matrix. */
export const matrixPointInput = z.strictObject({
  id: z
    .union([z.string().min(1).max(200), z.number()])
    .optional()
    .describe('Name given back in the answer; default the place in the list, from 0.'),
  lon: z.number().describe('Longitude in degrees (or easting in metres of a projected crs).'),
  lat: z.number().describe('Latitude in degrees (or northing in metres of a projected crs).'),
  crs: z.string().default('CRS84').describe('CRS84, EPSG:4490, EPSG:45xx, EPSG:3857, GCJ02 or BD09.'),
});
export type MatrixPointInput = z.output<typeof matrixPointInput>;

/** A point is described, not checked, with the list: so that a bad one does not fail the others. */
const { $schema: _dialect, ...pointSchema } = z.toJSONSchema(matrixPointInput, {
  io: 'input',
  target: 'openapi-3.0',
});

const { maxSnapM, network } = metricInput;

/** What a matrix is asked with. The points are read one by one. */
export const walkMatrixInput = z.strictObject({
  origins: z
    .array(z.unknown().meta(pointSchema))
    .min(1)
    .max(MAX_MATRIX_POINTS)
    .describe('Points {id?, lon, lat, crs?} to walk from, at most 10,000; one line each in the answer.'),
  destinations: z
    .array(z.unknown().meta(pointSchema))
    .min(1)
    .max(MAX_MATRIX_POINTS)
    .describe('Points {id?, lon, lat, crs?} to walk to, at most 10,000.'),
  maxWalkM: metricInput.maxWalkM.describe('Walking limit in metres; the limit itself is within.'),
  minutes: metricInput.minutes.describe('Walking limit in minutes, instead of maxWalkM; needs speedKmh.'),
  speedKmh: metricInput.speedKmh,
  maxSnapM: maxSnapM.describe(
    'Longest way in metres between a point and the network; beyond it nothing is concluded.',
  ),
  network: network.describe('Code of a version of the walking network; default the active ones.'),
});
export type WalkMatrixInput = z.output<typeof walkMatrixInput>;
