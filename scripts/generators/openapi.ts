import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { createApp } from '../../api/app.ts';
import { readConfig } from '../../api/config.ts';
import { todayInShanghai } from '../../api/dates.ts';
import { serverDatabase } from '../../api/db/connect.ts';

/** `docs/api/openapi.json`: what a program with the standard configuration answers at `/api`. */
export async function generateOpenApi(): Promise<Record<string, string>> {
  const config = readConfig({ PUBLIC_URL: 'http://localhost:8080' });
  // The description asks nothing of the database, so none is connected.
  const database = serverDatabase({
    url: 'postgres://127.0.0.1:1/none',
    poolSize: 1,
    statementTimeoutMs: 1_000,
  });
  const server = createApp({ database, config, log: pino({ level: 'silent' }) }).listen(0, '127.0.0.1');
  await new Promise((resolve) => server.once('listening', resolve));
  try {
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/api?f=json`);
    if (!answer.ok) throw new Error(`/api answered ${answer.status}: ${await answer.text()}`);
    const document: unknown = JSON.parse(await answer.text());
    return { 'docs/api/openapi.json': `${JSON.stringify(document, withoutToday(), 1)}\n` };
  } finally {
    server.closeAllConnections();
    server.close();
    await database.close();
  }
}

/** Drops defaults that are today's date, which would make the file stale every day. */
function withoutToday(): (key: string, value: unknown) => unknown {
  const today = todayInShanghai();
  return (key, value) => (key === 'default' && value === today ? undefined : value);
}
