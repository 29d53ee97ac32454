import type { RequestHandler } from 'express';
import type { Config } from '../config.ts';
import { TimeLimitError } from '../errors.ts';
import { answerFor } from './error-answer.ts';
import { sendProblem } from './problem.ts';
import { requestSignal } from './request-signal.ts';

/** What a handler gets to notice the abort and answer by itself. */
const GRACE_MS = 1_000;

/**
 * Answers a read that takes longer than REQUEST_TIMEOUT_MS even when its handler cannot be interrupted (the embedded engine
 * runs a statement to its end). Writes are left to their handlers: only they know whether something was stored.
 */
export function limitTime(config: Pick<Config, 'REQUEST_TIMEOUT_MS'>): RequestHandler {
  return (req, res, next) => {
    if (req.method !== 'GET' && req.method !== 'HEAD') return next();
    const signal = requestSignal(req, res);
    const timer = setTimeout(() => {
      if (!res.headersSent && !res.destroyed && signal.reason instanceof TimeLimitError)
        sendProblem(req, res, answerFor(signal.reason));
    }, config.REQUEST_TIMEOUT_MS + GRACE_MS);
    timer.unref();
    res.once('close', () => clearTimeout(timer));
    next();
  };
}
