import { type Response, Router } from 'express';
import { z } from 'zod';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { requireRole, verifierOf } from '../http/authenticate.ts';
import { callerOf } from '../http/caller.ts';
import { jsonBodyOf } from '../http/json-body.ts';
import { parseInput } from '../http/parse-input.ts';
import { createKey, listKeys, revokeKey, type WriteTrail } from './key-store.ts';
import { newKeySchema } from './new-key.ts';

/** `GET /keys`, `POST /keys` (the secret is shown this once), `DELETE /keys/:id` (revokes); for role admin. */
export function keysRoutes(deps: AppDependencies): Router {
  const { database } = deps;
  const router = Router();
  router.get('/keys', requireRole('admin'), async (req, res) => {
    parseInput(z.strictObject({}), req.query);
    res.set('Cache-Control', 'no-store').json({ keys: await listKeys(database) });
  });
  router.post('/keys', requireRole('admin'), async (req, res) => {
    const { name, role, expiresAt } = parseInput(newKeySchema, jsonBodyOf(req));
    const options = { name, role, expiresAt: expiresAt === undefined ? undefined : new Date(expiresAt) };
    const { record, key } = await createKey(database, options, trailOf(res));
    res
      .status(201)
      .set('Cache-Control', 'no-store')
      .location(`/keys/${record.keyId}`)
      .json({ ...record, key });
  });
  router.delete('/keys/:id', requireRole('admin'), async (req, res) => {
    const revoked = await revokeKey(database, String(req.params.id), trailOf(res));
    verifierOf(deps).forget(revoked.keyId);
    res.set('Cache-Control', 'no-store').json(revoked);
  });
  return router;
}

function trailOf(res: Response): WriteTrail {
  return { actor: callerOf(res).actor, requestId: String(res.locals.requestId ?? '') };
}
