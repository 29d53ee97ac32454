import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { serverDatabase } from '../api/db/connect.ts';
import type { Database } from '../api/db/database.ts';
import { migrate } from '../api/db/migrate.ts';
import { PROGRAM_ROOT } from '../api/paths.ts';

export const BENCH_DATABASE = 'dingdian_bench';

/** Makes the seeded database of one million institutions on the server; returns its URL and an open pool. */
export async function seedBenchDatabase(serverUrl: string): Promise<{ url: string; database: Database }> {
  const maintenance = serverDatabase({ url: serverUrl, poolSize: 1, statementTimeoutMs: 0 });
  await maintenance.script(`drop database if exists ${BENCH_DATABASE} with (force)`);
  await maintenance.script(`create database ${BENCH_DATABASE}`);
  await maintenance.close();
  const target = new URL(serverUrl);
  target.pathname = `/${BENCH_DATABASE}`;
  const database = serverDatabase({ url: target.href, poolSize: 4, statementTimeoutMs: 0 });
  await migrate(database);
  const [seed = '', upkeep = ''] = readFileSync(
    join(PROGRAM_ROOT, 'bench/sql/seed-institutions.sql'),
    'utf8',
  ).split(/^(?=vacuum)/m);
  await database.transaction((tx) => tx.script(seed), { timeoutMs: 0 });
  await database.script(upkeep);
  return { url: target.href, database };
}

/** Starts the built program on a free port and waits for /ready. */
export async function startProgram(
  environment: Record<string, string>,
): Promise<{ base: string; child: ChildProcess; stop(): Promise<void> }> {
  const port = String(await freePort());
  const child = spawn(process.execPath, [join(PROGRAM_ROOT, 'bin/dingdian.mjs'), 'serve'], {
    env: { ...process.env, LOG_LEVEL: 'silent', RATE_LIMIT_PER_MINUTE: '0', ...environment, PORT: port },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const base = `http://127.0.0.1:${port}`;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`the program ended with code ${child.exitCode}`);
    const ready = await fetch(`${base}/ready`).catch(() => undefined);
    if (ready?.ok) break;
    await pause(10);
  }
  const stop = async () => {
    child.kill('SIGTERM');
    if (child.exitCode === null) await once(child, 'exit');
  };
  return { base, child, stop };
}

/** A program left over from another run can never be mistaken for the one under test. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}
