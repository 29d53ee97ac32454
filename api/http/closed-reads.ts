import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { requireRole } from './authenticate.ts';
import { isOpenPath } from './open-paths.ts';

/** With READS=keys every address but health, readiness and the explanations of errors needs a key of role reader. */
export function closeReads(config: Pick<Config, 'READS'>): RequestHandler {
  if (config.READS === 'open') return (_req, _res, next) => next();
  const needsReader = requireRole('reader');
  return (req, res, next) => (isOpenPath(req.path) ? next() : needsReader(req, res, next));
}
