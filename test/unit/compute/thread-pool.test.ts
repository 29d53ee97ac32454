import { execFileSync } from 'node:child_process';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { ThreadPool, type ThreadPoolOptions } from '../../../api/compute/thread-pool.ts';
import {
  ClientGoneError,
  InvalidInputError,
  ResultTooLargeError,
  UnavailableError,
} from '../../../api/errors.ts';
import { GeoInputError } from '../../../api/geo/geo-input-error.ts';
import { PROGRAM_ROOT } from '../../../api/paths.ts';
import type { ThreadTestTasks } from '../../support/thread-tasks.ts';

const entry = new URL('../../support/thread-tasks.ts', import.meta.url);
const pools: ThreadPool<ThreadTestTasks>[] = [];
const poolOf = (options: Partial<ThreadPoolOptions> = {}) => {
  const pool = new ThreadPool<ThreadTestTasks>({ entry, threads: 2, ...options });
  pools.push(pool);
  return pool;
};
const cells = () => new Int32Array(new SharedArrayBuffer(8));
const begun = (shared: Int32Array) => vi.waitFor(() => expect(Atomics.load(shared, 0)).toBe(1), 20_000);

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.close()));
});

describe('a pool of threads', () => {
  test('runs a task in a thread of its own and gives its result', async () => {
    const pool = poolOf();
    expect(await pool.run('double', { values: Float64Array.of(1, 2.5) })).toEqual(Float64Array.of(2, 5));
    expect(await pool.run('where', undefined)).toMatchObject({ isMainThread: false });
  });

  test('starts threads when they are needed, no more than allowed, and uses them again', async () => {
    const pool = poolOf({ threads: 2 });
    expect(pool.figures().threads).toBe(0);
    const first = await pool.run('where', undefined);
    expect(pool.figures()).toEqual({ threads: 1, busy: 0, waiting: 0, lost: 0 });
    expect(await pool.run('where', undefined)).toEqual(first);
    const many = await Promise.all(Array.from({ length: 6 }, () => pool.run('where', undefined)));
    expect(new Set(many.map(({ threadId }) => threadId)).size).toBeLessThanOrEqual(2);
    expect(pool.figures()).toMatchObject({ threads: 2, busy: 0 });
  });

  test('runs tasks at the same time: two that wait for one another both end', async () => {
    const pool = poolOf({ threads: 2 });
    const shared = cells();
    const both = [1, 2].map(() => pool.run('meet', { cells: shared, others: 2 }));
    expect(await Promise.all(both)).toEqual([true, true]);
  });

  test('serves those who wait in the order they came', async () => {
    const pool = poolOf({ threads: 1 });
    const ended: string[] = [];
    const marks = ['a', 'b', 'c', 'd'];
    await Promise.all(
      marks.map(async (mark, index) => {
        await pool.run('wait', { ms: 20 - index * 5, mark });
        ended.push(mark);
      }),
    );
    expect(ended).toEqual(marks);
  });

  test('refuses a call when too many wait, and takes calls again afterwards', async () => {
    const pool = poolOf({ threads: 1, maxWaiting: 1 });
    const running = pool.run('wait', { ms: 50, mark: 'running' });
    const waiting = pool.run('wait', { ms: 0, mark: 'waiting' });
    await expect(pool.run('wait', { ms: 0, mark: 'refused' })).rejects.toThrow(UnavailableError);
    expect(await Promise.all([running, waiting])).toEqual(['running', 'waiting']);
    expect(await pool.run('wait', { ms: 0, mark: 'later' })).toBe('later');
  });

  test('tells progress now and then, never more than a task has reported', async () => {
    const told: number[] = [];
    await poolOf().run('count', { steps: 300_000 }, { onProgress: (done) => told.push(done) });
    expect(told.length).toBeGreaterThan(0);
    expect(told.length).toBeLessThan(1_000);
    expect(told).toEqual([...told].sort((a, b) => a - b));
    expect(Math.max(...told)).toBeLessThanOrEqual(1);
  });

  test('a lower number of threads takes effect as tasks end', async () => {
    const pool = poolOf({ threads: 2 });
    const both = [1, 2].map(() => pool.run('wait', { ms: 20, mark: 'x' }));
    pool.threads = 1;
    await Promise.all(both);
    expect(pool.figures()).toMatchObject({ threads: 1, lost: 0 });
  });

  test('threads without work end after a while', async () => {
    const pool = poolOf({ idleMs: 10 });
    await pool.run('where', undefined);
    await vi.waitFor(() => expect(pool.figures()).toMatchObject({ threads: 0, lost: 0 }), 10_000);
  });
});

