import { type Request, Router } from 'express';
import { ANALYSES } from '../analyses/registry.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { jsonBodyOf } from '../http/json-body.ts';
import { submitJob } from './submit-job-routes.ts';

/**
 * `Prefer: respond-async` (RFC 7240) on `POST /<analysis>` and on `POST /scenarios/{id}/analyses/{analysis}`: the question becomes a
 * job. Without it the request goes on to the route that answers at once: mount this before those.
 */
export function respondAsyncRoutes(deps: AppDependencies): Router {
  const router = Router();
  for (const analysis of ANALYSES) {
    const submit = async (req: Request, res: import('express').Response, scenario: string | null) => {
      const given = jsonBodyOf(req) ?? {};
      await submitJob(deps, { analysis, given, scenario, preferred: true }, req, res);
    };
    router.post(`/${analysis.id}`, async (req, res, next) =>
      prefersAsync(req) ? submit(req, res, null) : next(),
    );
    router.post(`/scenarios/:id/analyses/${analysis.id}`, async (req, res, next) =>
      prefersAsync(req) ? submit(req, res, String(req.params.id)) : next(),
    );
  }
  return router;
}

/** Several preferences, each with parameters, stand in one header or in several; names know no case. */
function prefersAsync(req: Request): boolean {
  const preferences = req.get('prefer') ?? '';
  return preferences.split(',').some((one) => /^respond-async\s*(?:;|$)/i.test(one.trim()));
}
