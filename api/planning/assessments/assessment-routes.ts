import { type Request, type Response, Router } from 'express';
import { todayInShanghai } from '../../dates.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { requireRole } from '../../http/authenticate.ts';
import { baseUrl } from '../../http/base-url.ts';
import { type Html, page } from '../../http/html-page.ts';
import { jsonBodyOf } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { requestSignal } from '../../http/request-signal.ts';
import type { Localized } from '../../localized.ts';
import { getPlan } from '../../policy/load-plans.ts';
import { nextPageUrl } from '../applications/page-url.ts';
import { pathId } from '../applications/path-id-routes.ts';
import { registerOfProcess } from '../facts/register-reader.ts';
import { plansOf, usePlans } from '../plans-of.ts';
import { trailOf } from '../trail-of-routes.ts';
import { assess } from './assess.ts';
import { assessmentGeojson } from './assessment-geojson.ts';
import {
  assessmentQuerySchema,
  assessmentsQuerySchema,
  newAssessmentSchema,
  replayQuerySchema,
} from './assessment-inputs.ts';
import { assessmentContent, assessmentListContent } from './assessment-page.ts';
import { circleOf, circleOfStored } from './circle-of.ts';
import { drawRoutes } from './drawn-routes.ts';
import { getAssessment, listAssessments } from './read-assessments.ts';
import { replay } from './replay.ts';

const GEOJSON = 'application/geo+json';
const TITLE = { zh: '资源配置审核结论', en: 'Assessment' };

/**
 * `POST /assessments`: may this one come here? Answers with findings and evidence and keeps nothing, unless `save` is set by
 * an editor. `GET /assessments`, `/assessments/{id}` and `/assessments/{id}/replay` show what was kept.
 */
export function assessmentRoutes({ database, config }: AppDependencies): Router {
  const router = Router();
  const plans = plansOf(config);
  usePlans(config);
  const register = registerOfProcess();
  const dbOf = (req: Request, res: Response) => database.withSignal(requestSignal(req, res));
  const sendPage = (req: Request, res: Response, title: Localized, content: (base: string) => Html) => {
    const base = baseUrl(req, config);
    const trail = [{ title: 'assessments', href: `${base}/assessments?f=html` }];
    res.type('html').send(page({ title, base, trail, links: [] }, content(base)));
  };
  router.post('/assessments', async (req, res) => {
    const {
      plan: planId,
      application,
      save,
      asOf = todayInShanghai(),
    } = parseInput(newAssessmentSchema, jsonBodyOf(req));
    if (save) requireRole('editor')(req, res, () => undefined);
    const plan = getPlan(plans, planId);
    const db = dbOf(req, res);
    const made = await assess(db, { plan, application, asOf, save, register, trail: trailOf(res) });
    if (made.assessmentId !== null)
      res.status(201).location(`${baseUrl(req, config)}/assessments/${made.assessmentId}`);
    const answer = assessmentGeojson(made, await circleOf(db, made), await drawRoutes(db, made));
    res.type(GEOJSON).send(JSON.stringify(answer));
  });
  router.get('/assessments', async (req, res) => {
    const { limit, after, f: _format, ...filter } = parseInput(assessmentsQuerySchema, req.query);
    const items = await listAssessments(dbOf(req, res), filter, { limit: limit + 1, after });
    const last = items[limit - 1];
    const base = baseUrl(req, config);
    const next =
      items.length > limit && last
        ? nextPageUrl(
            base,
            '/assessments',
            { ...filter, limit, f: req.query.f as string | undefined },
            last.assessmentId,
          )
        : undefined;
    const shown = items.slice(0, limit);
    res.vary('Accept');
    if (formatOf(req, ['json', 'html']) === 'html')
      return sendPage(req, res, TITLE, () => assessmentListContent(shown, next, base));
    res.json({ items: shown, ...(next === undefined ? {} : { next }) });
  });
  router.get('/assessments/:id', async (req, res) => {
    parseInput(assessmentQuerySchema, req.query);
    const db = dbOf(req, res);
    const stored = await getAssessment(db, pathId(req, 'assessment'));
    res.vary('Accept');
    const format = formatOf(req, ['json', 'geojson', 'html']);
    if (format === 'json') return void res.json(stored);
    const circle = await circleOfStored(db, stored);
    const routes = await drawRoutes(db, stored);
    if (format === 'geojson')
      return void res.type(GEOJSON).send(JSON.stringify(assessmentGeojson(stored, circle, routes)));
    const radiusM = circle?.radiusM ?? stored.facts.neighbours?.searchedM ?? 1000;
    sendPage(req, res, TITLE, (base) => assessmentContent(stored, { radiusM, routes }, base));
  });
  router.get('/assessments/:id/replay', async (req, res) => {
    const { now } = parseInput(replayQuerySchema, req.query);
    const id = pathId(req, 'assessment');
    res.json(await replay(dbOf(req, res), id, { now: now === 'true' ? plans : undefined }));
  });
  return router;
}

const MEDIA_TYPES = { json: 'application/json', geojson: GEOJSON, html: 'text/html' } as const;
type Format = keyof typeof MEDIA_TYPES;

/** `f` where it is given (checked before), else the Accept header; the first format where it does not say. */
function formatOf(req: Request, formats: readonly [Format, ...Format[]]): Format {
  const asked = formats.find((format) => format === req.query.f);
  if (asked) return asked;
  const accepted = req.accepts(formats.map((format) => MEDIA_TYPES[format]));
  return formats.find((format) => MEDIA_TYPES[format] === accepted) ?? formats[0];
}
