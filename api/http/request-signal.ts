import { setMaxListeners } from 'node:events';
import type { Request, Response } from 'express';
import { ClientGoneError, TimeLimitError } from '../errors.ts';

/** REQUEST_TIMEOUT_MS of an app that was made without a configuration. */
const DEFAULT_TIMEOUT_MS = 120_000;

const signals = new WeakMap<Response, AbortSignal>();

/**
 * A signal that aborts when the client goes away before the answer is complete (reason ClientGoneError) or when
 * REQUEST_TIMEOUT_MS has passed (reason TimeLimitError). One signal a request; give it to `database.withSignal`.
 */
export function requestSignal(req: Request, res: Response): AbortSignal {
  const known = signals.get(res);
  if (known) return known;
  const controller = new AbortController();
  signals.set(res, controller.signal);
  // Each statement under way listens; a batch has a dozen at once, and none stays after its statement.
  setMaxListeners(0, controller.signal);
  const timeoutMs = timeoutOf(req);
  const abort = (reason: Error) => {
    if (!controller.signal.aborted) controller.abort(reason);
  };
  const timer = setTimeout(
    () => abort(new TimeLimitError(`the request took longer than ${timeoutMs / 1000} s`)),
    timeoutMs,
  );
  timer.unref();
  const gone = () => abort(new ClientGoneError('the client closed the connection'));
  res.once('close', () => {
    clearTimeout(timer);
    if (!res.writableFinished) gone();
  });
  if (res.destroyed || res.closed) gone();
  return controller.signal;
}

/** Why the request's signal aborted: the client left, or the time is over; undefined while neither happened. */
export function abortReason(res: Response): unknown {
  const signal = signals.get(res);
  return signal?.aborted ? signal.reason : undefined;
}

function timeoutOf(req: Request): number {
  const configured: unknown = req.app.get('request timeout ms');
  return typeof configured === 'number' ? configured : DEFAULT_TIMEOUT_MS;
}
