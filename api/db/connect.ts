import pg from 'pg';
import { StartupError } from '../errors.ts';
import { Database } from './database.ts';
import type { EmbeddedEngine } from './embedded-engine.ts';

// Dates stay calendar dates (text), 64-bit integers become numbers (ids and H3 are handled as text where they exceed 2^53).
const types = new pg.TypeOverrides();
types.setTypeParser(pg.types.builtins.DATE, (text: string) => text);
types.setTypeParser(pg.types.builtins.INT8, (text: string) => {
  const value = Number(text);
  return Number.isSafeInteger(value) ? value : text;
});
types.setTypeParser(pg.types.builtins.NUMERIC, Number);

export interface ServerOptions {
  readonly url: string;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
}

/** The database over a pool of connections to a PostgreSQL server. */
export function serverDatabase(options: ServerOptions): Database {
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.poolSize,
    statement_timeout: options.statementTimeoutMs,
    connectionTimeoutMillis: 10_000,
    application_name: 'dingdian',
    types,
  });
  pool.on('error', () => undefined); // an idle connection that dies is replaced; the next statement reports a real fault
  const cancelBackend = async (processId: number) => {
    const client = new pg.Client({ connectionString: options.url, application_name: 'dingdian-cancel' });
    await client.connect();
    try {
      await client.query('select pg_cancel_backend($1)', [processId]);
    } finally {
      await client.end();
    }
  };
  return new Database({ engine: 'server', pool, cancelBackend });
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
    // The engine has one session: statements prepared by an earlier connection would still be there.
    onConnect: async (client: pg.ClientBase) => {
      await client.query('deallocate all');
    },
  } as pg.PoolConfig);
  pool.on('error', () => undefined);
  return new Database({ engine: 'embedded', pool });
}

/**
 * Checks that the server answers and is new enough: PostgreSQL 15, PostGIS 3.3 installed or installable.
 * Throws StartupError with the remedy.
 */
export async function checkServer(database: Database): Promise<void> {
  let row: { version: number; postgis: string | null } | undefined;
  try {
    [row] = await database.run<{ version: number; postgis: string | null }>({
      text: `select current_setting('server_version_num')::int as version,
                    coalesce((select extversion from pg_extension where extname = 'postgis'),
                             (select default_version from pg_available_extensions where name = 'postgis')) as postgis`,
    });
  } catch (error) {
    throw new StartupError(
      `The database of DATABASE_URL cannot be reached (${(error as Error).message || 'no answer'}). Remedy: check that the server ` +
        'runs and that host, port, user, password and database name are right; or unset DATABASE_URL to use the embedded engine.',
      [],
      { cause: error },
    );
  }
  if (!row || row.version < 150000)
    throw new StartupError(`The database server is version ${row?.version ?? '?'}; PostgreSQL 15 or newer is needed. Remedy: upgrade it.`);
  const [major = 0, minor = 0] = (row.postgis ?? '0.0').split('.').map(Number);
  if (!row.postgis)
    throw new StartupError(
      'The database server has no PostGIS. Remedy: install it (Debian: postgresql-NN-postgis-3) or use the image of docker-compose.yml.',
    );
  if (major < 3 || (major === 3 && minor < 3))
    throw new StartupError(`PostGIS ${row.postgis} is too old; 3.3 or newer is needed. Remedy: upgrade PostGIS.`);
}
