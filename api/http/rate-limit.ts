import type { RequestHandler } from 'express';
import { rateLimit } from 'express-rate-limit';
import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import { RateLimitedError } from '../errors.ts';
import { addressKey } from './address-key.ts';
import { callerOf } from './caller.ts';
import { isProbePath } from './open-paths.ts';

/**
 * RATE_LIMIT_PER_MINUTE requests a minute for each key, else for each address, with the RateLimit headers of the IETF draft 8.
 * Passes RateLimitedError on when it is exceeded. Counted in this process: several processes each allow their own share.
 */
export function limitRate(config: Pick<Config, 'RATE_LIMIT_PER_MINUTE'>, log: Logger): RequestHandler {
  const limit = config.RATE_LIMIT_PER_MINUTE;
  if (limit === 0) return (_req, _res, next) => next();
  return rateLimit({
    windowMs: 60_000,
    limit,
    standardHeaders: 'draft-8',
    legacyHeaders: false,
    keyGenerator: (req, res) => {
      const { keyId } = callerOf(res);
      return keyId === null ? addressKey(req) : `key:${keyId}`;
    },
    skip: (req) => isProbePath(req.path),
    handler: (_req, _res, next) => next(new RateLimitedError(`more than ${limit} requests within a minute`)),
    logger: {
      warn: (error) => log.warn({ err: error }, 'rate limit'),
      error: (error) => log.error({ err: error }, 'rate limit'),
    },
  });
}
