import type { RequestHandler } from 'express';
import { MethodNotAllowedError, NotFoundError } from '../errors.ts';
import { methodsAt } from './route-table.ts';

/**
 * After all routes: a path that exists with other methods answers 405 with `Allow` (OPTIONS: 204), any other 404.
 * Throws MethodNotAllowedError or NotFoundError.
 */
export const notFoundHandler: RequestHandler = (req, res) => {
  const methods = methodsAt(req.app, req.path);
  if (methods.length === 0) throw new NotFoundError(`there is nothing at ${req.path}`);
  const allowed = [...methods, 'OPTIONS'].join(', ');
  res.set('Allow', allowed);
  if (req.method === 'OPTIONS') res.status(204).end();
  else throw new MethodNotAllowedError(`${req.path} takes ${allowed}, not ${req.method}`);
};
