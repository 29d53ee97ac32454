import type { Request, Response } from 'express';
import { answerFor, type ErrorAnswer } from './error-answer.ts';
import { explanationOf } from './error-explanations.ts';

/** The members of a problem: those of RFC 9457, then `code`, `requestId`, the Chinese title, and one issue a field. */
export interface Problem {
  /** URL reference of the code's explanation, the `type` that a standard prescribes, or `about:blank` for a bare HTTP error. */
  readonly type: string;
  readonly title: string;
  readonly title_zh?: string;
  readonly status: number;
  readonly detail?: string;
  /** Path of the request. */
  readonly instance: string;
  readonly code?: string;
  readonly requestId: string;
  readonly issues?: ErrorAnswer['issues'];
}

/** The part of a problem that does not depend on a request; what a line of a batch says of its error. */
export type ProblemCore = Omit<Problem, 'instance' | 'requestId'>;

/** The problem that a thrown value becomes, for answers that carry an error inside; tells nothing of an unexpected one. */
export function describeProblem(thrown: unknown): ProblemCore {
  return coreOf(answerFor(thrown));
}

/** The problem document of an error's answer to one request. */
export function problemOf(req: Request, res: Response, answer: ErrorAnswer): Problem {
  const { issues, ...core } = coreOf(answer);
  return {
    ...core,
    instance: req.originalUrl.split('?', 1)[0] ?? '/',
    requestId: String(res.locals.requestId ?? ''),
    ...(issues ? { issues } : {}),
  };
}

function coreOf(answer: ErrorAnswer): ProblemCore {
  const explanation = explanationOf(answer.code);
  return {
    type: answer.type ?? (answer.code ? `/errors/${answer.code}` : 'about:blank'),
    title: answer.title,
    ...(explanation ? { title_zh: explanation.title.zh } : {}),
    status: answer.status,
    ...(answer.detail === undefined ? {} : { detail: answer.detail }),
    ...(answer.code ? { code: answer.code } : {}),
    ...(answer.issues.length > 0 ? { issues: answer.issues } : {}),
  };
}
