import { z } from 'zod';
import { answerSchema } from '../analyses/analysis.ts';
import { warningSchema } from '../analyses/answer-notes.ts';
import type { Figure } from './comparison-measures.ts';
import { scenarioMarkSchema } from './scenario-record.ts';

const figure = z.union([z.number(), z.string()]).nullable();
const compared = z.object({
  before: figure,
  after: figure,
  /** after − before of numbers. */
  change: z.number().optional(),
});

const rowSchema = z.object({
  code: z.string(),
  figures: z.record(z.string(), compared),
  /** Whether any figure differs. */
  changed: z.boolean(),
});
export type ComparisonRow = z.output<typeof rowSchema>;

/** Answer of a comparison: a feature and a row of the table for each area, the whole beside them. */
export const comparisonSchema = answerSchema(z.record(z.string(), z.unknown()), {
  asOf: z.string(),
  parameters: z.record(z.string(), z.unknown()),
  warnings: z.array(warningSchema),
  scenario: scenarioMarkSchema,
  total: rowSchema.shape.figures.nullable(),
  table: z.array(rowSchema.extend({ name: z.string().nullable(), name_en: z.string().nullable() })),
});
export type Comparison = z.output<typeof comparisonSchema>;

type Figures = Readonly<Record<string, Figure>> | undefined;

/** The row with the figures of one more measure. */
export function comparisonRow(
  row: ComparisonRow,
  { before, after }: { readonly before: Figures; readonly after: Figures },
): ComparisonRow {
  const names = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  const figures = Object.fromEntries(
    names.map((name) => [name, compare(before?.[name] ?? null, after?.[name] ?? null)]),
  );
  const changed = Object.values(figures).some((one) => one.before !== one.after);
  return { code: row.code, figures: { ...row.figures, ...figures }, changed: row.changed || changed };
}

function compare(before: Figure, after: Figure): z.output<typeof compared> {
  return typeof before === 'number' && typeof after === 'number'
    ? { before, after, change: after - before }
    : { before, after };
}
