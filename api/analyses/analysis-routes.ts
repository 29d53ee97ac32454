import { Router } from 'express';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { jsonBodyOf } from '../http/json-body.ts';
import { parseInput } from '../http/parse-input.ts';
import { requestSignal } from '../http/request-signal.ts';
import type { Analysis } from './analysis.ts';
import { hasOnlyScalarInputs } from './input-kinds.ts';
import { ANALYSES } from './registry.ts';
import { readTextInput } from './text-input.ts';

/** `GET /<id>` (when every input is scalar) and `POST /<id>` for every analysis of the registry. */
export function analysisRoutes(deps: AppDependencies): Router {
  const router = Router();
  for (const analysis of ANALYSES) {
    const answer = answerer(deps, analysis);
    const route = router.route(`/${analysis.id}`);
    if (hasOnlyScalarInputs(analysis))
      route.get(async (req, res) =>
        answer(readTextInput(analysis.input, req.query), requestSignal(req, res), res),
      );
    route.post(async (req, res) => answer(jsonBodyOf(req) ?? {}, requestSignal(req, res), res));
  }
  return router;
}

function answerer({ database, log }: AppDependencies, analysis: Analysis) {
  return async (given: unknown, signal: AbortSignal, res: import('express').Response): Promise<void> => {
    const input = parseInput(analysis.input, given);
    const result = await analysis.run(
      { db: database.withSignal(signal), signal, log },
      input,
      () => undefined,
    );
    // Express's own res.json would serialise again for its ETag; the text is made once here.
    res.type('application/geo+json').send(JSON.stringify(result));
  };
}
