import { z } from 'zod';
import { BED_CATEGORIES, INSTITUTION_KINDS, SERVICES } from '../vocabulary.ts';

const place = {
  lon: z.number().describe('Longitude in degrees (or easting in metres of a projected crs).'),
  lat: z.number().describe('Latitude in degrees (or northing in metres of a projected crs).'),
  crs: z
    .string()
    .max(40)
    .default('CRS84')
    .describe('Coordinate system of lon and lat: CRS84, EPSG:4490, GCJ02, BD09 …'),
  accuracyM: z.number().min(0).max(5_000).default(0).describe('Accuracy of the position in metres (radius).'),
  verified: z.boolean().default(true).describe('False: read as a position that nobody has confirmed.'),
};
const institution = z
  .string()
  .trim()
  .min(1)
  .max(100)
  .describe('Institution of the register, by code or as id:123.');
const services = z.array(z.enum(SERVICES)).min(1).max(SERVICES.length);

const additionSchema = z.strictObject({
  op: z.literal('add'),
  ...place,
  name: z.string().trim().min(1).max(200),
  kind: z.enum(INSTITUTION_KINDS),
  category: z
    .string()
    .trim()
    .min(1)
    .max(200)
    .optional()
    .describe('Licence category as printed (医疗机构类别); gives the type number.'),
  services: services.describe('Services that it is designated for, on every date.'),
  beds: z
    .partialRecord(z.enum(BED_CATEGORIES), z.int().min(0).max(100_000))
    .optional()
    .describe('Beds by category: licensed, open and designated alike.'),
});

const removalSchema = z.strictObject({
  op: z.literal('remove'),
  institution,
  services: services.optional().describe('Only these agreements end; absent: all.'),
  closes: z
    .boolean()
    .default(false)
    .describe('True: the institution itself is gone too, not only its designation.'),
});

const moveSchema = z.strictObject({ op: z.literal('move'), institution, ...place });

/** One change of the register that a scenario tries out. */
export const changeSchema = z.discriminatedUnion('op', [additionSchema, removalSchema, moveSchema]);
export type Change = z.output<typeof changeSchema>;
export type Addition = z.output<typeof additionSchema>;
export type Removal = z.output<typeof removalSchema>;
export type Move = z.output<typeof moveSchema>;

/** Changes of one scenario; they hold together, in whatever order they stand. */
export const changesSchema = z.array(changeSchema).min(1).max(1_000);
