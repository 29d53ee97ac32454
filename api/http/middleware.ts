import type { Express } from 'express';
import type { AppDependencies } from './app-dependencies.ts';
import { authenticate } from './authenticate.ts';
import { closeReads } from './closed-reads.ts';
import { compress } from './compress.ts';
import { crossOrigin } from './cross-origin.ts';
import { jsonBody } from './json-body.ts';
import { metricsOf } from './metrics.ts';
import { limitRate } from './rate-limit.ts';
import { assignRequestId } from './request-id.ts';
import { requestLog } from './request-log.ts';
import { securityHeaders } from './security-headers.ts';
import { limitTime } from './time-limit.ts';
import { limitVertices } from './vertex-limit.ts';

/**
 * What every request passes before its route, in this order: identity of the request, log and measurement (so that refusals are
 * seen too), headers that errors need as well (security, CORS), time limit, compression, who asks, how often, whether reads are
 * open, and only then the body.
 */
export function applyMiddleware(app: Express, deps: AppDependencies): void {
  const { config, log } = deps;
  app.disable('x-powered-by');
  app.set('trust proxy', config.TRUST_PROXY);
  // Node's own parser: no nested objects, and a repeated parameter stays visible as an array (parse-input.ts refuses it).
  app.set('query parser', 'simple');
  app.set('request timeout ms', config.REQUEST_TIMEOUT_MS);
  app.use(assignRequestId);
  app.use(requestLog(log));
  app.use(metricsOf(deps).measure(app));
  app.use(securityHeaders());
  app.use(crossOrigin(config));
  app.use(limitTime(config));
  app.use(compress());
  app.use(authenticate(deps));
  app.use(limitRate(config, log));
  app.use(closeReads(config));
  app.use(jsonBody(config));
  app.use(limitVertices(config));
}
