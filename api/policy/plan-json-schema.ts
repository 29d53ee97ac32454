import { z } from 'zod';
import { planSchema } from './plan.ts';

let made: Record<string, unknown> | undefined;

/** JSON Schema (draft 2020-12) of plan.json, from which editors complete and check; policies/plan.schema.json is this. */
export function planJsonSchema(): Record<string, unknown> {
  made ??= {
    ...(z.toJSONSchema(planSchema, { io: 'input', unrepresentable: 'any' }) as Record<string, unknown>),
    title: 'Plan of designated institutions (定点医药机构资源配置规划)',
  };
  return made;
}
