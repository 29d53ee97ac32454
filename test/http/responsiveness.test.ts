import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Answer } from '../../api/analyses/analysis.ts';
import { createApp } from '../../api/app.ts';
import { ThreadPool } from '../../api/compute/thread-pool.ts';
import { readConfig } from '../../api/config.ts';
import { listen } from '../../api/http/listen.ts';
import type { JobRunner } from '../../api/jobs/job-runner.ts';
import { startRunner } from '../support/job-runners.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import type { ThreadTestTasks } from '../support/thread-tasks.ts';

/** A question whose work never ends and never looks up, in a thread. */
const work = vi.hoisted(() => ({ run: (_signal: AbortSignal): Promise<unknown> => Promise.resolve() }));
vi.mock('../../api/analyses/registry.ts', async () => {
  const { z } = await import('zod');
  const run = ({ signal }: { signal: AbortSignal }): Promise<Answer> => work.run(signal) as Promise<Answer>;
  const text = { zh: '测试', en: 'Test' };
  return {
    ANALYSES: [
      {
        id: 'endless',
        title: text,
        description: text,
        input: z.strictObject({}),
        output: z.looseObject({}),
        run,
      },
    ],
  };
});

let opened: TestDatabase;
let server: http.Server;
let base: string;
let runner: JobRunner;
const pool = new ThreadPool<ThreadTestTasks>({
  entry: new URL('../support/thread-tasks.ts', import.meta.url),
  threads: 1,
  graceMs: 50,
});

beforeAll(async () => {
  opened = await openTestDatabase();
  const config = readConfig({ RATE_LIMIT_PER_MINUTE: '0', PORT: '0' });
  server = await listen(
    createApp({ database: opened.database, config, log: pino({ level: 'silent' }) }),
    config,
  );
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  runner = startRunner(opened.database);
});
afterAll(async () => {
  server.closeAllConnections();
  server.close();
  await runner.stop();
  await pool.close();
  await opened.close();
});

/** Makes the question's work count in shared memory: the first cell says that it began, the second how far it is. */
function countIn(cells: Int32Array): void {
  work.run = (signal) => pool.run('stubborn', { cells }, { signal });
}
const turns = (cells: Int32Array) => Atomics.load(cells, 1);
const newCells = () => new Int32Array(new SharedArrayBuffer(8));
const begun = (cells: Int32Array) => vi.waitFor(() => expect(Atomics.load(cells, 0)).toBe(1), 20_000);

describe('while a thread is busy without an end', () => {
  test('the service answers others, the job is running, and dismissing it ends the thread', async () => {
    const cells = newCells();
    countIn(cells);
    const made = await fetch(`${base}/endless`, { method: 'POST', headers: { Prefer: 'respond-async' } });
    const location = made.headers.get('location')!;
    await begun(cells);
    let answered = 0;
    const before = turns(cells);
    for (let asked = 0; asked < 100; asked += 1) if ((await fetch(`${base}/health`)).ok) answered += 1;
    expect(answered).toBe(100);
    expect((await fetch(`${base}/ready`)).status).toBe(200);
    expect(turns(cells)).not.toBe(before);
    expect(await (await fetch(location)).json()).toMatchObject({ status: 'running' });
    await fetch(location, { method: 'DELETE' });
    await ended(cells, 1);
  });

  test('a client that goes away ends the work that it asked for', async () => {
    const cells = newCells();
    countIn(cells);
    const req = http.request(`${base}/endless`, { method: 'POST' }).end();
    req.on('error', () => undefined);
    await begun(cells);
    expect((await fetch(`${base}/health`)).ok).toBe(true);
    req.destroy();
    await ended(cells, 2);
  });

  test('the figures of the threads of this process are told', async () => {
    const metrics = await (await fetch(`${base}/metrics`)).text();
    for (const state of ['threads', 'busy', 'waiting', 'lost'])
      expect(metrics).toMatch(new RegExp(`^dingdian_threads\\{state="${state}"\\} \\d+$`, 'm'));
    expect(metrics).toContain('nodejs_eventloop_lag_p99_seconds');
  });
});

/** The thread is gone: the pool says so, and its counter stands still. */
async function ended(cells: Int32Array, lost: number): Promise<void> {
  await vi.waitFor(() => expect(pool.figures()).toMatchObject({ busy: 0, lost }), 20_000);
  await vi.waitFor(async () => {
    const reached = turns(cells);
    await sleep(20);
    expect(turns(cells)).toBe(reached);
  }, 20_000);
}
