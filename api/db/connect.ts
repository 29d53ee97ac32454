import pg from 'pg';
import { requestCancel } from './cancel-request.ts';
import { Database } from './database.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';

// Dates stay calendar dates (text), 64-bit integers become numbers (ids and H3 are handled as text where they exceed 2^53);
// the same inside arrays, which `pg` would give as Date objects and strings.
const parseInteger = (text: string) => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
};
const parseDate = (text: string) => text;
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, parseDate);
types.setTypeParser(pg.types.builtins.INT8, parseInteger);
types.setTypeParser(pg.types.builtins.NUMERIC, Number);
const ARRAY_TYPES = { date: 1182, int8: 1016, numeric: 1231 } as const;
types.setTypeParser(ARRAY_TYPES.date, flatArray(parseDate));
types.setTypeParser(ARRAY_TYPES.int8, flatArray(parseInteger));
types.setTypeParser(ARRAY_TYPES.numeric, flatArray(Number));

/** Parses a one-dimensional array whose elements never need quotes. */
function flatArray<T>(parse: (text: string) => T): (text: string) => Array<T | null> {
  return (text) => {
    const inner = text.slice(1, -1);
    if (inner.includes('{')) throw new Error('an array of more than one dimension is not read');
    return inner === ''
      ? []
      : inner.split(',').map((element) => (element === 'NULL' ? null : parse(element)));
  };
}

export interface ServerOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  /** How long a statement waits for a free connection before UnavailableError. */
  readonly connectionTimeoutMs?: number;
}

/** The database over a pool of connections to a PostgreSQL server. */
export function serverDatabase(options: ServerOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: options.connectionTimeoutMs ?? 10_000,
    keepAlive: true,
    application_name: 'dingdian',
    // Short indexed statements gain nothing from JIT compilation, which costs each about 100 ms.
    options: '-c jit=off',
    types,
  });
  outliveLostConnections(pool);
  return new Database({ engine: 'server', pool, cancel: requestCancel });
}

/** The database over the embedded engine's socket: one session, so one connection that is never let go. */
export function embeddedDatabase(engine: EmbeddedEngine): Database {
  const pool = new pg.Pool({
    host: engine.socketDirectory,
    user: 'postgres',
    database: 'postgres',
    max: 1,
    idleTimeoutMillis: 0,
    types,
    // The engine has one session: a transaction or prepared statements of an earlier connection would still be there.
    // oxlint-disable-next-line typescript/no-misused-promises -- the pool awaits it, its types do not say so
    onConnect: async (client: pg.ClientBase) => {
      await client.query('rollback');
      await client.query('discard all');
    },
  } as pg.PoolConfig);
  outliveLostConnections(pool);
  return new Database({ engine: 'embedded', pool });
}

/** A connection that dies, idle or in use, must not end the process: it is replaced, and the statement reports the fault. */
function outliveLostConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}
