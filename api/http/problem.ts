import type { ErrorRequestHandler, Request, Response } from 'express';
import { ClientGoneError, TimeLimitError } from '../errors.ts';
import type { AppDependencies } from './app-dependencies.ts';
import { answerFor, type ErrorAnswer } from './error-answer.ts';
import { describeProblem, problemOf } from './problem-document.ts';
import { problemPage } from './problem-page.ts';
import { abortReason } from './request-signal.ts';
import { afterBody } from './unread-body.ts';
import { wantsPage } from './wants-page.ts';

export { notFoundHandler } from './not-found.ts';
export { describeProblem };

/** Headers that a handler may have set for the answer it did not give. */
const STALE_HEADERS = [
  'ETag',
  'Last-Modified',
  'Content-Length',
  'Content-Disposition',
  'Content-Crs',
  'Content-Type',
  'Link',
];

/** The last middleware: answers every error as RFC 9457 problem+json, or as a page for browsers. */
export function problemHandler(deps: Pick<AppDependencies, 'log'>): ErrorRequestHandler {
  return (error: unknown, req, res, _next) => {
    // The time limit was answered for this request; what its handler still says comes too late.
    if (res.writableEnded && abortReason(res) !== undefined) return;
    const answer = answerFor(timeIsOver(error, res) ?? error);
    const requestId = String(res.locals.requestId ?? '');
    if (answer.unexpected)
      deps.log.error({ err: error, requestId, method: req.method, path: req.path }, 'unexpected error');
    else if (answer.status >= 500) deps.log.warn({ err: error, requestId, path: req.path }, answer.title);
    if (res.headersSent) {
      // A stream broke off: the connection is cut, so that a half answer is not taken for a whole one.
      if (!res.writableEnded) res.destroy();
      return;
    }
    afterBody(req, () => {
      if (!res.headersSent) sendProblem(req, res, answer);
    });
  };
}

/** Sends an error's answer; headers set for a successful answer are taken back, those of CORS and security stay. */
export function sendProblem(req: Request, res: Response, answer: ErrorAnswer): void {
  for (const name of STALE_HEADERS) res.removeHeader(name);
  res.status(answer.status).set('Cache-Control', 'no-store').vary('Accept');
  if (answer.status === 401) res.set('WWW-Authenticate', 'Bearer realm="dingdian"');
  if (answer.status === 503 && !res.hasHeader('Retry-After')) res.set('Retry-After', '5');
  const problem = problemOf(req, res, answer);
  if (wantsPage(req)) res.type('html').send(problemPage(problem));
  else res.type('application/problem+json').send(JSON.stringify(problem));
}

/** The database tells only that it was interrupted; the signal knows that the time was over, not that the client left. */
function timeIsOver(error: unknown, res: Response): TimeLimitError | undefined {
  const reason = abortReason(res);
  return error instanceof ClientGoneError && reason instanceof TimeLimitError ? reason : undefined;
}
