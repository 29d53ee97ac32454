import { Router } from 'express';
import { INTERNAL_ERROR } from '../../errors.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { jsonBodyOf } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { describeProblem } from '../../http/problem.ts';
import { requestSignal } from '../../http/request-signal.ts';
import { responseWriter } from '../../http/response-writer.ts';
import { networkOpener } from '../on-foot/network-of-question.ts';
import { walkMatrix } from './walk-matrix.ts';
import { matrixPointInput, walkMatrixInput } from './walk-matrix-input.ts';

/**
 * `POST /walk-matrix`: many walks at once as NDJSON, streamed no faster than the client reads. A stream that breaks off lacks
 * its end line.
 */
export function walkMatrixRoutes(deps: AppDependencies): Router {
  const router = Router();
  router.post('/walk-matrix', async (req, res) => {
    const input = parseInput(walkMatrixInput, jsonBodyOf(req) ?? {});
    const signal = requestSignal(req, res);
    const lines = walkMatrix(
      input,
      {
        openNetwork: networkOpener(deps.database.withSignal(signal)),
        readPoint: (value) => parseInput(matrixPointInput, value),
        describeError: (error) => {
          const problem = describeProblem(error);
          if (problem.code === INTERNAL_ERROR.code)
            deps.log.error({ err: error }, 'a point of a matrix failed');
          return problem;
        },
      },
      { signal },
    );
    const write = responseWriter(res, signal);
    for await (const line of lines) {
      if (!res.headersSent) res.type('application/x-ndjson');
      await write(`${JSON.stringify(line)}\n`);
    }
    res.end();
  });
  return router;
}
