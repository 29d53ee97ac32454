import { Router } from 'express';
import { z } from 'zod';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { requireRole } from '../http/authenticate.ts';
import { callerOf } from '../http/caller.ts';
import { parseInput } from '../http/parse-input.ts';
import { activateNetwork, removeNetwork, retireNetwork } from './activate-network.ts';
import { getNetwork, listNetworks } from './stored-networks.ts';

const nothing = z.strictObject({});

/**
 * `GET /walk-networks` and `/walk-networks/:code` (as they are open to readers of the collections), and for role editor
 * `POST …/activate`, `POST …/retire`, `DELETE /walk-networks/:code`.
 */
export function walkNetworkRoutes({ database }: AppDependencies): Router {
  const router = Router();
  router.get('/walk-networks', async (req, res) => {
    parseInput(nothing, req.query);
    const networks = await listNetworks(database);
    res
      .set('Cache-Control', 'no-store')
      .json({ networks: networks.map(({ build: _report, ...head }) => head) });
  });
  router.get('/walk-networks/:code', async (req, res) => {
    parseInput(nothing, req.query);
    res.set('Cache-Control', 'no-store').json(await getNetwork(database, String(req.params.code)));
  });
  const changes = { activate: activateNetwork, retire: retireNetwork };
  for (const [verb, change] of Object.entries(changes)) {
    router.post(`/walk-networks/:code/${verb}`, requireRole('editor'), async (req, res) => {
      parseInput(nothing, req.query);
      const trail = { actor: callerOf(res).actor, requestId: String(res.locals.requestId ?? '') };
      res.set('Cache-Control', 'no-store').json(await change(database, String(req.params.code), trail));
    });
  }
  router.delete('/walk-networks/:code', requireRole('editor'), async (req, res) => {
    parseInput(nothing, req.query);
    const trail = { actor: callerOf(res).actor, requestId: String(res.locals.requestId ?? '') };
    res.set('Cache-Control', 'no-store').json(await removeNetwork(database, String(req.params.code), trail));
  });
  return router;
}
