import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dateSchema } from '../dates.ts';
import { localizedSchema } from '../localized.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import { H3_RESOLUTION } from './build-population.ts';
import { REFERENCE_DATE, SEED } from './city-plan.ts';
import { DEMO_FILES, type GeneratedCity } from './generate-city.ts';

/** Where the committed files and the manifest lie. */
export const GEODATA = join(PROGRAM_ROOT, 'geodata');
export const MANIFEST_PATH = join(GEODATA, 'demo-manifest.json');

/** Small files stand in the repository; the large ones are generated when they are needed. */
const COMMITTED: readonly string[] = ['areas.geojson', 'statistics.csv', 'bounds.csv'];

const fileSchema = z.strictObject({
  bytes: z.int().positive(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  committed: z.boolean(),
});

const siteSchema = z.strictObject({
  id: z.string(),
  title: localizedSchema,
  lon: z.number(),
  lat: z.number(),
  category: z.string(),
  exclude: z.string().optional(),
  asOf: dateSchema,
  expected: z.enum(['conflict', 'clear', 'review']),
  reason: z.string(),
  within: z.array(z.string()).optional(),
});

const manifestSchema = z.strictObject({
  title: localizedSchema,
  notice: localizedSchema,
  synthetic: z.literal(true),
  licence: z.literal('CC0-1.0'),
  seed: z.string(),
  referenceDate: dateSchema,
  crs: z.literal('CRS84'),
  h3Resolution: z.int(),
  counts: z.record(z.string(), z.int()),
  files: z.record(z.enum(DEMO_FILES), fileSchema),
  sites: z.array(siteSchema),
});
export type DemoManifest = z.output<typeof manifestSchema>;

/** What the demo city consists of: counts, checksums, and the sites worth asking about. */
export function readManifest(): DemoManifest {
  return manifestSchema.parse(JSON.parse(readFileSync(MANIFEST_PATH, 'utf8')));
}

/** The manifest of a generated city. */
export function describeCity(city: GeneratedCity): DemoManifest {
  const described = DEMO_FILES.map((name) => {
    const text = city.files[name];
    return [
      name,
      { bytes: Buffer.byteLength(text), sha256: sha256(text), committed: COMMITTED.includes(name) },
    ] as const;
  });
  return manifestSchema.parse({
    title: { zh: '示例市（合成数据）', en: 'Sample City (synthetic)' },
    notice: {
      zh: '全部数据由程序按固定种子生成，地名、机构、人口均为虚构，与任何真实地区无关。',
      en: 'Everything here is generated from a fixed seed; places, institutions and residents are invented and describe no real area.',
    },
    synthetic: true,
    licence: 'CC0-1.0',
    seed: SEED,
    referenceDate: REFERENCE_DATE,
    crs: 'CRS84',
    h3Resolution: H3_RESOLUTION,
    counts: city.counts,
    files: Object.fromEntries(described),
    sites: city.sites,
  });
}

export const sha256 = (content: string | Buffer) => createHash('sha256').update(content).digest('hex');
