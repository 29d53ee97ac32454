import cors from 'cors';
import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';

/** What a script of another origin may read of an answer. */
const EXPOSED = [
  'ETag',
  'Link',
  'Location',
  'Preference-Applied',
  'Content-Crs',
  'Content-Disposition',
  'RateLimit',
  'RateLimit-Policy',
  'Retry-After',
  'X-Request-Id',
];

/**
 * CORS by CORS_ORIGIN (`*` or a comma-separated list), on errors too. A preflight is answered here; a plain OPTIONS goes on to
 * the routes, which answer with the methods they take.
 */
export function crossOrigin(config: Pick<Config, 'CORS_ORIGIN'>): RequestHandler {
  const origins = config.CORS_ORIGIN.split(',').map((origin) => origin.trim().replace(/\/$/, ''));
  const apply = cors({
    origin: origins.includes('*') ? '*' : origins,
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    exposedHeaders: EXPOSED,
    maxAge: 86_400,
    preflightContinue: true,
  }) as RequestHandler;
  return (req, res, next) =>
    apply(req, res, (error?: unknown) => {
      if (error) return next(error);
      if (req.method === 'OPTIONS' && req.get('access-control-request-method')) return res.status(204).end();
      // Only a preflight has the preflight's headers: cors answers every OPTIONS as if it were one.
      if (req.method === 'OPTIONS') res.removeHeader('Access-Control-Allow-Methods');
      next();
    });
}
