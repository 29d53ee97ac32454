import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dateSchema } from '../../api/dates.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { outcomeSchema, overallSchema } from '../../api/policy/outcome.ts';
import { reviewSchema } from '../../api/policy/reviews.ts';

const patch = z.record(z.string(), z.unknown());
const scalar = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const ruleId = z.string().regex(/^[A-Z]{2,5}-[A-Z]?\d{1,2}$/);

const common = {
  name: z.string().min(1),
  tests: z
    .array(z.string().regex(/^T\d{1,2}$/))
    .default([])
    .describe('Numbers of the index of boundary tests.'),
  example: z.int().min(1).max(12).optional().describe('Worked example that the case shows.'),
  rules: z.array(ruleId).default([]).describe('Rules it is about beside those expected.'),
  use: z.array(z.string()).default([]).describe('Presets of the file, merged onto the base in this order.'),
  plan: z
    .strictObject({
      status: z.enum(['draft', 'in_force', 'expired']).optional(),
      publishedOn: dateSchema.optional(),
      options: z
        .record(ruleId, z.record(z.string(), z.string()))
        .optional()
        .describe('Rule → named reading → choice, instead of those of the plan.'),
    })
    .optional()
    .describe('The plan as it will stand once published, or with other readings.'),
  boundary: z.literal(true).optional().describe('The value stands on, or one unit from, a limit.'),
};

/** What is expected of one finding: its outcome, or the parts named; parts left out are free. */
const findingExpectationSchema = z.strictObject({
  outcome: outcomeSchema,
  measured: scalar.optional(),
  threshold: scalar.optional(),
  comparator: z.string().optional(),
  missing: z.array(z.string()).optional().describe('Items, exactly these in any order.'),
  derived: z.record(z.string(), scalar).optional().describe('At least these.'),
  changedBy: z.string().nullable().optional().describe('Rule that changed it last; null = unchanged.'),
  from: outcomeSchema.optional().describe('What the rule said by itself, before effects and reviews.'),
  draws: z.array(patch).optional().describe('Exactly so many, each with at least these keys.'),
  institutions: z.array(z.string()).optional().describe('Names in the evidence, exactly these in any order.'),
});
export type FindingExpectation = z.output<typeof findingExpectationSchema>;

const assessCaseSchema = z.strictObject({
  ...common,
  asOf: dateSchema.optional(),
  application: patch.default({}),
  facts: patch.default({}),
  reviews: z.array(reviewSchema).default([]),
  expect: z
    .strictObject({
      overall: overallSchema.optional(),
      findings: z.record(ruleId, outcomeSchema.or(findingExpectationSchema)).default({}),
    })
    .refine(({ overall, findings }) => overall !== undefined || Object.keys(findings).length > 0, {
      message: 'expects nothing',
    }),
});
export type AssessCase = z.output<typeof assessCaseSchema>;

const settleCaseSchema = z.strictObject({
  ...common,
  asOf: dateSchema.optional().describe('Cut-off of the batch.'),
  application: patch.default({}).describe('On top of the base, for every applicant.'),
  facts: patch.default({}).describe('On top of the base, for every applicant.'),
  settle: z.strictObject({
    procedure: z.string(),
    settledOn: dateSchema,
    applicants: z
      .array(
        z.strictObject({
          id: z.string(),
          application: patch.default({}),
          facts: patch.default({}),
          reviews: z.array(reviewSchema).default([]),
        }),
      )
      .min(1),
    pairs: z
      .array(z.strictObject({ a: z.string(), b: z.string(), distanceM: z.number() }))
      .default([])
      .describe('Distances between the sites of two applicants in metres.'),
  }),
  expect: z.strictObject({
    decisions: z.record(z.string(), z.string()).describe('Applicant → decision, exactly these.'),
    overall: z.record(z.string(), overallSchema).optional(),
    order: z.array(z.string()).optional().describe('Applicants in rank order.'),
    ranks: z.record(z.string(), z.int().nullable()).optional().describe('null = unplaced.'),
    tied: z.array(z.string()).optional().describe('Applicants shown as tied, exactly these.'),
    findings: z
      .record(z.string(), z.record(ruleId, outcomeSchema.or(findingExpectationSchema)))
      .optional()
      .describe('Applicant → findings at its turn.'),
    entries: z.array(patch).optional().describe('Exactly so many, each with at least these keys.'),
    consumedTotal: z.int().optional(),
    resetTotal: z.int().optional(),
    suspendedTotal: z.int().optional(),
    routes: z.record(z.string(), z.string()).optional().describe('Applicant → by what it enters.'),
    entered: z.array(z.string()).optional().describe('Who joins the queue, in this order.'),
    servedFromQueue: z.array(z.string()).optional().describe('Who waited before and has its turn now.'),
    notes: z.int().optional().describe('Number of notes about readings that differ.'),
  }),
});
export type SettleCase = z.output<typeof settleCaseSchema>;

