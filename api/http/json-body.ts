import express, { type Request, type RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { UnsupportedMediaTypeError } from '../errors.ts';

const JSON_TYPES = ['application/json', 'application/*+json'];

/** Reads JSON bodies (`application/json`, `application/geo+json`, …) of at most MAX_BODY_BYTES into `req.body`. */
export function jsonBody(config: Pick<Config, 'MAX_BODY_BYTES'>): RequestHandler {
  return express.json({ type: JSON_TYPES, limit: config.MAX_BODY_BYTES });
}

/**
 * The parsed JSON body; an empty one is undefined.
 * Throws UnsupportedMediaTypeError when a body of another type came, rather than reading it as nothing.
 */
export function jsonBodyOf(req: Request): unknown {
  const hasBody = req.get('transfer-encoding') !== undefined || Number(req.get('content-length') ?? 0) > 0;
  if (hasBody && !req.is(JSON_TYPES)) {
    const given = req.get('content-type') ?? 'none';
    throw new UnsupportedMediaTypeError(`the body must be JSON; its Content-Type is ${given}`, [
      { field: 'Content-Type', value: given, reason: 'is not JSON', allowed: 'application/json' },
    ]);
  }
  return req.body as unknown;
}
