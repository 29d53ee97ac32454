import { Router } from 'express';
import { z } from 'zod';
import { todayInShanghai } from '../../dates.ts';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { requireRole } from '../../http/authenticate.ts';
import { jsonBodyOf } from '../../http/json-body.ts';
import { parseInput } from '../../http/parse-input.ts';
import { requestSignal } from '../../http/request-signal.ts';
import { getApplication } from '../applications/find-applications.ts';
import { answerOnce, readIdempotencyKey } from '../applications/idempotent-write.ts';
import { pathId } from '../applications/path-id-routes.ts';
import { plansOf } from '../plans-of.ts';
import { trailOf } from '../trail-of-routes.ts';
import { designationRequestSchema, newAdmissionSchema } from './admission-inputs.ts';
import { admitApplication } from './admit-application.ts';
import { designateApplication } from './designate-application.ts';
import { getAdmission } from './find-admissions.ts';

/** `/applications/{id}/admission` and `/applications/{id}/designation`: what follows a decision. */
export function admissionRoutes({ database, config }: AppDependencies): Router {
  const plans = plansOf(config);
  const router = Router();
  const editor = requireRole('editor');

  router.get('/applications/:id/admission', async (req, res) => {
    parseInput(z.strictObject({}), req.query);
    const id = pathId(req, 'application');
    await getApplication(database, id);
    res.json(await getAdmission(database, id));
  });

  router.post('/applications/:id/admission', editor, async (req, res) => {
    const applicationId = pathId(req, 'application');
    const { admittedOn = todayInShanghai(), document } = parseInput(newAdmissionSchema, jsonBodyOf(req));
    const trail = trailOf(res);
    const body = { applicationId, admittedOn, document };
    const key = readIdempotencyKey(req.get('idempotency-key'));
    const request = { operation: 'admitApplication', key, actor: trail.actor, body };
    const db = database.withSignal(requestSignal(req, res));
    const { answer } = await answerOnce(db, request, (tx) => admitApplication(tx, plans, body, trail));
    res.status(201).location(`/applications/${applicationId}/admission`).json(answer);
  });

  router.post('/applications/:id/designation', editor, async (req, res) => {
    const applicationId = pathId(req, 'application');
    const body = { ...parseInput(designationRequestSchema, jsonBodyOf(req)), applicationId };
    const trail = trailOf(res);
    const key = readIdempotencyKey(req.get('idempotency-key'));
    const request = { operation: 'designateApplication', key, actor: trail.actor, body };
    const { answer } = await answerOnce(database, request, (tx) =>
      designateApplication(tx, plans, body, trail),
    );
    res.status(201).location(`/collections/designations/items/${answer.designation}`).json(answer);
  });
  return router;
}
