import { randomUUID } from 'node:crypto';
import type { RequestHandler } from 'express';

/** What is accepted from a caller: short and free of anything that could forge a log line. */
const SANE_ID = /^[A-Za-z0-9][A-Za-z0-9._:-]{0,63}$/;

/**
 * Sets `res.locals.requestId` and answers with it as `X-Request-Id`.
 * A sane `X-Request-Id` of the caller is kept, so that one id follows a request through proxies; anything else is replaced.
 */
export const assignRequestId: RequestHandler = (req, res, next) => {
  const given = req.get('x-request-id');
  const requestId = given !== undefined && SANE_ID.test(given) ? given : randomUUID();
  res.locals.requestId = requestId;
  res.set('X-Request-Id', requestId);
  next();
};
