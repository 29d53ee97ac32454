import { z } from 'zod';
import type { PlanningOperation } from '../operation.ts';
import { planSummarySchema } from './plan-document.ts';

/** Query of the pages of plans. */
export const planQuery = z.strictObject({
  f: z.enum(['json', 'html']).optional().describe('Representation; without it the Accept header decides.'),
});

export const PLAN_OPERATIONS: readonly PlanningOperation[] = [
  {
    method: 'get',
    path: '/plans',
    operationId: 'list-plans',
    summary: 'Plans: the rules that this service can apply',
    query: planQuery,
    status: 200,
    answer: z.object({ items: z.array(planSummarySchema) }),
  },
  {
    method: 'get',
    path: '/plans/{city}/{period}',
    operationId: 'get-plan',
    summary: 'One plan: each rule with its clause, parameters and how it is evaluated',
    parameters: { city: 'City of the plan, e.g. dalian.', period: 'Period of the plan, e.g. 2025-2027.' },
    query: planQuery,
    status: 200,
    answer: planSummarySchema
      .omit({ rules: true })
      .extend({ rules: z.array(z.record(z.string(), z.unknown())) })
      .loose(),
  },
  {
    method: 'get',
    path: '/plans/schema',
    operationId: 'get-plan-schema',
    summary: 'JSON Schema of plan.json, for editors',
    query: planQuery,
    status: 200,
    answer: z.record(z.string(), z.unknown()),
    mediaType: 'application/schema+json',
  },
];
