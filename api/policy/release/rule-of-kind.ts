import type { z } from 'zod';
import type { Plan, PlanRule } from '../plan-shape.ts';
import type { RuleKind } from '../rule-kind.ts';

/** A rule with the parameters of its kind. */
export type RuleOf<Parameters extends z.ZodObject> = Omit<PlanRule, 'parameters'> & {
  readonly parameters: z.output<Parameters>;
};

/** The first rule of a kind in a plan, with typed parameters; undefined where the plan has none. */
export function findRuleOfKind<Parameters extends z.ZodObject>(
  plan: Pick<Plan, 'rules'>,
  kind: Pick<RuleKind<Parameters>, 'id' | 'parameters'>,
): RuleOf<Parameters> | undefined {
  return plan.rules.find((rule) => rule.kind === kind.id) as RuleOf<Parameters> | undefined;
}

/** A rule of a plan by id, if it is of this kind. */
export function findRule<Parameters extends z.ZodObject>(
  plan: Pick<Plan, 'rules'>,
  kind: Pick<RuleKind<Parameters>, 'id' | 'parameters'>,
  ruleId: string,
): RuleOf<Parameters> | undefined {
  return plan.rules.find((rule) => rule.id === ruleId && rule.kind === kind.id) as
    | RuleOf<Parameters>
    | undefined;
}
