import { GeoInputError } from './geo/geo-input-error.ts';

/** One thing wrong with an input: which field, what it held, why it is refused and what would be accepted. */
export interface InputIssue {
  readonly field: string;
  readonly value?: unknown;
  readonly reason: string;
  readonly allowed?: string;
}

/** Base of every error that a caller may see. `message` is a sentence for people; `code` is stable. */
export class DingdianError extends Error {
  readonly issues: readonly InputIssue[];
  constructor(message: string, issues: readonly InputIssue[] = [], options?: ErrorOptions) {
    super(message, options);
    this.name = new.target.name;
    this.issues = issues;
  }
}

/** A parameter or body that cannot be accepted; carries one issue per field. */
export class InvalidInputError extends DingdianError {
  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => `${issue.field}: ${issue.reason}`).join('; ') || 'invalid input', issues);
  }
}
export class NotFoundError extends DingdianError {}
/** No job has this id. */
export class NoSuchJobError extends DingdianError {}
/** The job has no answer yet. */
export class ResultNotReadyError extends DingdianError {}
export class MethodNotAllowedError extends DingdianError {}
export class NotAcceptableError extends DingdianError {}
export class UnsupportedMediaTypeError extends DingdianError {}
export class PayloadTooLargeError extends DingdianError {}
export class UnauthenticatedError extends DingdianError {}
export class ForbiddenError extends DingdianError {}
export class ConflictError extends DingdianError {}
export class ImportRejectedError extends DingdianError {}
export class ResultTooLargeError extends DingdianError {}
export class RateLimitedError extends DingdianError {}
/** As many jobs wait as may. */
export class QueueFullError extends DingdianError {}
export class TimeLimitError extends DingdianError {}
export class ClientGoneError extends DingdianError {}
export class UnavailableError extends DingdianError {}
/** The process that ran a job ended, again and again. */
export class JobInterruptedError extends DingdianError {}
/** The program cannot start or continue as configured; `message` ends with the remedy. */
export class StartupError extends DingdianError {}

type ErrorClass = abstract new (...args: never[]) => Error;

/** A class of errors: HTTP status, stable code, title, and the `type` where a standard prescribes one. */
export interface ErrorRow {
  readonly status: number;
  readonly code: string;
  readonly title: string;
  readonly type?: string;
}

const PROCESSES_EXCEPTIONS = 'http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0';

/** The one table from error class to its row; of one status the general one comes first. docs/errors.md mirrors it (a test compares). */
export const ERROR_TABLE: ReadonlyArray<ErrorRow & { readonly error: ErrorClass }> = [
  {
    error: InvalidInputError,
    status: 400,
    code: 'invalid-input',
    title: 'The request has an invalid value',
  },
  {
    error: GeoInputError,
    status: 400,
    code: 'invalid-geometry',
    title: 'A coordinate, box or geometry is not valid',
  },
  { error: UnauthenticatedError, status: 401, code: 'unauthenticated', title: 'A valid API key is needed' },
  { error: ForbiddenError, status: 403, code: 'forbidden', title: 'The API key may not do this' },
  { error: NotFoundError, status: 404, code: 'not-found', title: 'There is nothing at this address' },
  {
    error: NoSuchJobError,
    status: 404,
    code: 'no-such-job',
    title: 'There is no such job',
    type: `${PROCESSES_EXCEPTIONS}/no-such-job`,
  },
  {
    error: ResultNotReadyError,
    status: 404,
    code: 'result-not-ready',
    title: 'The job has no result yet',
    type: `${PROCESSES_EXCEPTIONS}/result-not-ready`,
  },
  {
    error: MethodNotAllowedError,
    status: 405,
    code: 'method-not-allowed',
    title: 'This address does not take that method',
  },
  {
    error: NotAcceptableError,
    status: 406,
    code: 'not-acceptable',
    title: 'The asked representation is not offered',
  },
  { error: ConflictError, status: 409, code: 'conflict', title: 'The write conflicts with what is stored' },
  {
    error: PayloadTooLargeError,
    status: 413,
    code: 'payload-too-large',
    title: 'The request is larger than allowed',
  },
  {
    error: UnsupportedMediaTypeError,
    status: 415,
    code: 'unsupported-media-type',
    title: 'The body is of a type that is not read here',
  },
  {
    error: ImportRejectedError,
    status: 422,
    code: 'import-rejected',
    title: 'The file was not imported; nothing was written',
  },
  {
    error: ResultTooLargeError,
    status: 422,
    code: 'result-too-large',
    title: 'The answer would exceed its limit; narrow the question',
  },
  { error: RateLimitedError, status: 429, code: 'rate-limited', title: 'Too many requests' },
  { error: QueueFullError, status: 429, code: 'queue-full', title: 'Too many jobs are waiting' },
  { error: ClientGoneError, status: 499, code: 'client-gone', title: 'The client went away' },
  { error: UnavailableError, status: 503, code: 'unavailable', title: 'The service is not ready' },
  {
    error: TimeLimitError,
    status: 503,
    code: 'time-limit',
    title: 'The question took longer than allowed',
  },
  {
    error: JobInterruptedError,
    status: 503,
    code: 'job-interrupted',
    title: 'The process that ran the job ended before it was done',
  },
  { error: StartupError, status: 500, code: 'startup', title: 'The program cannot start as configured' },
];

/** What an unexpected error is shown as; its message never reaches the caller. */
export const INTERNAL_ERROR = {
  status: 500,
  code: 'internal',
  title: 'An unexpected error happened',
} as const;

/** The table's row for an error, or the internal one. */
export function describeError(error: unknown): ErrorRow {
  return ERROR_TABLE.find((row) => error instanceof row.error) ?? INTERNAL_ERROR;
}
