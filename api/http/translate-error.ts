import {
  ClientGoneError,
  ConflictError,
  DingdianError,
  InvalidInputError,
  PayloadTooLargeError,
  TimeLimitError,
  UnavailableError,
  UnsupportedMediaTypeError,
} from '../errors.ts';

/** What the libraries put on their errors beside the message. */
interface LibraryError extends Error {
  readonly code?: unknown;
  readonly type?: unknown;
  readonly syscall?: unknown;
  readonly constraint?: string;
  readonly limit?: number;
  readonly field?: string;
}

/** The error of ours that a library's error means; anything else is returned as it is. */
export function translateError(thrown: unknown): unknown {
  if (!(thrown instanceof Error) || thrown instanceof DingdianError) return thrown;
  const error = thrown as LibraryError;
  return fromDatabase(error) ?? fromConnection(error) ?? fromBodyParser(error) ?? fromMulter(error) ?? thrown;
}

/** PostgreSQL's SQLSTATE codes. */
function fromDatabase(error: LibraryError): Error | undefined {
  const code = typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : '';
  const cause = { cause: error };
  if (code === '57014')
    return new TimeLimitError('the database stopped the statement at its time limit', [], cause);
  if (code === '23P01' || code === '23505' || code === '23503')
    return new ConflictError(
      `the write breaks the rule ${error.constraint ?? code} of what is stored`,
      [],
      cause,
    );
  if (code === '40001' || code === '40P01')
    return new UnavailableError('the database was busy with a conflicting write', [], cause);
  if (/^(?:08|53|57P)/.test(code) || code === '25006')
    return new UnavailableError('the database does not take requests now', [], cause);
  return undefined;
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'EAI_AGAIN',
]);
// The driver reports these by message only.
const CONNECTION_MESSAGES =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Cannot use a pool after calling end|Client has encountered a connection error|Client was closed)/;

function fromConnection(error: LibraryError): Error | undefined {
  const lost =
    CONNECTION_CODES.has(String(error.code)) ||
    (error.code === 'ENOENT' && error.syscall === 'connect') ||
    CONNECTION_MESSAGES.test(error.message);
  return lost ? new UnavailableError('the database cannot be reached now', [], { cause: error }) : undefined;
}

function fromBodyParser(error: LibraryError): Error | undefined {
  switch (error.type) {
    case 'entity.parse.failed':
      return new InvalidInputError([
        { field: 'body', reason: `is not valid JSON (${error.message})`, allowed: 'a JSON object' },
      ]);
    case 'entity.too.large':
      return new PayloadTooLargeError(
        `the body is larger than the ${error.limit ?? '?'} bytes allowed (MAX_BODY_BYTES)`,
      );
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new UnsupportedMediaTypeError(error.message);
    case 'request.size.invalid':
      return new InvalidInputError([
        { field: 'body', reason: 'is shorter or longer than its Content-Length' },
      ]);
    case 'request.aborted':
      return new ClientGoneError('the client closed the connection while it sent the body');
    default:
      return undefined;
  }
}

function fromMulter(error: LibraryError): Error | undefined {
  if (error.name !== 'MulterError') return undefined;
  if (error.code === 'LIMIT_FILE_SIZE')
    return new PayloadTooLargeError('the file is larger than allowed (MAX_UPLOAD_BYTES)');
  return new InvalidInputError([{ field: error.field ?? 'body', reason: error.message }]);
}
