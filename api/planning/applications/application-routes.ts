import { Router } from 'express';
import { z } from 'zod';
import { todayInShanghai } from '../../dates.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { requireRole } from '../../http/authenticate.ts';
import { baseUrl } from '../../http/base-url.ts';
import { jsonBodyOf } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { requestSignal } from '../../http/request-signal.ts';
import { applicationSchema } from '../../policy/application.ts';
import { getPlan } from '../../policy/load-plans.ts';
import { admissionRoutes } from '../admissions/admission-routes.ts';
import { takeIntoBatch } from '../batches/take-into-batch.ts';
import { plansOf } from '../plans-of.ts';
import { trailOf } from '../trail-of-routes.ts';
import { getApplicationDetail } from './application-detail.ts';
import { listHistory } from './application-history.ts';
import {
  applicationsQuerySchema,
  assessmentRequestSchema,
  correctionSchema,
  historyQuerySchema,
  newApplicationSchema,
  newReviewSchema,
  withdrawalSchema,
} from './application-inputs.ts';
import { addReview } from './application-reviews.ts';
import { assessApplication } from './assess-application.ts';
import { getApplication, listApplications } from './find-applications.ts';
import { answerOnce, readIdempotencyKey } from './idempotent-write.ts';
import { mergePatch } from './merge-patch.ts';
import { findOpenResult } from './open-result.ts';
import { nextPageUrl } from './page-url.ts';
import { pathId } from './path-id-routes.ts';
import { withdrawApplication } from './withdraw-application.ts';
import { correctApplication, insertApplication, staleRevision } from './write-application.ts';

const NOTHING = z.strictObject({});
const idOf = (req: Parameters<typeof pathId>[0]) => pathId(req, 'application');

/** `/applications`: enter, list, correct, assess, review, withdraw. Reading is open, writing needs role editor. */
export function applicationRoutes(deps: AppDependencies): Router {
  const { database, config } = deps;
  const plans = plansOf(config);
  const router = Router();
  const editor = requireRole('editor');
  router.use(admissionRoutes(deps));

  router.post('/applications', editor, async (req, res) => {
    const body = parseInput(newApplicationSchema, jsonBodyOf(req));
    const plan = getPlan(plans, body.plan);
    const trail = trailOf(res);
    const key = readIdempotencyKey(req.get('idempotency-key'));
    const request = { operation: 'createApplication', key, actor: trail.actor, body };
    const { answer } = await answerOnce(database, request, async (tx) => {
      const id = await insertApplication(tx, plan.id, body.application, trail);
      if (body.batch !== undefined) {
        const acceptedOn = body.acceptedOn ?? todayInShanghai();
        await takeIntoBatch(tx, plan, { batchId: body.batch, applicationIds: [id], acceptedOn }, trail);
      }
      return getApplicationDetail(tx, id);
    });
    res.status(201).location(`/applications/${answer.id}`).json(answer);
  });

  router.get('/applications', async (req, res) => {
    const { limit, after, ...filter } = parseInput(applicationsQuerySchema, req.query);
    const found = await listApplications(database, filter, { limit: limit + 1, before: after });
    const items = found.slice(0, limit);
    const last = items.at(-1);
    const url = () => nextPageUrl(baseUrl(req, config), '/applications', { ...filter, limit }, last?.no ?? 0);
    res.json({ items, ...(found.length > limit && last ? { next: url() } : {}) });
  });

  router.get('/applications/:id', async (req, res) => {
    parseInput(NOTHING, req.query);
    res.json(await getApplicationDetail(database, idOf(req)));
  });

  router.patch('/applications/:id', editor, async (req, res) => {
    const id = idOf(req);
    const { revision, changes, note } = parseInput(correctionSchema, jsonBodyOf(req));
    const before = await getApplication(database, id);
    if (before.revision !== revision) throw staleRevision(revision, before.revision);
    const application = parseInput(applicationSchema, mergePatch(before.application, changes));
    await correctApplication(database, { id, revision, application, note }, plans, trailOf(res));
    res.json(await getApplicationDetail(database, id));
  });

  router.post('/applications/:id/withdraw', editor, async (req, res) => {
    const id = idOf(req);
    const { reason, on = todayInShanghai() } = parseInput(withdrawalSchema, jsonBodyOf(req));
    await withdrawApplication(database, { id, on, reason }, trailOf(res));
    res.json(await getApplicationDetail(database, id));
  });

  router.post('/applications/:id/assessments', editor, async (req, res) => {
    const id = idOf(req);
    const { asOf } = parseInput(assessmentRequestSchema, jsonBodyOf(req));
    const db = database.withSignal(requestSignal(req, res));
    const made = await assessApplication(db, plans, { id, asOf }, trailOf(res));
    res.status(201).location(`/assessments/${made.assessmentId}`).json({
      id: made.assessmentId,
      application: id,
      revision: made.revision,
      asOf: made.asOf,
      result: made.result,
    });
  });

  router.post('/applications/:id/reviews', editor, async (req, res) => {
    const applicationId = idOf(req);
    const body = parseInput(newReviewSchema, jsonBodyOf(req));
    await getApplication(database, applicationId);
    const open = await findOpenResult(database, plans, applicationId, body.ruleId);
    const review = { ...body, decidedOn: body.decidedOn ?? todayInShanghai(), document: body.document };
    res.status(201).json(await addReview(database, { applicationId, ...review, ...open }, trailOf(res)));
  });

  router.get('/applications/:id/history', async (req, res) => {
    const id = idOf(req);
    const { limit, after } = parseInput(historyQuerySchema, req.query);
    await getApplication(database, id);
    const found = await listHistory(database, { name: 'application', id }, { limit: limit + 1, after });
    const items = found.slice(0, limit);
    const path = `/applications/${id}/history`;
    const next = () => nextPageUrl(baseUrl(req, config), path, { limit }, items.at(-1)?.no ?? 0);
    res.json({ items, ...(found.length > limit ? { next: next() } : {}) });
  });
  return router;
}
