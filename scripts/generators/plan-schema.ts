import { planJsonSchema } from '../../api/policy/plan-json-schema.ts';

/** policies/plan.schema.json: what editors check plan.json with. */
export function generatePlanSchema(): Record<string, string> {
  return { 'policies/plan.schema.json': `${JSON.stringify(planJsonSchema(), null, 2)}\n` };
}
