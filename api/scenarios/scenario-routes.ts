import { type Request, type Response, Router } from 'express';
import { z } from 'zod';
import { todayInShanghai } from '../dates.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { requireRole } from '../http/authenticate.ts';
import { baseUrl } from '../http/base-url.ts';
import { jsonBodyOf } from '../http/json-body.ts';
import { parseInput } from '../http/parse-input.ts';
import { requestSignal } from '../http/request-signal.ts';
import { plansOf } from '../planning/plans-of.ts';
import { trailOf } from '../planning/trail-of-routes.ts';
import { getPlan } from '../policy/load-plans.ts';
import { askScenario } from './ask-scenario.ts';
import { assessInScenario } from './assess-in-scenario.ts';
import { compareScenario } from './compare-scenario.ts';
import { comparisonCsv } from './comparison-csv.ts';
import {
  comparisonInputSchema,
  getAnalysis,
  readComparison,
  scenarioAssessmentSchema,
  scenariosQuerySchema,
} from './scenario-inputs.ts';
import { newScenarioSchema, scenarioCorrectionSchema } from './scenario-record.ts';
import * as store from './scenario-store.ts';

const GEOJSON = 'application/geo+json';
const nothing = z.strictObject({});
const format = z.strictObject({ f: z.enum(['geojson', 'csv']).default('geojson') });

/**
 * `/scenarios`: changes of the register that are tried out. Writing one needs the role editor; asking it anything is as open as
 * asking the register: `POST /scenarios/{id}/analyses/{analysis}`, `/assessments`, `/compare`.
 */
export function scenarioRoutes({ database, config, log }: AppDependencies): Router {
  const router = Router();
  const plans = plansOf(config);
  const dbOf = (req: Request, res: Response) => database.withSignal(requestSignal(req, res));
  const contextOf = (req: Request, res: Response) => ({
    db: dbOf(req, res),
    signal: requestSignal(req, res),
    log,
  });
  const scenarioOf = (req: Request, res: Response) =>
    store.getScenario(dbOf(req, res), String(req.params.id));

  router.post('/scenarios', requireRole('editor'), async (req, res) => {
    const given = parseInput(newScenarioSchema, jsonBodyOf(req));
    const made = await store.createScenario(dbOf(req, res), given, trailOf(res));
    res
      .status(201)
      .location(`${baseUrl(req, config)}/scenarios/${made.id}`)
      .json(made);
  });
  router.get('/scenarios', async (req, res) => {
    const { limit, offset } = parseInput(scenariosQuerySchema, req.query);
    const items = await store.listScenarios(dbOf(req, res), { limit: limit + 1, offset });
    const next = `${baseUrl(req, config)}/scenarios?limit=${limit}&offset=${offset + limit}`;
    res.json({ items: items.slice(0, limit), ...(items.length > limit ? { next } : {}) });
  });
  router.get('/scenarios/:id', async (req, res) => {
    parseInput(nothing, req.query);
    res.json(await scenarioOf(req, res));
  });
  router.patch('/scenarios/:id', requireRole('editor'), async (req, res) => {
    const correction = parseInput(scenarioCorrectionSchema, jsonBodyOf(req));
    res.json(await store.correctScenario(dbOf(req, res), String(req.params.id), correction, trailOf(res)));
  });
  router.delete('/scenarios/:id', requireRole('editor'), async (req, res) => {
    await store.deleteScenario(dbOf(req, res), String(req.params.id), trailOf(res));
    res.status(204).end();
  });
  router.post('/scenarios/:id/analyses/:analysis', async (req, res) => {
    const analysis = getAnalysis(String(req.params.analysis));
    const input = parseInput(analysis.input, jsonBodyOf(req) ?? {});
    const scenario = await scenarioOf(req, res);
    const answer = await askScenario(contextOf(req, res), scenario, analysis, input, () => undefined);
    res.type(GEOJSON).send(JSON.stringify(answer));
  });
  router.post('/scenarios/:id/assessments', async (req, res) => {
    const body = parseInput(scenarioAssessmentSchema, jsonBodyOf(req));
    const { application, asOf = todayInShanghai() } = body;
    const question = { plan: getPlan(plans, body.plan), application, asOf, trail: trailOf(res) };
    const answer = await assessInScenario(dbOf(req, res), await scenarioOf(req, res), question);
    res.type(GEOJSON).send(JSON.stringify(answer));
  });
  router.post('/scenarios/:id/compare', async (req, res) => {
    const { f } = parseInput(format, req.query);
    const given = parseInput(comparisonInputSchema, jsonBodyOf(req) ?? {});
    const question = readComparison(given, (analysis, input) => parseInput(analysis.input, input));
    const scenario = await scenarioOf(req, res);
    const answer = await compareScenario(contextOf(req, res), scenario, question, () => undefined);
    if (f === 'geojson') return void res.type(GEOJSON).send(JSON.stringify(answer));
    res.attachment('comparison.csv').type('text/csv').send(comparisonCsv(answer));
  });
  return router;
}
