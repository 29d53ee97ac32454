import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { InvalidInputError } from '../../errors.ts';

export const networkCodeSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'lower-case letters, digits, dots and hyphens, at most 63');
const text = (most: number) => z.string().trim().min(1).max(most);

/** Everything that may be said about a walking network besides its file; docs/guide/walking-network.md. */
export const networkOptionsSchema = z.strictObject({
  code: networkCodeSchema
    .optional()
    .describe('Code of the version; default: the name of the file without its endings.'),
  area: text(100).describe(
    'What it serves: a division code or a name of your own. Activating a version retires the one active there.',
  ),
  titleZh: text(200).optional().describe('Title in Chinese; default: made of the code.'),
  titleEn: text(200).optional().describe('Title in English; default: made of the code.'),
  source: text(200)
    .optional()
    .describe(
      'Who made the data; default: OpenStreetMap contributors for .osm.pbf, else the name of the file.',
    ),
  sourceDate: dateSchema
    .optional()
    .describe('Day of the data, YYYY-MM-DD; needed unless the header of an .osm.pbf states it.'),
  document: text(500).optional().describe('Where the data is published, and under which licence.'),
  profile: z
    .string()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Tag profile as JSON text; default: geodata/walking-profiles/foot.json.'),
  crs: z
    .string()
    .max(100)
    .optional()
    .describe('Coordinate system where the file does not say: CRS84, EPSG:4490, GCJ02, BD09 …'),
  format: z.enum(['osm.pbf', 'geojson', 'geojsonseq', 'shapefile']).optional(),
  /** Let it decide walking distances of its area at once. */
  activate: z.boolean().default(false),
  /** Put it in the place of a version with the same code and other content. */
  replace: z.boolean().default(false),
  /** Read and build, write nothing. */
  dryRun: z.boolean().default(false),
  synthetic: z.boolean().default(false),
});
export type NetworkOptions = z.input<typeof networkOptionsSchema>;
export type ParsedNetworkOptions = z.output<typeof networkOptionsSchema>;

/** Throws InvalidInputError with one issue per option. */
export function parseNetworkOptions(options: NetworkOptions): ParsedNetworkOptions {
  const parsed = networkOptionsSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(
    parsed.error.issues.map((issue) => ({
      field: issue.path.join('.') || 'options',
      reason:
        issue.code === 'unrecognized_keys'
          ? `a walking network takes no ${issue.keys.join(', ')}`
          : issue.code === 'invalid_type' && issue.input === undefined
            ? 'is required'
            : issue.message,
    })),
  );
}

/** A code made of a file name: `Xian Roads.wgs84.geojsonl.gz` → `xian-roads.wgs84`. Throws InvalidInputError when nothing is left. */
export function codeFromFileName(fileName: string): string {
  const code = fileName
    .toLowerCase()
    .replace(/\.gz$/, '')
    .replace(/(?:\.osm)?\.[a-z]+$/, '')
    .replace(/[^a-z0-9.]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '')
    .slice(0, 63);
  if (networkCodeSchema.safeParse(code).success) return code;
  throw new InvalidInputError([
    {
      field: 'code',
      value: fileName,
      reason: 'no code can be made of the name of the file; state one',
      allowed: 'lower-case letters, digits, dots and hyphens',
    },
  ]);
}
