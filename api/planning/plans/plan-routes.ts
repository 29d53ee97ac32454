import { type Request, Router } from 'express';
import { z } from 'zod';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { baseUrl } from '../../http/base-url.ts';
import { page } from '../../http/html-page.ts';
import { parseInput } from '../../http/parse-input.ts';
import { wantsPage } from '../../http/wants-page.ts';
import { getPlan } from '../../policy/load-plans.ts';
import { planJsonSchema } from '../../policy/plan-json-schema.ts';
import type { PlanningOperation } from '../operation.ts';
import { plansOf } from '../plans-of.ts';
import { describePlan, planSummarySchema, summarizePlan } from './plan-document.ts';
import { planContent, planListContent } from './plan-page.ts';

const query = z.strictObject({
  f: z.enum(['json', 'html']).optional().describe('Representation; without it the Accept header decides.'),
});
const TITLE = { zh: '规划', en: 'Plans' };

/** `GET /plans`, `/plans/{city}/{period}` (JSON and HTML) and `/plans/schema` (JSON Schema of plan.json). */
export function planRoutes({ config }: AppDependencies): Router {
  const router = Router();
  const plans = plansOf(config);
  const frameOf = (req: Request, title: typeof TITLE) => {
    const base = baseUrl(req, config);
    return { title, base, trail: [{ title: 'plans', href: `${base}/plans?f=html` }], links: [] };
  };
  router.get('/plans', (req, res) => {
    parseInput(query, req.query);
    const list = [...plans.values()].map(summarizePlan);
    res.vary('Accept');
    if (!wantsPage(req)) return void res.json({ items: list });
    res.type('html').send(page(frameOf(req, TITLE), planListContent(list, baseUrl(req, config))));
  });
  router.get('/plans/schema', (req, res) => {
    parseInput(query, req.query);
    res.type('application/schema+json').send(JSON.stringify(planJsonSchema()));
  });
  router.get('/plans/:city/:period', (req, res) => {
    parseInput(query, req.query);
    const plan = describePlan(getPlan(plans, `${req.params.city}/${req.params.period}`));
    res.vary('Accept');
    if (!wantsPage(req)) return void res.json(plan);
    res.type('html').send(page(frameOf(req, plan.title), planContent(plan)));
  });
  return router;
}

export const PLAN_OPERATIONS: readonly PlanningOperation[] = [
  {
    method: 'get',
    path: '/plans',
    operationId: 'list-plans',
    summary: 'Plans: the rules that this service can apply',
    query,
    status: 200,
    answer: z.object({ items: z.array(planSummarySchema) }),
  },
  {
    method: 'get',
    path: '/plans/{city}/{period}',
    operationId: 'get-plan',
    summary: 'One plan: each rule with its clause, parameters and how it is evaluated',
    parameters: { city: 'City of the plan, e.g. dalian.', period: 'Period of the plan, e.g. 2025-2027.' },
    query,
    status: 200,
    answer: planSummarySchema
      .omit({ rules: true })
      .extend({ rules: z.array(z.record(z.string(), z.unknown())) }),
  },
  {
    method: 'get',
    path: '/plans/schema',
    operationId: 'get-plan-schema',
    summary: 'JSON Schema of plan.json, for editors',
    query,
    status: 200,
    answer: z.record(z.string(), z.unknown()),
    mediaType: 'application/schema+json',
  },
];
