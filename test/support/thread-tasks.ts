/** Entry of worker threads for the tests of the pool: tasks that wait, fail, ignore the cancel flag and die. */
import { setTimeout as sleep } from 'node:timers/promises';
import { isMainThread, threadId } from 'node:worker_threads';
import type { TaskControl } from '../../api/compute/compute.ts';
import { serveTasks } from '../../api/compute/serve-tasks.ts';
import { InvalidInputError, ResultTooLargeError } from '../../api/errors.ts';
import { GeoInputError } from '../../api/geo/geo-input-error.ts';

/** Meets others: adds one to the first cell, and returns once that is at least `others`; false when they did not come. */
function meet({ cells, others }: { cells: Int32Array; others: number }): boolean {
  Atomics.add(cells, 0, 1);
  Atomics.notify(cells, 0);
  for (let seen = Atomics.load(cells, 0); seen < others; seen = Atomics.load(cells, 0))
    if (Atomics.wait(cells, 0, seen, 20_000) === 'timed-out') return false;
  return true;
}

/** Works until it is cancelled; marks the second cell when it noticed, the first when it has begun. */
function untilCancelled({ cells }: { cells: Int32Array }, control: TaskControl): never {
  Atomics.store(cells, 0, 1);
  while (!control.cancelled()) control.progress(0.5);
  Atomics.store(cells, 1, 1);
  throw new Error('cancelled');
}

/** Never looks at the flag, like a solver that cannot be interrupted. */
function stubborn({ cells }: { cells: Int32Array }): never {
  Atomics.store(cells, 0, 1);
  for (;;) Atomics.add(cells, 1, 1);
}

/** Counts to `steps`, telling each; progress comes far too often. */
function count({ steps }: { steps: number }, control: TaskControl): number {
  for (let step = 1; step <= steps; step++) control.progress(step / steps);
  return steps;
}

const FAILURES: Readonly<Record<string, () => unknown>> = {
  input: () => new InvalidInputError([{ field: 'radiusM', value: -1, reason: 'is negative', allowed: '0…' }]),
  geo: () => new GeoInputError('lon', 200, 'lies outside the Earth', '-180…180'),
  large: () => new ResultTooLargeError('too many rows'),
  type: () => new TypeError('not a function'),
  own: () => Object.assign(new Error('no basis'), { name: 'SolverError' }),
  text: () => 'just a text',
  memory: () => new RangeError('Array buffer allocation failed'),
};

const tasks = {
  double: (input: { values: Float64Array }) => input.values.map((value) => value * 2),
  where: () => ({ threadId, isMainThread }),
  wait: async ({ ms, mark }: { ms: number; mark: string }) => sleep(ms, mark),
  meet,
  untilCancelled,
  stubborn,
  count,
  fail: ({ how }: { how: string }): never => {
    throw FAILURES[how]?.();
  },
  unsendable: () => () => 'a function',
  exit: (): never => process.exit(7),
  late: async () => {
    setTimeout(() => {
      throw new Error('thrown outside of the task');
    });
    await sleep(60_000);
  },
  exhaust: () => {
    const kept: number[][] = [];
    for (;;) kept.push(Array.from({ length: 100_000 }, () => kept.length));
  },
};

export type ThreadTestTasks = typeof tasks;

serveTasks(tasks);
