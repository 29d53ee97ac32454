import { ClientGoneError, DingdianError, TimeLimitError, UnavailableError } from '../errors.ts';

const CONNECTION_CODES = /^(?:ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EHOSTUNREACH|EAI_AGAIN)$/;
// `pg` reports these by message only.
const CONNECTION_MESSAGES =
  /^(?:Connection terminated|Cannot use a pool after calling end|Client has encountered a connection error|Client was closed)/;
const POOL_EXHAUSTED = 'timeout exceeded when trying to connect';
/**
 * SQLSTATE classes: connection exception, insufficient resources, operator intervention; then deadlock, serialization and a
 * row that somebody else holds for longer than the lock timeout.
 */
const UNAVAILABLE_STATES = /^(?:08|53|57P)|^40(?:001|P01)$|^55P03$/;

/** Why the work of `signal` was given up: its own reason where that is one of ours, else that the client left. */
export function reasonOf(signal: AbortSignal): Error {
  if (signal.reason instanceof DingdianError) return signal.reason;
  return new ClientGoneError('the request was given up', [], { cause: signal.reason });
}

/**
 * The error that a fault of the connection or the server means to a caller: TimeLimitError, UnavailableError, the
 * signal's reason. An error that speaks of the statement itself (a broken rule, a wrong value) is returned as it is.
 */
export function faultOf(thrown: unknown, signal?: AbortSignal): unknown {
  if (!(thrown instanceof Error) || thrown instanceof DingdianError) return thrown;
  const code = String((thrown as { code?: unknown }).code ?? '');
  const cause = { cause: thrown };
  if (code === '57014') {
    if (signal?.aborted) return reasonOf(signal);
    return new TimeLimitError('the database stopped the statement at its time limit', [], cause);
  }
  if (thrown.message === POOL_EXHAUSTED)
    return new UnavailableError('every connection to the database is busy; try again shortly', [], cause);
  if (UNAVAILABLE_STATES.test(code))
    return new UnavailableError('the database does not take this request now; try again shortly', [], cause);
  const isLost =
    CONNECTION_CODES.test(code) ||
    (code === 'ENOENT' && (thrown as NodeJS.ErrnoException).syscall === 'connect') ||
    CONNECTION_MESSAGES.test(thrown.message);
  return isLost ? new UnavailableError('the database cannot be reached now', [], cause) : thrown;
}

/** The innermost message of an error: what the driver or the operating system said. */
export function innermostMessage(thrown: unknown): string {
  if (!(thrown instanceof Error)) return String(thrown);
  if (thrown.cause !== undefined) return innermostMessage(thrown.cause);
  // A host name with several addresses fails with one error an address and no message of its own.
  if (thrown instanceof AggregateError && !thrown.message)
    return thrown.errors.map(innermostMessage).join(', ');
  return thrown.message || 'no answer';
}
