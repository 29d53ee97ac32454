import { z } from 'zod';
import type { Analysis } from '../analyses/analysis.ts';
import { ANALYSES } from '../analyses/registry.ts';
import { dateSchema, todayInShanghai } from '../dates.ts';
import { InvalidInputError, NotFoundError } from '../errors.ts';
import { applicationSchema } from '../policy/application.ts';
import type { ComparisonQuestion } from './compare-scenario.ts';
import { MEASURE, MEASURES, type MeasureId } from './comparison-measures.ts';

export const scenariosQuerySchema = z.strictObject({
  limit: z.coerce.number().int().min(1).max(500).default(50).describe('Most items of a page.'),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0).describe('Items of the pages before.'),
});

/** Body of an assessment within a scenario; it is never kept. */
export const scenarioAssessmentSchema = z.strictObject({
  plan: z.string().describe('City and period, e.g. dalian/2025-2027.'),
  asOf: dateSchema.optional().describe('Date of the assessment; default today in Asia/Shanghai.'),
  application: applicationSchema,
});

const inputs = z.record(z.string(), z.unknown());

/** Body of a comparison: a member for each measure that is asked for, with the inputs of its question. */
export const comparisonInputSchema = z.strictObject({
  asOf: dateSchema
    .default(() => todayInShanghai())
    .describe('Date of the questions; default today in Asia/Shanghai.'),
  perArea: z.enum(['county', 'street']).default('county').describe('Areas that are compared.'),
  coverage: inputs
    .optional()
    .describe('Inputs of /coverage-gaps, for example {"kind": "pharmacy", "radiusM": 800}.'),
  saturation: inputs.optional().describe('Inputs of /saturation; {} for its defaults.'),
  accessibility: inputs.optional().describe('Inputs of /accessibility.'),
});
export type ComparisonInput = z.output<typeof comparisonInputSchema>;

/** Reads the input of a question as its own route does. Throws InvalidInputError. */
export type ParseInput = (analysis: Analysis, given: Record<string, unknown>) => Record<string, unknown>;

/** The comparison that is asked for, the inputs of each measure parsed. Throws InvalidInputError when none is asked for. */
export function readComparison(given: ComparisonInput, parse: ParseInput): ComparisonQuestion {
  const { asOf, perArea } = given;
  const asked = MEASURES.filter((measure) => given[measure] !== undefined);
  if (asked.length === 0)
    throw new InvalidInputError([
      { field: 'coverage', reason: 'nothing to compare', allowed: `at least one of ${MEASURES.join(', ')}` },
    ]);
  const parsed = asked.map((measure) => [measure, parseMeasure(measure, given, parse)] as const);
  return { asOf, perArea, inputs: Object.fromEntries(parsed) };
}

function parseMeasure(
  measure: MeasureId,
  given: ComparisonInput,
  parse: ParseInput,
): Record<string, unknown> {
  const { analysis, fixed } = MEASURE[measure];
  const own = given[measure] ?? {};
  const set: Record<string, unknown> = { ...fixed(given.perArea), asOf: given.asOf };
  const contradicted = Object.keys(set).filter((name) => name in own && own[name] !== set[name]);
  if (contradicted.length > 0)
    throw new InvalidInputError(
      contradicted.map((name) => ({
        field: `${measure}.${name}`,
        value: own[name],
        reason: 'is set by the comparison',
        allowed: 'leave it out; asOf and perArea stand beside the measures',
      })),
    );
  try {
    return parse(getAnalysis(analysis), { ...own, ...set });
  } catch (error) {
    if (!(error instanceof InvalidInputError)) throw error;
    throw new InvalidInputError(
      error.issues.map((issue) => ({ ...issue, field: `${measure}.${issue.field}` })),
    );
  }
}

/** The question of this id. Throws NotFoundError naming those that exist. */
export function getAnalysis(id: string): Analysis {
  const found = ANALYSES.find((analysis) => analysis.id === id);
  if (found) return found;
  throw new NotFoundError(
    `there is no question ${id.slice(0, 100)}; the questions are ${ANALYSES.map((analysis) => analysis.id).join(', ')}`,
  );
}