describe('giving up', () => {
  test('a task that looks at the flag ends by itself, and its thread is kept', async () => {
    const pool = poolOf({ threads: 1, graceMs: 20_000 });
    const { threadId } = await pool.run('where', undefined);
    const shared = cells();
    const controller = new AbortController();
    const running = pool.run('untilCancelled', { cells: shared }, { signal: controller.signal });
    await begun(shared);
    const reason = new ClientGoneError('gone');
    controller.abort(reason);
    await expect(running).rejects.toBe(reason);
    expect((await pool.run('where', undefined)).threadId).toBe(threadId);
    expect(Atomics.load(shared, 1)).toBe(1);
    expect(pool.figures()).toMatchObject({ threads: 1, lost: 0 });
  });

  test('a task that does not look at the flag loses its thread, and the next call gets another', async () => {
    const pool = poolOf({ threads: 1, graceMs: 50 });
    const { threadId } = await pool.run('where', undefined);
    const shared = cells();
    const controller = new AbortController();
    const running = pool.run('stubborn', { cells: shared }, { signal: controller.signal });
    await begun(shared);
    const next = pool.run('where', undefined);
    controller.abort();
    await expect(running).rejects.toThrow(controller.signal.reason as Error);
    expect((await next).threadId).not.toBe(threadId);
    expect(pool.figures()).toMatchObject({ threads: 1, lost: 1 });
    const turns = Atomics.load(shared, 1);
    await pool.run('wait', { ms: 50, mark: '' });
    expect(Atomics.load(shared, 1)).toBe(turns);
  });

  test('a call that waits leaves the queue, one given up before it was made never starts', async () => {
    const pool = poolOf({ threads: 1 });
    const running = pool.run('wait', { ms: 50, mark: 'running' });
    const controller = new AbortController();
    const shared = cells();
    const waiting = pool.run('untilCancelled', { cells: shared }, { signal: controller.signal });
    expect(pool.figures().waiting).toBe(1);
    controller.abort();
    await expect(waiting).rejects.toThrow();
    expect(pool.figures().waiting).toBe(0);
    await expect(pool.run('where', undefined, { signal: controller.signal })).rejects.toThrow();
    expect(await running).toBe('running');
    expect(Atomics.load(shared, 0)).toBe(0);
  });

  test('closing fails what runs and what waits; the pool can be used again', async () => {
    const pool = poolOf({ threads: 1 });
    const shared = cells();
    const calls = [pool.run('stubborn', { cells: shared }), pool.run('wait', { ms: 1, mark: '' })];
    await begun(shared);
    const settled = Promise.allSettled(calls);
    await pool.close();
    for (const { status, ...rest } of await settled) {
      expect(status).toBe('rejected');
      expect((rest as { reason: unknown }).reason).toBeInstanceOf(UnavailableError);
    }
    expect(pool.figures()).toMatchObject({ threads: 0, waiting: 0 });
    expect(await pool.run('wait', { ms: 0, mark: 'again' })).toBe('again');
  });
});

describe('errors', () => {
  const failing = (how: string) =>
    poolOf({ threads: 1 })
      .run('fail', { how })
      .catch((error: unknown) => error);

  test('keep class, message and what they carry', async () => {
    const input = await failing('input');
    expect(input).toBeInstanceOf(InvalidInputError);
    expect((input as InvalidInputError).issues).toEqual([
      { field: 'radiusM', value: -1, reason: 'is negative', allowed: '0…' },
    ]);
    const geo = await failing('geo');
    expect(geo).toBeInstanceOf(GeoInputError);
    expect(geo).toMatchObject({ field: 'lon', value: 200, allowed: '-180…180' });
    expect(await failing('large')).toBeInstanceOf(ResultTooLargeError);
    const type = await failing('type');
    expect(type).toBeInstanceOf(TypeError);
    expect((type as Error).stack).toContain('thread-tasks.ts');
    expect(await failing('own')).toMatchObject({ name: 'SolverError', message: 'no basis' });
    expect(await failing('text')).toMatchObject({ message: 'just a text' });
  });

  test('of a task leave the thread usable, an unknown task and what cannot be sent too', async () => {
    const pool = poolOf({ threads: 1 });
    const { threadId } = await pool.run('where', undefined);
    await expect(pool.run('fail', { how: 'type' })).rejects.toThrow(TypeError);
    await expect(pool.run('unsendable', undefined)).rejects.toThrow('could not be cloned');
    await expect(pool.run('double', { values: (() => 1) as never })).rejects.toThrow('could not be cloned');
    await expect(pool.run('toString' as 'where', undefined)).rejects.toThrow('no task toString');
    expect((await pool.run('where', undefined)).threadId).toBe(threadId);
  });

  test('a thread that stops or throws outside of its task fails that call only, and is replaced', async () => {
    const pool = poolOf({ threads: 1 });
    const exit = pool.run('exit', undefined);
    const next = pool.run('wait', { ms: 0, mark: 'next' });
    await expect(exit).rejects.toThrow('ended with code 7');
    expect(await next).toBe('next');
    await expect(pool.run('late', undefined)).rejects.toThrow('thrown outside of the task');
    expect(await pool.run('wait', { ms: 0, mark: 'after' })).toBe('after');
    expect(pool.figures().lost).toBe(2);
  });

  test('a thread out of memory says that the question is too large; the process lives on', async () => {
    const pool = poolOf({ threads: 1, resourceLimits: { maxOldGenerationSizeMb: 64 } });
    await expect(pool.run('exhaust', undefined)).rejects.toThrow(ResultTooLargeError);
    expect(await failing('memory')).toBeInstanceOf(ResultTooLargeError);
    expect(await pool.run('wait', { ms: 0, mark: 'alive' })).toBe('alive');
  });

  test('an entry that cannot be loaded fails the call and does not hang', async () => {
    const pool = poolOf({ entry: new URL('./no-such-file.ts', import.meta.url) });
    await expect(pool.run('where', undefined)).rejects.toThrow();
    expect(pool.figures()).toMatchObject({ busy: 0, waiting: 0 });
  });
});

test('a process whose threads are idle ends by itself', () => {
  const program = `
    import { ThreadPool } from './api/compute/thread-pool.ts';
    const pool = new ThreadPool({ entry: new URL(${JSON.stringify(entry.href)}), threads: 1 });
    console.log(await pool.run('wait', { ms: 1, mark: 'done' }));`;
  const output = execFileSync(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', program], {
    cwd: PROGRAM_ROOT,
    encoding: 'utf8',
    timeout: 30_000,
  });
  expect(output.trim()).toBe('done');
});
