import { performance } from 'node:perf_hooks';

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** Runs `work` once unmeasured and then `runs` times; milliseconds. */
export async function timeRuns(runs: number, work: () => Promise<unknown>): Promise<Spread> {
  await work();
  const times: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const start = performance.now();
    await work();
    times.push(performance.now() - start);
  }
  return spread(times);
}

export function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  return { min: sorted[0] ?? 0, median: sorted[Math.floor(sorted.length / 2)] ?? 0, max: sorted.at(-1) ?? 0 };
}

/** A line of the results: what was measured, against which baseline of the same run, and the ratio. */
export interface Result {
  readonly what: string;
  readonly measured: string;
  readonly baseline: string;
  readonly baselineMeasured: string;
  /** Measured ÷ baseline, said in words in `note` where higher is better. */
  readonly ratio: number;
  readonly note: string;
}

/** Small seeded generator (mulberry32), so that every run asks the same questions. */
export function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
