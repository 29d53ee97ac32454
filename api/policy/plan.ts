import { createHash } from 'node:crypto';
import { z } from 'zod';
import { RULE_KINDS } from './kinds/registry.ts';
import { listPlanContradictions } from './plan-contradictions.ts';
import { type Plan, type PlanRule, planHeaderSchema, ruleBaseSchema } from './plan-shape.ts';
import type { RuleKind } from './rule-kind.ts';

/** The schema of one rule: the common part with the parameters and named readings of its kind. */
function ruleSchema(kind: RuleKind) {
  const options = Object.entries(kind.options ?? {}).map(
    ([name, choices]) => [name, z.enum(choices).default(choices[0])] as const,
  );
  return ruleBaseSchema.extend({
    kind: z.literal(kind.id).describe(kind.description.en),
    parameters: kind.parameters,
    options: z.strictObject(Object.fromEntries(options)).prefault({}),
  });
}

/** plan.json: strict, an unknown key or kind is refused. */
export const planSchema = planHeaderSchema.extend({
  rules: z
    .array(
      z.discriminatedUnion(
        'kind',
        RULE_KINDS.map(ruleSchema) as unknown as [
          ReturnType<typeof ruleSchema>,
          ...ReturnType<typeof ruleSchema>[],
        ],
      ),
    )
    .min(1),
});

/** What is wrong with a plan file, and where (`rules[3].parameters.radiusM`). */
export interface PlanProblem {
  readonly path: string;
  readonly message: string;
}

/** Builds a plan from the contents of plan.json, or lists everything that is wrong with it. */
export function readPlan(contents: unknown): { plan: Plan } | { problems: PlanProblem[] } {
  const parsed = planSchema.safeParse(contents);
  if (!parsed.success) {
    return {
      problems: parsed.error.issues.map((issue) => ({
        path: pathOf(issue.path, contents),
        message: messageOf(issue, contents),
      })),
    };
  }
  const { rules, ...header } = parsed.data;
  const hash = createHash('sha256').update(JSON.stringify(contents)).digest('hex');
  const plan: Plan = { ...header, rules: rules as unknown as PlanRule[], hash, contents };
  const problems = listPlanContradictions(plan);
  return problems.length > 0 ? { problems } : { plan };
}

/** The plan of these contents. Throws Error that lists every problem. */
export function buildPlan(contents: unknown): Plan {
  const read = readPlan(contents);
  if ('plan' in read) return read.plan;
  throw new Error(read.problems.map(({ path, message }) => `${path}: ${message}`).join('\n'));
}

/** zod says of a wrong discriminator only that it is wrong: name the kind and those that exist. */
function messageOf(issue: z.core.$ZodIssue, contents: unknown): string {
  if (issue.code !== 'invalid_union' || issue.path[0] !== 'rules') return issue.message;
  const rule = (contents as { rules?: { kind?: unknown }[] }).rules?.[Number(issue.path[1])];
  const kinds = RULE_KINDS.map((kind) => kind.id).join(', ');
  return `there is no rule kind ${JSON.stringify(rule?.kind)}; known: ${kinds}`;
}

/** `rules[3] (DL-A2).parameters.radiusM`: the index and, where it has one, the id of the rule. */
function pathOf(path: readonly PropertyKey[], contents: unknown): string {
  let text = '';
  for (const [index, part] of path.entries()) {
    text += typeof part === 'number' ? `[${part}]` : `${text === '' ? '' : '.'}${String(part)}`;
    if (index === 1 && path[0] === 'rules') {
      const rules = (contents as { rules?: { id?: unknown }[] }).rules;
      const id = rules?.[Number(part)]?.id;
      if (typeof id === 'string') text += ` (${id})`;
    }
  }
  return text === '' ? '(the file)' : text;
}
