import { performance } from 'node:perf_hooks';
import { setTimeout as pause } from 'node:timers/promises';
import type { Result } from './measure.ts';

/** What a service shows of itself during some seconds: its event-loop delay (its own histogram) and answers to /health, ms. */
interface Observed {
  readonly loopP99: number;
  readonly loopMax: number;
  readonly healthP99: number;
  readonly healthMedian: number;
  readonly answers: number;
  readonly seconds: number;
}

export interface LongWork {
  /** What is asked, for the table. */
  readonly what: string;
  /** Asks once and resolves when the whole answer is there; rejects when it is not an answer. */
  ask(): Promise<unknown>;
}

const LEAST_SECONDS = 5;

/**
 * The event-loop delay of the server under test and its answers to /health while it works on a long question, against the same
 * idle. The question is repeated until it has lasted five seconds. METRICS and an unlimited rate are needed.
 */
export async function benchResponsiveness(base: string, work: LongWork): Promise<Result[]> {
  await work.ask();
  const idle = await observe(base, () => pause(LEAST_SECONDS * 1_000));
  let asked = 0;
  const busy = await observe(base, async () => {
    const until = performance.now() + LEAST_SECONDS * 1_000;
    do {
      await work.ask();
      asked += 1;
    } while (performance.now() < until);
  });
  const during = `${asked} × ${work.what} (${(busy.seconds / asked).toFixed(1)} s each)`;
  return [
    {
      what: `Event-loop delay p99 during ${during}`,
      measured: `${busy.loopP99.toFixed(1)} ms`,
      baseline: 'the same service idle',
      baselineMeasured: `${idle.loopP99.toFixed(1)} ms`,
      ratio: busy.loopP99 / idle.loopP99,
      note: `longest ${busy.loopMax.toFixed(0)} ms (idle ${idle.loopMax.toFixed(0)} ms); the histogram samples every 10 ms, so that 10 ms are none`,
    },
    {
      what: `GET /health p99 during ${work.what}`,
      measured: `${busy.healthP99.toFixed(1)} ms`,
      baseline: 'the same service idle',
      baselineMeasured: `${idle.healthP99.toFixed(1)} ms`,
      ratio: busy.healthP99 / idle.healthP99,
      note: `${busy.answers} answers, median ${busy.healthMedian.toFixed(1)} ms (idle ${idle.healthMedian.toFixed(1)} ms)`,
    },
  ];
}

/** Asks /health again and again until `work` is done; the histogram of the service starts anew with each look at /metrics. */
async function observe(base: string, work: () => Promise<unknown>): Promise<Observed> {
  await eventLoop(base);
  const begun = performance.now();
  const state = { isDone: false };
  const working = work().finally(() => {
    state.isDone = true;
  });
  const times: number[] = [];
  while (!state.isDone) {
    const start = performance.now();
    const answer = await fetch(`${base}/health`);
    await answer.arrayBuffer();
    if (!answer.ok) throw new Error(`/health answered ${answer.status}`);
    times.push(performance.now() - start);
    await pause(5);
  }
  await working;
  const seconds = (performance.now() - begun) / 1_000;
  const sorted = times.sort((a, b) => a - b);
  const at = (share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
  const loop = await eventLoop(base);
  return {
    loopP99: loop.p99,
    loopMax: loop.max,
    healthP99: at(0.99),
    healthMedian: at(0.5),
    answers: times.length,
    seconds,
  };
}

/** Event-loop delay since the last look, ms (perf_hooks.monitorEventLoopDelay of the service). */
async function eventLoop(base: string): Promise<{ p99: number; max: number }> {
  const text = await (await fetch(`${base}/metrics`)).text();
  const milliseconds = (name: string) => {
    const [, value] = new RegExp(`^nodejs_eventloop_lag_${name}_seconds (\\S+)$`, 'm').exec(text) ?? [];
    if (value === undefined) throw new Error(`/metrics does not tell nodejs_eventloop_lag_${name}_seconds`);
    return Number(value) * 1_000;
  };
  return { p99: milliseconds('p99'), max: milliseconds('max') };
}
