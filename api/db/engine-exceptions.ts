import type { PGlite } from '@electric-sql/pglite';

type ExecuteStream = PGlite['execProtocolRawStream'];

const QUERY = 'Q'.charCodeAt(0);
const MESSAGE =
  'PostGIS gave up on a geometry: an exception of its geometry library (GEOS), as for rings that do not close or lines that cross almost at one point';

/**
 * Makes an exception of PostGIS's libraries an SQL error. In this engine nothing catches such an exception: the statement ends
 * there, and answers with the rows it had, usually none, and without an error; a transaction would go on and be committed. The
 * engine's own count of exceptions that nobody caught tells; the answer is then thrown away, and an error raised in its place
 * (SQLSTATE XX000 as from a server), which also aborts the transaction. What a statement outside a transaction had written
 * before stays. `database` is changed; each call must be a whole exchange (withWholeExchanges).
 */
export function raiseExceptions(database: PGlite): void {
  const execute = database.execProtocolRawStream.bind(database);
  const uncaught = countOf(database);
  const executeOrRaise: ExecuteStream = async (exchange, options) => {
    const before = uncaught();
    const chunks: Uint8Array[] = [];
    await execute(exchange, { ...options, onRawData: (data) => chunks.push(data.slice()) });
    if (uncaught() === before) for (const chunk of chunks) options.onRawData(chunk);
    else await execute(RAISE, options);
  };
  database.execProtocolRawStream = executeOrRaise;
}

/** Throws when the engine has no such count: a version of it that this correction does not fit. */
function countOf(database: PGlite): () => number {
  const name = '___cxa_uncaught_exceptions';
  const count: unknown = Reflect.get(database.Module, name);
  if (typeof count !== 'function') throw new Error(`the embedded engine has no ${name}`);
  return () => Number(count());
}

const RAISE = simpleQuery(
  `do $$ begin raise exception using errcode = 'XX000', message = '${MESSAGE}'; end $$`,
);

function simpleQuery(text: string): Uint8Array {
  const body = new TextEncoder().encode(`${text}\0`);
  const message = new Uint8Array(5 + body.length);
  message[0] = QUERY;
  new DataView(message.buffer).setInt32(1, 4 + body.length);
  message.set(body, 5);
  return message;
}
