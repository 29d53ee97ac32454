import type { ResourceLimits } from 'node:worker_threads';
import { UnavailableError } from '../errors.ts';
import type { RunOptions, Task } from './compute.ts';
import type { TaskTable } from './serve-tasks.ts';
import { type Call, Thread } from './thread.ts';

export interface ThreadPoolOptions {
  /** Module whose whole content is a call of serveTasks. */
  readonly entry: URL;
  /** Most threads; they are started when first needed. */
  readonly threads: number;
  /** Most calls that may wait for a thread. */
  readonly maxWaiting?: number;
  /** How long a task may take to notice that it is cancelled before its thread is ended. */
  readonly graceMs?: number;
  /** How long a thread without work is kept. */
  readonly idleMs?: number;
  readonly resourceLimits?: ResourceLimits;
}

export type InputOf<T> = T extends Task<infer Input, infer _Output> ? Input : never;
export type OutputOf<T> = T extends (...given: never[]) => infer Output ? Awaited<Output> : never;

/** Figures for metrics. */
export interface ThreadFigures {
  readonly threads: number;
  readonly busy: number;
  readonly waiting: number;
  /** Threads ended by force or lost at work since the start. */
  readonly lost: number;
}

interface Waiting extends Call {
  readonly signal: AbortSignal | undefined;
}

/** Threads that run tasks, first come first served; see `runInThread` for the process's own. */
export class ThreadPool<Tasks extends TaskTable> {
  /** Most threads; a lower number takes effect as tasks end. */
  threads: number;
  readonly #options: Required<Omit<ThreadPoolOptions, 'resourceLimits' | 'threads'>> &
    Pick<ThreadPoolOptions, 'resourceLimits'>;
  readonly #all = new Set<Thread>();
  readonly #idle = new Map<Thread, NodeJS.Timeout>();
  readonly #waiting: Waiting[] = [];
  #lastId = 0;
  #lost = 0;

  constructor(options: ThreadPoolOptions) {
    this.#options = { maxWaiting: 1_000, graceMs: 500, idleMs: 60_000, ...options };
    this.threads = options.threads;
  }

  /**
   * Runs a task in a thread. The input is cloned when the task starts; shared arrays are shared. When `signal` aborts the promise
   * is rejected with its reason at once; the task is told, and if it does not end within the time of grace its thread is ended.
   * Throws what the task throws, UnavailableError when too many calls wait, ResultTooLargeError when memory does not suffice.
   */
  async run<Name extends keyof Tasks & string>(
    name: Name,
    input: InputOf<Tasks[Name]>,
    { signal, onProgress }: RunOptions = {},
  ): Promise<OutputOf<Tasks[Name]>> {
    signal?.throwIfAborted();
    if (this.#waiting.length >= this.#options.maxWaiting)
      throw new UnavailableError(`${this.#waiting.length} computations are waiting already; try again later`);
    let abort: (() => void) | undefined;
    try {
      return await new Promise<OutputOf<Tasks[Name]>>((resolve, reject) => {
        const flags = new SharedArrayBuffer(4);
        const request = { id: ++this.#lastId, name, input, flags };
        const call: Waiting = {
          request,
          signal,
          onProgress: (done) => (signal?.aborted ? undefined : onProgress?.(done)),
          resolve: (output) => resolve(output as OutputOf<Tasks[Name]>),
          reject,
        };
        abort = () => {
          reject(signal?.reason as Error);
          Atomics.store(new Int32Array(flags), 0, 1);
          this.#giveUp(call);
        };
        signal?.addEventListener('abort', abort, { once: true });
        this.#waiting.push(call);
        this.#dispatch();
      });
    } finally {
      if (abort) signal?.removeEventListener('abort', abort);
    }
  }

  figures(): ThreadFigures {
    const { size } = this.#all;
    return { threads: size, busy: size - this.#idle.size, waiting: this.#waiting.length, lost: this.#lost };
  }

  /** Ends all threads; calls that run or wait fail with UnavailableError. The pool may be used again afterwards. */
  async close(): Promise<void> {
    const reason = new UnavailableError('the service is stopping');
    for (const call of this.#waiting.splice(0)) call.reject(reason);
    await Promise.all([...this.#all].map((thread) => thread.end(reason)));
  }

  #dispatch(): void {
    while (this.#waiting.length > 0) {
      const thread = this.#free();
      if (!thread) return;
      const call = this.#waiting.shift();
      if (call) thread.run(call);
    }
  }

  /** An idle thread, or a new one while there may be more. */
  #free(): Thread | undefined {
    const [idle] = this.#idle;
    if (idle) {
      const [thread, timer] = idle;
      clearTimeout(timer);
      this.#idle.delete(thread);
      return thread;
    }
    if (this.#all.size >= this.threads) return undefined;
    const { entry, resourceLimits } = this.#options;
    const events = {
      onFree: (freed: Thread) => this.#rest(freed),
      onEnd: (ended: Thread, busy: boolean) => this.#forget(ended, busy),
    };
    const thread = new Thread(entry, events, resourceLimits);
    this.#all.add(thread);
    return thread;
  }

  #rest(thread: Thread): void {
    if (this.#all.size > this.threads) return void thread.end(undefined);
    const timer = setTimeout(() => void thread.end(undefined), this.#options.idleMs);
    timer.unref();
    this.#idle.set(thread, timer);
    this.#dispatch();
  }

  #forget(thread: Thread, busy: boolean): void {
    clearTimeout(this.#idle.get(thread));
    if (busy) this.#lost += 1;
    this.#idle.delete(thread);
    this.#all.delete(thread);
    this.#dispatch();
  }

  #giveUp(call: Waiting): void {
    const place = this.#waiting.indexOf(call);
    if (place >= 0) return void this.#waiting.splice(place, 1);
    const thread = [...this.#all].find((one) => one.call === call);
    if (!thread) return;
    setTimeout(() => {
      if (thread.call === call) void thread.end(call.signal?.reason);
    }, this.#options.graceMs);
  }
}
