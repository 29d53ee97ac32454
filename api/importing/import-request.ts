import { z } from 'zod';
import { surfaceSchema } from './import-options.ts';
import { parseJson } from './read-mapping.ts';

const flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const json = <Schema extends z.ZodType>(schema: Schema, field: string) =>
  z
    .string()
    .transform((text) => parseJson(text, field))
    .pipe(schema);

/** Text fields of a multipart import. Paths on the server are not among them. */
export const importFieldsSchema = z.strictObject({
  crs: z.string().optional(),
  source: z.string().max(200).optional(),
  format: z.enum(['csv', 'xlsx', 'geojson', 'geojsonseq', 'shapefile']).optional(),
  encoding: z.enum(['utf-8', 'gb18030']).optional(),
  sheet: z.string().max(200).optional(),
  accuracyM: z.coerce.number().min(0).max(5000).optional(),
  typeScheme: z.string().max(100).optional(),
  dryRun: flag.optional(),
  preview: z.coerce.number().int().min(1).max(1000).optional(),
  skipInvalid: flag.optional(),
  repair: flag.optional(),
  allowMissingCoordinates: flag.optional(),
  acceptSuspicious: flag.optional(),
  synthetic: flag.optional(),
  /** The mapping as JSON text; it may also come as a file part of this name. */
  mapping: z.string().max(1_000_000).optional(),
  /** The surface of a population file as JSON text. */
  surface: json(surfaceSchema, 'surface').optional(),
});
export type ImportFields = z.output<typeof importFieldsSchema>;

/** Query of `GET /imports`; `after` is the `next` of the page before. */
export const importsPageSchema = z.strictObject({
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .default(20)
    .transform((limit) => Math.min(limit, 200)),
  after: z
    .string()
    .regex(/^[\w-]{1,200}$/)
    .optional(),
});
