import { checkServer } from './check-server.ts';
import { serverDatabase } from './connect.ts';
import type { Database } from './database.ts';
import { migrate } from './migrate.ts';
import { openEmbedded } from './open-embedded.ts';
import type { PreparedContent } from './prepared-data-directory.ts';

export interface OpenOptions {
  /** PostgreSQL URL; absent = embedded engine in `dataDirectory`. */
  readonly databaseUrl?: string;
  readonly dataDirectory: string;
  /** What a new embedded database may hold from the start, where it was prepared. */
  readonly content?: PreparedContent;
  readonly poolSize: number;
  readonly statementTimeoutMs: number;
  /** Told what is going on, one short sentence a step. */
  readonly onProgress: (message: string) => void;
}

export interface OpenedDatabase {
  readonly database: Database;
  close(): Promise<void>;
}

/** Opens and migrates the configured database. Throws StartupError with the remedy. */
export async function openDatabase(options: OpenOptions): Promise<OpenedDatabase> {
  const opened = options.databaseUrl
    ? await openServer(options.databaseUrl, options)
    : await openEmbedded(options.dataDirectory, options.onProgress, options.content);
  try {
    const applied = await migrate(opened.database);
    if (applied.length > 0) options.onProgress(`schema brought up to date (${applied.length} migrations)`);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

async function openServer(url: string, options: OpenOptions): Promise<OpenedDatabase> {
  options.onProgress('connecting to the PostGIS server of DATABASE_URL');
  const database = serverDatabase({ ...options, url });
  try {
    await checkServer(database);
  } catch (error) {
    await database.close();
    throw error;
  }
  return { database, close: () => database.close() };
}
