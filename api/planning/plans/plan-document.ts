import { z } from 'zod';
import { getRuleKind } from '../../policy/kinds/registry.ts';
import type { Plan, PlanRule } from '../../policy/plan-shape.ts';

/** One line of the list of plans. */
export function summarizePlan({ id, title, city, status, publishedOn, period, version, rules, hash }: Plan) {
  return { id, title, city, status, publishedOn, period, version, rules: rules.length, hash };
}

/** A plan with, for every rule, how it is evaluated. */
export function describePlan(plan: Plan) {
  const { $schema: _schema, contents: _contents, rules, ...header } = plan;
  return { ...header, rules: rules.map((rule) => describeRule(plan, rule)) };
}

function describeRule(plan: Plan, rule: PlanRule) {
  const kind = getRuleKind(rule.kind);
  const changedBy = plan.rules.flatMap((other) =>
    (other.effects ?? [])
      .filter((effect) => effect.on.rules?.includes(rule.id) || effect.on.groups?.includes(rule.group))
      .filter(() => other.id !== rule.id)
      .map(({ when, from, to, reason }) => ({ rule: other.id, when, from, to, reason })),
  );
  return {
    ...rule,
    decides: kind.decides,
    evaluation: { title: kind.title, description: kind.description },
    parameterMeanings: describeParameters(kind.parameters),
    choices: kind.options ?? {},
    changedBy,
  };
}

/** Meaning and unit of each parameter, from the schema of the kind. */
function describeParameters(parameters: z.ZodObject): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters.shape as Record<string, z.ZodType>).flatMap(([name, schema]) => {
      const description = descriptionOf(schema);
      return description === undefined ? [] : [[name, description]];
    }),
  );
}

/** The description may stand on the schema or on what it wraps (optional, default). */
function descriptionOf(schema: z.ZodType): string | undefined {
  if (schema.description !== undefined) return schema.description;
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault || schema instanceof z.ZodNullable)
    return descriptionOf(schema.unwrap() as z.ZodType);
  return undefined;
}

export const planSummarySchema = z.object({
  id: z.string(),
  title: z.object({ zh: z.string(), en: z.string() }),
  city: z.object({ code: z.string(), name: z.object({ zh: z.string(), en: z.string() }) }),
  status: z.enum(['draft', 'in_force', 'expired']),
  publishedOn: z.string().nullable(),
  period: z.object({ from: z.string(), to: z.string() }),
  version: z.string(),
  rules: z.number().describe('How many rules it has.'),
  hash: z.string(),
});
