import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Request, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { type Options, pinoHttp } from 'pino-http';
import { callerOf } from './caller.ts';
import { isProbePath } from './open-paths.ts';

/** A key that somebody put into an address by mistake must not stay readable in the log. */
const KEY_IN_TEXT = /dd_[0-9a-f]{12}_[A-Za-z0-9_-]+/g;

/**
 * One log line a request: id, method, address, status, duration, caller's address and key id. Headers and bodies are never
 * logged, so neither are secrets. Probes are left out.
 */
export function requestLog(log: Logger): RequestHandler {
  const options: Options<Request, Response> = {
    logger: log,
    genReqId: (_req, res) => String(res.locals.requestId),
    autoLogging: { ignore: (req) => isProbePath(req.url) },
    quietReqLogger: true,
    customAttributeKeys: { reqId: 'requestId', responseTime: 'duration_ms' },
    customLogLevel: (_req, res, error) => (error || res.statusCode >= 500 ? 'warn' : 'info'),
    customSuccessMessage: (req, res) => `${req.method} ${res.statusCode}`,
    customErrorMessage: (req, res) => `${req.method} ${res.statusCode}`,
    customSuccessObject: (req, res, value: object) => ({ ...value, ...describe(req, res) }),
    // pino-http makes up an error for every 5xx; the true one was logged with its stack by problemHandler.
    customErrorObject: (req, res, _error, { err: _madeUp, ...value }: Record<string, unknown>) => ({
      ...value,
      ...describe(req, res),
    }),
    wrapSerializers: false,
    serializers: { req: () => undefined, res: () => undefined },
  };
  return pinoHttp<Request, Response>(options) as unknown as RequestHandler;
}

function describe(req: Request, res: Response) {
  return {
    method: req.method,
    url: redactKeys(req.originalUrl),
    status: statusOf(req, res),
    address: req.ip,
    keyId: callerOf(res).keyId ?? undefined,
    bytes: Number(res.getHeader('content-length')) || undefined,
  };
}

/** What the caller got: 499 when it left before the answer was complete. */
export function statusOf(_req: IncomingMessage, res: ServerResponse): number {
  return res.writableFinished ? res.statusCode : 499;
}

/** Text without the secrets of API keys. */
function redactKeys(text: string): string {
  return text.replace(KEY_IN_TEXT, (key) => `${key.slice(0, 15)}_[redacted]`);
}
