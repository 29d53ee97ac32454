import { type Request, Router } from 'express';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { baseUrl } from '../../http/base-url.ts';
import { page } from '../../http/html-page.ts';
import { parseInput } from '../../http/parse-input.ts';
import { wantsPage } from '../../http/wants-page.ts';
import { getPlan } from '../../policy/load-plans.ts';
import { planJsonSchema } from '../../policy/plan-json-schema.ts';
import { plansOf } from '../plans-of.ts';
import { describePlan, summarizePlan } from './plan-document.ts';
import { planQuery } from './plan-operations.ts';
import { planContent, planListContent } from './plan-page.ts';

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
    parseInput(planQuery, req.query);
    const list = [...plans.values()].map(summarizePlan);
    res.vary('Accept');
    if (!wantsPage(req)) return void res.json({ items: list });
    res.type('html').send(page(frameOf(req, TITLE), planListContent(list, baseUrl(req, config))));
  });
  router.get('/plans/schema', (req, res) => {
    parseInput(planQuery, req.query);
    res.type('application/schema+json').send(JSON.stringify(planJsonSchema()));
  });
  router.get('/plans/:city/:period', (req, res) => {
    parseInput(planQuery, req.query);
    const plan = describePlan(getPlan(plans, `${req.params.city}/${req.params.period}`));
    res.vary('Accept');
    if (!wantsPage(req)) return void res.json(plan);
    res.type('html').send(page(frameOf(req, plan.title), planContent(plan)));
  });
  return router;
}