const lotCaseSchema = z.strictObject({
  ...common,
  lot: z.strictObject({ releasedOn: dateSchema }),
  expect: z.strictObject({ validTo: dateSchema }),
});
export type LotCase = z.output<typeof lotCaseSchema>;

const caseFileSchema = z.strictObject({
  $comment: z.string().optional(),
  asOf: dateSchema.describe('Date of every case that gives none.'),
  baseFacts: patch,
  baseApplication: patch,
  presets: z
    .record(z.string(), z.strictObject({ application: patch.default({}), facts: patch.default({}) }))
    .default({})
    .describe('Named parts that several cases share; a case takes them with `use`.'),
  elements: z
    .record(z.string(), patch)
    .default({})
    .describe(
      'Path of an array in the facts (neighbours.listed, pools.lots) → what each of its elements has if it says nothing else.',
    ),
  cases: z.array(z.union([settleCaseSchema, lotCaseSchema, assessCaseSchema])).min(1),
});

/**
 * cases.json of a plan: inputs → expected findings. A case is an assessment, the settlement of a batch (`settle`) or the
 * validity of a lot (`lot`). Presets that it uses, then its own `application` and `facts`, are merged onto the base: objects
 * key by key, arrays and scalars replace; `null` in an application removes the key.
 */
export type CaseFile = z.output<typeof caseFileSchema>;
export type PlanCase = CaseFile['cases'][number];

/** Cases of the plan with this id (its folder). Throws ZodError for an unknown key. */
export function readCaseFile(planId: string): CaseFile {
  const path = join(PROGRAM_ROOT, 'policies', planId, 'cases.json');
  const contents: { cases?: unknown } = JSON.parse(readFileSync(path, 'utf8'));
  const cases = Array.isArray(contents.cases) ? contents.cases.map(parseCase) : contents.cases;
  return caseFileSchema.parse({ ...contents, cases });
}

/** By its own schema, so that a mistake is told in its words and not in those of the two other types. */
function parseCase(entry: unknown): PlanCase {
  const keys = typeof entry === 'object' && entry !== null ? entry : {};
  const schema = 'settle' in keys ? settleCaseSchema : 'lot' in keys ? lotCaseSchema : assessCaseSchema;
  const parsed = schema.safeParse(entry);
  if (parsed.success) return parsed.data;
  const name = 'name' in keys ? String(keys.name) : '(no name)';
  throw new Error(`case ${JSON.stringify(name)}:\n${z.prettifyError(parsed.error)}`);
}

/** Outcomes that a case expects, rule by rule; a lot is a matter of the rules it names. */
export function listExpectedOutcomes(planCase: PlanCase): { ruleId: string; outcome: string }[] {
  if ('lot' in planCase) return [];
  const expected =
    'settle' in planCase ? Object.values(planCase.expect.findings ?? {}) : [planCase.expect.findings];
  return expected.flatMap((findings) =>
    Object.entries(findings).map(([rule, expectation]) => ({
      ruleId: rule,
      outcome: typeof expectation === 'string' ? expectation : expectation.outcome,
    })),
  );
}

/** Rules whose outcome a case expects, and those it is about. */
export function listRulesOfCase(planCase: PlanCase): string[] {
  return [...new Set([...planCase.rules, ...listExpectedOutcomes(planCase).map(({ ruleId }) => ruleId)])];
}
