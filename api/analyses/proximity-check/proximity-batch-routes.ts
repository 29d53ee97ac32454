import { Router } from 'express';
import { INTERNAL_ERROR, InvalidInputError, UnsupportedMediaTypeError } from '../../errors.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { mapInOrder } from '../../http/map-in-order.ts';
import { type NdjsonLine, ndjsonLines } from '../../http/ndjson-lines.ts';
import { parseInput } from '../../http/parse-input.ts';
import { describeProblem } from '../../http/problem.ts';
import { requestSignal } from '../../http/request-signal.ts';
import { responseWriter } from '../../http/response-writer.ts';
import { networkOpener } from '../on-foot/network-of-question.ts';
import { checkProximity } from './check-proximity.ts';
import { proximityCheck } from './proximity-check.ts';

const MAX_LINE_CHARS = 20_000;
/** Of the pool: a batch must not keep everybody else waiting. */
const CONNECTIONS_LEFT_TO_OTHERS = 3;
const MEDIA_TYPES = ['application/x-ndjson', 'application/ndjson', 'application/jsonl', 'text/plain'];

/**
 * `POST /proximity-check/batch`: one JSON object a line in, one a line out in the same order, streamed.
 * A bad line answers `{line, error: problem}` and the rest goes on; an optional `ref` is given back. Walks of all lines use
 * the network as it was when the first of them was asked.
 */
export function proximityBatchRoutes(deps: AppDependencies): Router {
  const router = Router();
  router.post('/proximity-check/batch', async (req, res) => {
    if (!req.is(MEDIA_TYPES))
      throw new UnsupportedMediaTypeError('send one JSON object a line', [
        {
          field: 'Content-Type',
          value: req.get('content-type'),
          reason: 'not NDJSON',
          allowed: MEDIA_TYPES.join(', '),
        },
      ]);
    const signal = requestSignal(req, res);
    const db = deps.database.withSignal(signal);
    const openNetwork = networkOpener(db);
    const check = async (line: NdjsonLine) => {
      let ref: unknown;
      try {
        const { ref: given, ...rest } = readLine(line);
        ref = given;
        const input = parseInput(proximityCheck.input, rest);
        const answer = await checkProximity({ db, signal }, input, openNetwork);
        return { line: line.line, ...(ref === undefined ? {} : { ref }), ...answer };
      } catch (error) {
        if (signal.aborted) throw error;
        const problem = describeProblem(error);
        if (problem.code === INTERNAL_ERROR.code)
          deps.log.error({ err: error, line: line.line }, 'a line of a batch failed');
        return { line: line.line, ...(ref === undefined ? {} : { ref }), error: problem };
      }
    };
    res.type('application/x-ndjson');
    const write = responseWriter(res, signal);
    const width =
      db.engine === 'embedded' ? 1 : Math.max(1, deps.config.DATABASE_POOL_SIZE - CONNECTIONS_LEFT_TO_OTHERS);
    for await (const answer of mapInOrder(ndjsonLines(req, MAX_LINE_CHARS), width, check)) {
      await write(`${JSON.stringify(answer)}\n`);
    }
    res.end();
  });
  return router;
}

function readLine({ text, tooLong }: NdjsonLine): Record<string, unknown> {
  if (tooLong)
    throw new InvalidInputError([{ field: 'line', reason: `longer than ${MAX_LINE_CHARS} characters` }]);
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value))
      return value as Record<string, unknown>;
  } catch {
    // reported below with what was expected
  }
  throw new InvalidInputError([
    {
      field: 'line',
      value: text.slice(0, 100),
      reason: 'not a JSON object',
      allowed: 'one JSON object a line',
    },
  ]);
}
