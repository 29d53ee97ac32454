import { z } from 'zod';
import { dateSchema } from '../../dates.ts';
import { InvalidInputError } from '../../errors.ts';

export const networkCodeSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,62}$/, 'lower-case letters, digits, dots and hyphens, at most 63');
const text = (most: number) => z.string().trim().min(1).max(most);

/** Everything that may be said about a walking network besides its file; docs/guide/walking-network.md. */
export const networkOptionsSchema = z.strictObject({
  /** Default: the file's name without endings. */
  code: networkCodeSchema.optional(),
  /** What it serves: a division code or a name of one's own. Activating a version retires the one active there. */
  area: text(100),
  /** Default: made of the code. */
  titleZh: text(200).optional(),
  titleEn: text(200).optional(),
  /** Default: `OpenStreetMap contributors` for a PBF extract, else the file's name. */
  source: text(200).optional(),
  /** Day of the data; default for a PBF extract: the time its header states. */
  sourceDate: dateSchema.optional(),
  /** Where it is published, under which licence. */
  document: text(500).optional(),
  /** A profile as JSON text; default: geodata/walking-profiles/foot.json. */
  profile: z.string().min(1).max(1_000_000).optional(),
  /** Coordinate system where the file does not say: CRS84, EPSG:4490, GCJ02, BD09 … */
  crs: z.string().optional(),
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
