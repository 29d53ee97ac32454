import { z } from 'zod';
import { localizedSchema } from '../../../localized.ts';

const bandSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[a-z][a-z0-9_]*$/)
    .describe('Name that other rules refer to, e.g. over_saturated.'),
  title: z.strictObject(localizedSchema.shape),
  publishedAs: z
    .array(z.string().min(1))
    .default([])
    .describe('Further names under which published snapshots give this class.'),
  from: z.number().optional().describe('Lowest value, included; left out = no lower end.'),
  to: z
    .number()
    .optional()
    .describe(
      'Highest value: included where the measure is a difference, excluded where it is a ratio; left out = no upper end.',
    ),
});
export type Band = z.output<typeof bandSchema>;

/** What a band is measured by: institutions above the bound, or the share of the bound that is filled. */
export const MEASURES = ['actual_minus_upper', 'actual_per_upper'] as const;
export type Measure = (typeof MEASURES)[number];

/** Measure and bands of a plan; together they cover every value once. */
export const bandingShape = {
  measure: z
    .enum(MEASURES)
    .default('actual_minus_upper')
    .describe(
      'actual_minus_upper: whole institutions, both ends included; actual_per_upper: a ratio (1 = full), upper end excluded.',
    ),
  bands: z
    .array(bandSchema)
    .min(2)
    .describe('From the lowest to the highest; without gaps and overlaps, open at both ends.'),
};

/** Says what is wrong with bands: a gap, an overlap, an end in the middle, a name that stands twice. */
export function listBandProblems(measure: Measure, bands: readonly Band[]): string[] {
  const problems: string[] = [];
  const names = bands.map((band) => band.name);
  for (const [index, band] of bands.entries()) {
    if (names.indexOf(band.name) !== index) problems.push(`the band ${band.name} stands twice`);
    const next = bands[index + 1];
    if (index === 0 && band.from !== undefined) problems.push(`the first band ${band.name} has no lower end`);
    if (!next && band.to !== undefined) problems.push(`the last band ${band.name} has no upper end`);
    if (!next) continue;
    if (band.to === undefined || next.from === undefined)
      problems.push(`${band.name} and ${next.name} need an end where they meet`);
    else if (measure === 'actual_minus_upper' && next.from !== band.to + 1)
      problems.push(`${next.name} begins at ${band.to + 1}, right after ${band.name}`);
    else if (measure === 'actual_per_upper' && next.from !== band.to)
      problems.push(`${next.name} begins at ${band.to}, where ${band.name} ends`);
    if (band.from !== undefined && band.to !== undefined && band.from > band.to)
      problems.push(`${band.name} ends before it begins`);
  }
  return problems;
}

/** The band of a value; null where a bound that is not a whole number leaves a gap. */
export function findBand(measure: Measure, bands: readonly Band[], value: number): Band | null {
  const isBelowEnd = (to: number) => (measure === 'actual_per_upper' ? value < to : value <= to);
  return (
    bands.find(
      ({ from, to }) => (from === undefined || value >= from) && (to === undefined || isBelowEnd(to)),
    ) ?? null
  );
}

/** The band with this name, as the plan or a published snapshot writes it. */
export function findBandNamed(bands: readonly Band[], name: string): Band | null {
  return (
    bands.find((band) => [band.name, band.title.zh, band.title.en, ...band.publishedAs].includes(name)) ??
    null
  );
}
