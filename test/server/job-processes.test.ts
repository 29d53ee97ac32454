import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Database } from '../../api/db/database.ts';
import { createJob, dismissJob, findResult, getJob, listJobs } from '../../api/jobs/job-store.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { urlOf } from './second-pool.ts';

let opened: TestDatabase;
let database: Database;
const processes: ChildProcess[] = [];

beforeAll(async () => {
  opened = await openTestDatabase();
  database = opened.database;
  await database.script('create table job_diary (no serial, event text, name text, pid int)');
});
afterEach(async () => {
  await Promise.all(processes.splice(0).map((child) => end(child, 'SIGKILL')));
  await database.script('delete from job; delete from job_diary');
});
afterAll(() => opened.close());

async function startProcess(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'test/server/job-process.ts'], {
    cwd: PROGRAM_ROOT,
    env: { ...process.env, URL: await urlOf(database) },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  processes.push(child);
  await once(child.stdout!, 'data');
  return child;
}

async function end(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill(signal);
  await once(child, 'exit');
}

async function submit(name: string, ms: number, holds = false): Promise<string> {
  const job = {
    analysis: 'traced-question',
    input: { name, ms, holds },
    scenario: null,
    actor: 'a',
    requestId: 'r',
  };
  return (await createJob(database, job, 1_000)).id;
}

const diary = (name?: string) =>
  database.run<{ event: string; name: string; pid: number }>({
    text: 'select event, name, pid from job_diary where $1::text is null or name = $1 order by no',
    values: [name ?? null],
  });
const noted = (name: string, event: string, times = 1) =>
  vi.waitFor(
    async () => expect((await diary(name)).filter((one) => one.event === event)).toHaveLength(times),
    20_000,
  );
const inState = (id: string, status: string) =>
  vi.waitFor(async () => expect(await getJob(database, id)).toMatchObject({ status }), 20_000);

describe('two processes on one database', () => {
  test('share the queue, and never run the same job', async () => {
    await Promise.all([startProcess(), startProcess()]);
    const names = Array.from({ length: 60 }, (_none, index) => `job ${index}`);
    await Promise.all(names.map((name) => submit(name, 30)));
    await vi.waitFor(
      async () => expect(await listJobs(database, { status: 'successful' }, { limit: 100 })).toHaveLength(60),
      40_000,
    );
    const lines = await diary();
    expect(
      lines
        .filter(({ event }) => event === 'begin')
        .map(({ name }) => name)
        .sort(),
    ).toEqual([...names].sort());
    expect(lines.filter(({ event }) => event === 'end')).toHaveLength(60);
    expect(new Set(lines.map(({ pid }) => pid)).size).toBe(2);
    expect((await listJobs(database, {}, { limit: 100 })).every(({ attempts }) => attempts === 1)).toBe(true);
  });

  test('a living process keeps its job however long it takes; of one that is killed another takes it over', async () => {
    const first = await startProcess();
    const id = await submit('held', 0, true);
    await noted('held', 'begin');
    const second = await startProcess();
    // Longer than the silence after which a process is taken for dead.
    await sleep(3_000);
    expect(await getJob(database, id)).toMatchObject({ status: 'running', attempts: 1 });
    await end(first, 'SIGKILL');
    await inState(id, 'successful');
    expect(await getJob(database, id)).toMatchObject({ attempts: 2 });
    expect((await diary('held')).map(({ event, pid }) => [event, pid])).toEqual([
      ['begin', first.pid],
      ['begin', second.pid],
      ['end', second.pid],
    ]);
  });

  test('a process that stops hands its job to the other at once', async () => {
    const first = await startProcess();
    const id = await submit('handed', 0, true);
    await noted('handed', 'begin');
    const second = await startProcess();
    await end(first, 'SIGTERM');
    expect(first.exitCode).toBe(0);
    await inState(id, 'successful');
    expect(await getJob(database, id)).toMatchObject({ attempts: 1 });
    expect((await diary('handed')).map(({ event, pid }) => [event, pid])).toEqual([
      ['begin', first.pid],
      ['stopped', first.pid],
      ['begin', second.pid],
      ['end', second.pid],
    ]);
  });

  test('a job is stopped wherever it runs when another process dismisses it', async () => {
    await startProcess();
    const id = await submit('dismissed', 600_000);
    await noted('dismissed', 'begin');
    await dismissJob(database, id);
    await noted('dismissed', 'stopped');
    expect(await getJob(database, id)).toMatchObject({ status: 'dismissed' });
    expect(await findResult(database, id)).toBeUndefined();
  });

  test('a process whose heartbeat does not get through gives its job up before another may take it', async () => {
    await startProcess();
    const id = await submit('cut off', 0, true);
    await noted('cut off', 'begin');
    await database.transaction(async (tx) => {
      // Nobody can write to jobs, as when the database does not answer.
      await tx.script('lock table job in exclusive mode');
      await noted('cut off', 'stopped');
    });
    await inState(id, 'successful');
    expect((await diary('cut off')).map(({ event }) => event)).toEqual(['begin', 'stopped', 'begin', 'end']);
  });
});
