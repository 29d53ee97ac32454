import { type Config, readConfig } from './config.ts';
import type { Database } from './db/database.ts';
import { openDatabase } from './db/open.ts';

export interface Session {
  readonly config: Config;
  readonly database: Database;
  close(): Promise<void>;
}

/** A line of progress for a person, on stderr so that stdout stays the answer. */
export function tellProgress(message: string): void {
  process.stderr.write(`• ${message}\n`);
}

/** Opens the configured database for a command. Throws StartupError with the remedy. */
export async function openSession(): Promise<Session> {
  const config = readConfig(process.env);
  const opened = await openDatabase({
    ...(config.DATABASE_URL ? { databaseUrl: config.DATABASE_URL } : {}),
    dataDirectory: config.DATA_DIR,
    poolSize: config.DATABASE_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    onProgress: tellProgress,
  });
  return { config, database: opened.database, close: opened.close };
}
