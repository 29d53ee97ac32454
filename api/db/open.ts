import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { checkServer, embeddedDatabase, serverDatabase } from './connect.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import type { Database } from './database.ts';
import { startEmbeddedEngine } from './embedded-engine.ts';
import { migrate } from './migrate.ts';
import { prepareDataDirectory } from './prepared-data-directory.ts';

export interface OpenOptions {
  /** PostgreSQL URL; absent = embedded engine in `dataDirectory`. */
  readonly databaseUrl?: string;
  readonly dataDirectory: string;
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
    : await openEmbedded(options);
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

async function openEmbedded(options: OpenOptions): Promise<OpenedDatabase> {
  const folder = resolve(options.dataDirectory);
  const release = lockDataDirectory(folder);
  const dataDirectory = join(folder, 'pglite');
  // Written once the new database has opened: without it a folder is a first start that was cut short.
  const readyMarker = join(folder, 'pglite.ready');
  try {
    const isNew = !existsSync(readyMarker);
    if (isNew) rmSync(dataDirectory, { recursive: true, force: true });
    options.onProgress(isNew ? `first start: making a database in ${folder}` : `opening the database in ${folder}`);
    const preparedArchive = isNew ? await prepareDataDirectory() : undefined;
    const engine = await startEmbeddedEngine({ dataDirectory, ...(preparedArchive ? { preparedArchive } : {}) });
    writeFileSync(readyMarker, '');
    const database = embeddedDatabase(engine);
    return {
      database,
      close: async () => {
        await database.close();
        await engine.stop();
        release();
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}
