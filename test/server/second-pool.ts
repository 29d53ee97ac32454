import { inject } from 'vitest';
import { serverDatabase } from '../../api/db/connect.ts';
import type { Database } from '../../api/db/database.ts';

/** URL of the database that `db` is connected to. */
export async function urlOf(db: Database): Promise<string> {
  const [row] = await db.run<{ name: string }>({ text: 'select current_database() as name' });
  const url = new URL(inject('serverUrl'));
  url.pathname = `/${row!.name}`;
  return url.href;
}

/** Runs `work` on another pool of connections to the database of `db`, and closes it. */
export async function withPool(
  db: Database,
  options: { poolSize: number; statementTimeoutMs?: number; connectionTimeoutMs?: number },
  work: (second: Database) => Promise<void>,
): Promise<void> {
  const second = serverDatabase({ url: await urlOf(db), statementTimeoutMs: 60_000, ...options });
  try {
    await work(second);
  } finally {
    await second.close();
  }
}
