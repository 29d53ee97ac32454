import { z } from 'zod';
import { dateSchema } from '../dates.ts';
import { InvalidInputError } from '../errors.ts';
import { mappingSchema } from './mapping.ts';

/** How a population file becomes a surface of H3 cells. */
export const surfaceSchema = z.strictObject({
  code: z.string().min(1).max(100),
  titleZh: z.string().min(1).max(200),
  titleEn: z.string().min(1).max(200),
  resolution: z.int().min(0).max(15).default(9),
  asOf: dateSchema,
  /** True when the figures are not counted at the place. A spread surface always is. */
  modelled: z.boolean().default(false),
  method: z.string().min(1).max(1000),
  document: z.string().min(1).max(500),
  /** Divide each area's latest total evenly over the points inside it; the file then needs no population column. */
  spread: z
    .strictObject({
      indicator: z.string().default('resident_pop'),
      level: z.enum(['city', 'county', 'street']).default('county'),
    })
    .optional(),
});

/** Everything that may be said about an import besides the file itself. */
export const importOptionsSchema = z.strictObject({
  crs: z.string().optional(),
  mapping: mappingSchema.optional(),
  format: z.enum(['csv', 'xlsx', 'geojson', 'geojsonseq', 'shapefile']).optional(),
  encoding: z.enum(['utf-8', 'gb18030']).optional(),
  sheet: z.string().min(1).optional(),
  /** Name of the register the rows come from; with source_id the key of rows without code. Default: the file name. */
  source: z.string().min(1).max(200).optional(),
  dryRun: z.boolean().default(false),
  skipInvalid: z.boolean().default(false),
  repair: z.boolean().default(false),
  allowMissingCoordinates: z.boolean().default(false),
  /** Load although the file as a whole looks wrong (findings that block). */
  acceptSuspicious: z.boolean().default(false),
  /** Accuracy in metres of positions whose row states none. */
  accuracyM: z.number().min(0).max(5000).optional(),
  typeScheme: z.string().min(1).optional(),
  synthetic: z.boolean().default(false),
  surface: surfaceSchema.optional(),
  /** Path to write the rejected rows to, as CSV. */
  rejectedFile: z.string().min(1).optional(),
  /**
   * Date on which areas must be valid to be found by code; default today in Asia/Shanghai. What is derived (areas of positions,
   * parents, extent) always holds for today.
   */
  asOf: dateSchema.optional(),
});
export type ImportOptions = z.input<typeof importOptionsSchema>;
export type ParsedOptions = z.output<typeof importOptionsSchema>;

/** Throws InvalidInputError with one issue per option. */
export function parseOptions(options: ImportOptions): ParsedOptions {
  const parsed = importOptionsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    parsed.error.issues.map((issue) => ({
      field: issue.path.join('.') || 'options',
      reason: issue.code === 'unrecognized_keys' ? `unknown entry ${issue.keys.join(', ')}` : issue.message,
    })),
  );
}

/**
 * Positions whose accuracy nobody states are taken to be good to this many metres: a geocoded address or a map-service
 * point. Zero would turn ignorance into a decisive answer at the limit.
 */
export const ASSUMED_ACCURACY_M = 50;
