import { Router } from 'express';
import { z } from 'zod';
import type { AppDependencies } from '../../http/app-dependencies.ts';
import { requireRole } from '../../http/authenticate.ts';
import { callerOf } from '../../http/caller.ts';
import { parseInput } from '../../http/parse-input.ts';
import { requestSignal } from '../../http/request-signal.ts';
import { receiveUpload } from '../receive-upload.ts';
import { importNetwork } from './import-network.ts';
import { networkFieldsSchema } from './network-fields.ts';
import type { NetworkOptions } from './network-options.ts';

/** `POST /imports/network` (multipart, role editor). */
export function networkImportRoutes({ database, config }: AppDependencies): Router {
  const router = Router();
  router.post('/imports/network', requireRole('editor'), async (req, res) => {
    parseInput(z.strictObject({}), req.query);
    const report = await receiveUpload(req, res, config, ({ file, fields }) => {
      const given = parseInput(networkFieldsSchema, fields);
      const options = Object.fromEntries(
        Object.entries(given).filter(([, value]) => value !== undefined),
      ) as NetworkOptions;
      return importNetwork(database, file, options, {
        actor: callerOf(res).actor,
        requestId: String(res.locals.requestId ?? ''),
        signal: requestSignal(req, res),
      });
    });
    if (report.committed) res.status(201).location(`/imports/${report.importId}`);
    res.set('Cache-Control', 'no-store').json(report);
  });
  return router;
}
