import { StartupError } from '../errors.ts';
import type { Database } from './database.ts';
import { innermostMessage } from './fault.ts';

interface ServerFacts {
  readonly version: number;
  readonly encoding: string;
  /** Version installed in the database, else the one that could be; null = none on this server. */
  readonly postgis: string | null;
}

/**
 * Checks that the server answers and is new enough: PostgreSQL 15, UTF-8, PostGIS 3.3 installed or installable.
 * Throws StartupError with the remedy.
 */
export async function checkServer(database: Database): Promise<void> {
  refuseUnfit(await readFacts(database));
}

async function readFacts(database: Database): Promise<ServerFacts> {
  try {
    const [facts] = await database.run<ServerFacts>({
      text: `select current_setting('server_version_num')::int as version, current_setting('server_encoding') as encoding,
                    coalesce((select extversion from pg_extension where extname = 'postgis'),
                             (select default_version from pg_available_extensions where name = 'postgis')) as postgis`,
    });
    return facts!;
  } catch (error) {
    throw new StartupError(
      `The database of DATABASE_URL cannot be reached (${innermostMessage(error)}). Remedy: check that the server ` +
        'runs and that host, port, user, password and database name are right; or unset DATABASE_URL to use the embedded engine.',
      [],
      { cause: error },
    );
  }
}

/** Throws StartupError when a server of these facts cannot serve; exported for its test. */
export function refuseUnfit({ version, encoding, postgis }: ServerFacts): void {
  if (version < 150000)
    throw new StartupError(
      `The database server is version ${Math.floor(version / 10000)}; PostgreSQL 15 or newer is needed. Remedy: upgrade it.`,
    );
  if (encoding !== 'UTF8')
    throw new StartupError(
      `The database is encoded in ${encoding}; Chinese names need UTF8. Remedy: make the database with ` +
        "`create database … encoding 'UTF8' template template0` and point DATABASE_URL at it.",
    );
  if (!postgis)
    throw new StartupError(
      'The database server has no PostGIS. Remedy: install it (Debian: postgresql-NN-postgis-3) or use the image of docker-compose.yml.',
    );
  const [major = 0, minor = 0] = postgis.split('.').map((part) => Number.parseInt(part, 10));
  if (major < 3 || (major === 3 && minor < 3))
    throw new StartupError(
      `PostGIS ${postgis} is too old; 3.3 or newer is needed. Remedy: upgrade PostGIS on the server, then run \`alter extension postgis update\`.`,
    );
}
