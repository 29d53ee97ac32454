import type pg from 'pg';

const current = new WeakMap<pg.PoolClient, number>();

/** Brings the connection to the time limit of its next statements, undefined = that of the pool; sends something only when it changes. */
export async function ensureTimeLimit(client: pg.PoolClient, timeoutMs: number | undefined): Promise<void> {
  if (current.get(client) === timeoutMs) return;
  const setting = timeoutMs === undefined ? 'default' : String(Math.trunc(timeoutMs));
  await client.query(`set statement_timeout = ${setting}`);
  if (timeoutMs === undefined) current.delete(client);
  else current.set(client, timeoutMs);
}
