import { type Request, Router } from 'express';
import { todayInShanghai } from '../../dates.ts';
import { InvalidInputError } from '../../errors.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { requireRole } from '../../http/authenticate.ts';
import { baseUrl } from '../../http/base-url.ts';
import { jsonBodyOf } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { requestSignal } from '../../http/request-signal.ts';
import { getPlan } from '../../policy/load-plans.ts';
import { answerOnce, readIdempotencyKey } from '../applications/idempotent-write.ts';
import { pathId } from '../applications/path-id-routes.ts';
import { plansOf } from '../plans-of.ts';
import { trailOf } from '../trail-of-routes.ts';
import { advanceBedQueue } from './advance-bed-queue.ts';
import {
  advanceSchema,
  batchApplicationsSchema,
  batchesQuerySchema,
  cancellationSchema,
  emptySchema,
  newBatchSchema,
  outcomeQuerySchema,
  previewRequestSchema,
  queueQuerySchema,
  settlementRequestSchema,
} from './batch-inputs.ts';
import { listQueue } from './bed-queue.ts';
import { getBatch, listBatches } from './find-batches.ts';
import { getSettlement } from './find-settlements.ts';
import { cancelBatch, openBatch } from './open-batch.ts';
import { previewBatch } from './preview-batch.ts';
import { listConflicts, rankBatch } from './rank-batch.ts';
import { replaySettlement } from './replay-settlement.ts';
import { settleStoredBatch } from './settle-stored-batch.ts';
import { shownOutcome, toOutcome } from './settlement-record.ts';
import { snapshotBatch } from './snapshot-batch.ts';
import { snapshotOutcomes } from './snapshot-outcomes.ts';
import { takeIntoBatch } from './take-into-batch.ts';

const idOf = (req: Request) => pathId(req, 'batch');

