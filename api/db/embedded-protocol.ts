import type { PGlite } from '@electric-sql/pglite';

const SYNC = 'S'.charCodeAt(0);
const ERROR_RESPONSE = 'E'.charCodeAt(0);
const READY_FOR_QUERY = 'Z'.charCodeAt(0);
/** Extended-query messages that the server answers as one exchange when Sync comes: Parse, Bind, Describe, Execute, Close, Flush. */
const HELD = new Set(Buffer.from('PBDECH'));

type RawOptions = NonNullable<Parameters<PGlite['execProtocolRawStream']>[1]>;

/**
 * PGlite as the socket server should see it: one extended-query exchange (Parse … Sync) is executed as a whole and
 * answers with one ReadyForQuery. The socket server hands over message by message; after an error in the midst PGlite
 * then says ReadyForQuery more than once, the client takes the next statement for finished, and every later answer goes
 * to the wrong question. PostgreSQL's protocol: after an error everything up to Sync is discarded, then one ReadyForQuery.
 */
export function withWholeExchanges(database: PGlite): PGlite {
  let held: Uint8Array[] = [];
  const execProtocolRawStream = async (message: Uint8Array, options: RawOptions): Promise<void> => {
    const kind = message[0] ?? 0;
    if (HELD.has(kind)) {
      held.push(message);
      return;
    }
    const exchange = kind === SYNC ? concat([...held, message]) : message;
    held = [];
    const chunks: Uint8Array[] = [];
    await database.execProtocolRawStream(exchange, {
      ...options,
      onRawData: (data) => chunks.push(data.slice()),
    });
    const answer = kind === SYNC ? endOnce(concat(chunks)) : concat(chunks);
    if (answer.length > 0) options.onRawData(answer);
  };
  return new Proxy(database, {
    get: (target, property) => {
      if (property === 'execProtocolRawStream') return execProtocolRawStream;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? value.bind(target) : value;
    },
  });
}

/** Drops what follows an error except the closing ReadyForQuery, and every ReadyForQuery but the last. */
function endOnce(answer: Uint8Array): Uint8Array {
  const view = new DataView(answer.buffer, answer.byteOffset, answer.byteLength);
  const kept: Uint8Array[] = [];
  let ready: Uint8Array | undefined;
  let failed = false;
  for (let at = 0; at < answer.length; ) {
    const end = at + 1 + view.getInt32(at + 1);
    const message = answer.subarray(at, end);
    if (message[0] === READY_FOR_QUERY) ready = message;
    else if (!failed) kept.push(message);
    failed ||= message[0] === ERROR_RESPONSE;
    at = end;
  }
  return concat(ready ? [...kept, ready] : kept);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const only = parts.length === 1 ? parts[0] : undefined;
  return only ?? new Uint8Array(Buffer.concat(parts));
}
