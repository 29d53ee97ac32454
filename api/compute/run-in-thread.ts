import { availableParallelism } from 'node:os';
import type { RunOptions } from './compute.ts';
import { workerEntry } from './start-thread.ts';
import type { Tasks } from './tasks.ts';
import { type InputOf, type OutputOf, type ThreadFigures, ThreadPool } from './thread-pool.ts';

let threads = defaultThreads();
let pool: ThreadPool<Tasks> | undefined;

/**
 * Runs a task of `tasks.ts` in a worker thread of this process, so that the event loop stays free.
 * Rejects with the signal's reason when it aborts, with what the task throws, and as `ThreadPool.run` says.
 */
export function runInThread<Name extends keyof Tasks>(
  name: Name,
  input: InputOf<Tasks[Name]>,
  options: RunOptions = {},
): Promise<OutputOf<Tasks[Name]>> {
  pool ??= new ThreadPool<Tasks>({ entry: workerEntry(), threads });
  return pool.run(name, input, options);
}

/** How many tasks can run at the same time: into so many parts is work worth splitting. */
export function threadCount(): number {
  return threads;
}

/** Sets the number of threads (WORKER_THREADS); without one the default. */
export function useThreads(count: number | undefined): void {
  threads = count ?? defaultThreads();
  if (pool) pool.threads = threads;
}

/** Figures of this process's threads, for metrics. */
export function threadFigures(): ThreadFigures {
  return pool?.figures() ?? { threads: 0, busy: 0, waiting: 0, lost: 0 };
}

/** Ends the threads; calls that run or wait fail with UnavailableError. A later call starts new ones. */
export async function closeThreads(): Promise<void> {
  await pool?.close();
}

/** One core is left to the event loop; two threads at least, so that one long task does not hold up every short one. */
function defaultThreads(): number {
  return Math.min(8, Math.max(2, availableParallelism() - 1));
}