/** `/batches` and `/bed-queues`: taken in, frozen, ranked, settled. Reading is open, writing needs role editor. */
export function batchRoutes(deps: AppDependencies): Router {
  const { database, config } = deps;
  const plans = plansOf(config);
  const router = Router();
  const editor = requireRole('editor');

  router.post('/batches', editor, async (req, res) => {
    const body = parseInput(newBatchSchema, jsonBodyOf(req));
    const trail = trailOf(res);
    const { plan: planId, area, ...batch } = body;
    const plan = getPlan(plans, planId);
    const key = readIdempotencyKey(req.get('idempotency-key'));
    const request = { operation: 'openBatch', key, actor: trail.actor, body };
    const { answer } = await answerOnce(database, request, (tx) =>
      openBatch(tx, plan, { ...batch, area }, trail),
    );
    res.status(201).location(`/batches/${answer.id}`).json(answer);
  });

  router.get('/batches', async (req, res) => {
    const { limit, offset, ...filter } = parseInput(batchesQuerySchema, req.query);
    const found = await listBatches(database, filter, { limit: limit + 1, offset });
    res.json(pageOf(req, found, { path: '/batches', query: filter, limit, offset }));
  });

  router.get('/batches/:id', async (req, res) => {
    parseInput(emptySchema, req.query);
    res.json(await getBatch(database, idOf(req)));
  });

  router.post('/batches/:id/applications', editor, async (req, res) => {
    const batchId = idOf(req);
    const body = parseInput(batchApplicationsSchema, jsonBodyOf(req));
    const plan = getPlan(plans, (await getBatch(database, batchId)).plan);
    const { applications: applicationIds, acceptedOn = todayInShanghai() } = body;
    await database.transaction((tx) =>
      takeIntoBatch(tx, plan, { batchId, applicationIds, acceptedOn }, trailOf(res)),
    );
    res.json(await getBatch(database, batchId));
  });

  router.post('/batches/:id/snapshot', editor, async (req, res) => {
    parseInput(emptySchema, jsonBodyOf(req));
    const db = database.withSignal(requestSignal(req, res));
    res.json(await snapshotBatch(db, plans, idOf(req), trailOf(res)));
  });

  router.post('/batches/:id/cancel', editor, async (req, res) => {
    const { reason } = parseInput(cancellationSchema, jsonBodyOf(req));
    res.json(await cancelBatch(database, idOf(req), reason, trailOf(res)));
  });

  router.get('/batches/:id/ranking', async (req, res) => {
    parseInput(emptySchema, req.query);
    const batch = idOf(req);
    const db = database.withSignal(requestSignal(req, res));
    res.json({ batch, order: await rankBatch(db, plans, batch) });
  });

  router.get('/batches/:id/conflicts', async (req, res) => {
    parseInput(emptySchema, req.query);
    const batch = idOf(req);
    const db = database.withSignal(requestSignal(req, res));
    res.json({ batch, ...(await listConflicts(db, plans, batch)) });
  });

  router.post('/batches/:id/preview', editor, async (req, res) => {
    const shown = parseInput(outcomeQuerySchema, req.query);
    const { settledOn } = parseInput(previewRequestSchema, jsonBodyOf(req));
    const batchId = idOf(req);
    const db = database.withSignal(requestSignal(req, res));
    const { frozen, settlement } = await previewBatch(db, plans, batchId, settledOn);
    const before = await snapshotOutcomes(db, batchId);
    const outcome = toOutcome(frozen, settlement, settledOn ?? frozen.batch.cutOffOn, before);
    res.json(shownOutcome(outcome, shown));
  });

  router.post('/batches/:id/settle', editor, async (req, res) => {
    const shown = parseInput(outcomeQuerySchema, req.query);
    const { settledOn } = parseInput(settlementRequestSchema, jsonBodyOf(req));
    const key = requiredKey(req);
    const db = database.withSignal(requestSignal(req, res));
    const request = { batchId: idOf(req), settledOn, key };
    const { answer } = await settleStoredBatch(db, plans, request, trailOf(res));
    res.json(shownOutcome(answer, shown));
  });

  router.get('/batches/:id/settlement', async (req, res) => {
    const shown = parseInput(outcomeQuerySchema, req.query);
    const batchId = idOf(req);
    await getBatch(database, batchId);
    res.json(shownOutcome((await getSettlement(database, batchId)).answer, shown));
  });

  router.get('/batches/:id/replay', async (req, res) => {
    parseInput(emptySchema, req.query);
    const db = database.withSignal(requestSignal(req, res));
    res.json(await replaySettlement(db, plans, idOf(req)));
  });

  router.get('/bed-queues', async (req, res) => {
    const { limit, offset, ...filter } = parseInput(queueQuerySchema, req.query);
    const found = await listQueue(database, filter, { limit: limit + 1, offset });
    const query = { ...filter, history: String(filter.history) };
    res.json(pageOf(req, found, { path: '/bed-queues', query, limit, offset }));
  });

  router.post('/bed-queues/advance', editor, async (req, res) => {
    const { plan: planId, ...body } = parseInput(advanceSchema, jsonBodyOf(req));
    const db = database.withSignal(requestSignal(req, res));
    const request = { ...body, key: requiredKey(req) };
    res.json((await advanceBedQueue(db, getPlan(plans, planId), request, trailOf(res))).answer);
  });
  return router;

  /** One item more than the page holds was asked for: it tells whether there is a next page. */
  function pageOf<Item>(
    req: Request,
    found: readonly Item[],
    page: {
      readonly path: string;
      readonly query: Readonly<Record<string, string | undefined>>;
      readonly limit: number;
      readonly offset: number;
    },
  ) {
    const { path, query, limit, offset } = page;
    const items = found.slice(0, limit);
    if (found.length <= limit) return { items };
    const parameters = new URLSearchParams(
      Object.entries(query).flatMap(([name, value]): [string, string][] =>
        value === undefined ? [] : [[name, value]],
      ),
    );
    parameters.set('limit', String(limit));
    parameters.set('offset', String(offset + limit));
    return { items, next: `${baseUrl(req, config)}${path}?${parameters}` };
  }
}

function requiredKey(req: Request): string {
  const key = readIdempotencyKey(req.get('idempotency-key'));
  if (key !== undefined) return key;
  throw new InvalidInputError([
    {
      field: 'Idempotency-Key',
      reason: 'is needed: what is booked must be booked once, also when an answer is lost',
      allowed: 'a new UUID for each settlement, the same one for its repeat',
    },
  ]);
}
