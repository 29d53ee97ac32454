import type { RunOptions } from '../compute/compute.ts';
import { threadCount } from '../compute/run-in-thread.ts';
import type { LongRun } from './walk-network.ts';

/** A stretch of a numbered list: `from` to `to - 1`. */
export interface Part {
  readonly from: number;
  readonly to: number;
}

/** Parts per thread: enough that none waits long for the slowest. */
const PARTS_PER_THREAD = 4;

/** A list of `count` in parts of at least `least` for the threads there are. */
export function splitWork(count: number, least: number): Part[] {
  const size = Math.max(least, Math.ceil(count / (threadCount() * PARTS_PER_THREAD)));
  const parts: Part[] = [];
  for (let from = 0; from < count; from += size) parts.push({ from, to: Math.min(count, from + size) });
  return parts;
}

/**
 * Runs all parts, as many at a time as there are threads, so that the work of others comes in between; the results in the order
 * of the parts. The first failure ends the rest. Progress counts what the parts have done.
 */
export async function runParts<Result>(
  parts: readonly Part[],
  run: (part: Part, options: RunOptions) => Promise<Result>,
  { signal, onProgress }: LongRun,
): Promise<Result[]> {
  const results: Result[] = [];
  const ending = new AbortController();
  const ended = signal ? AbortSignal.any([signal, ending.signal]) : ending.signal;
  const total = parts.reduce((sum, { from, to }) => sum + to - from, 0);
  const done = new Float64Array(parts.length);
  const tell = (index: number, share: number) => {
    done[index] = share * (parts[index]!.to - parts[index]!.from);
    onProgress?.(done.reduce((sum, part) => sum + part, 0) / total);
  };
  let next = 0;
  const work = async () => {
    while (next < parts.length) {
      const index = next;
      next += 1;
      results[index] = await run(parts[index]!, { signal: ended, onProgress: (share) => tell(index, share) });
      tell(index, 1);
    }
  };
  try {
    signal?.throwIfAborted();
    await Promise.all(Array.from({ length: Math.min(threadCount(), parts.length) }, work));
  } catch (error) {
    ending.abort(error);
    throw error;
  }
  return results;
}

/** Runs a task at once in this thread; for what takes no longer than handing it over. */
export function runHere<Input, Output>(
  task: (input: Input, control: { cancelled(): boolean; progress(done: number): void }) => Output,
  input: Input,
  { signal }: LongRun,
): Output {
  signal?.throwIfAborted();
  return task(input, { cancelled: () => signal?.aborted ?? false, progress: () => undefined });
}
