import { useThreads } from './compute/run-in-thread.ts';
import { type Config, readConfig } from './config.ts';
import type { Database } from './db/database.ts';
import { openDatabase } from './db/open.ts';
import type { PreparedContent } from './db/prepared-data-directory.ts';
import { usePlans } from './planning/plans-of.ts';

export interface Session {
  readonly config: Config;
  readonly database: Database;
  close(): Promise<void>;
}

/** A line of progress for a person, on stderr so that stdout stays the answer. */
export function tellProgress(message: string): void {
  process.stderr.write(`• ${message}\n`);
}

/** The configuration alone, for commands that need no database. Throws StartupError. */
export function readSettings(): Config {
  return readConfig(process.env);
}

/** Opens the configured database for a command; `contentFor` says what a new one begins with. Throws StartupError with the remedy. */
export async function openSession(
  contentFor?: (config: Config) => PreparedContent | undefined,
): Promise<Session> {
  const config = readConfig(process.env);
  usePlans(config);
  useThreads(config.WORKER_THREADS);
  const content = contentFor?.(config);
  const opened = await openDatabase({
    ...(config.DATABASE_URL ? { databaseUrl: config.DATABASE_URL } : {}),
    dataDirectory: config.DATA_DIR,
    ...(content ? { content } : {}),
    poolSize: config.DATABASE_POOL_SIZE,
    statementTimeoutMs: config.STATEMENT_TIMEOUT_MS,
    onProgress: tellProgress,
  });
  return { config, database: opened.database, close: opened.close };
}
