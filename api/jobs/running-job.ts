import { setMaxListeners } from 'node:events';
import { TimeLimitError } from '../errors.ts';
import type { ClaimedJob } from './job-queries.ts';

/** Why a runner stops a job that is not done: it is no longer its own, or the process ends. */
export class JobStopped extends Error {
  readonly why: 'lost' | 'shutdown';
  constructor(why: 'lost' | 'shutdown') {
    super(why === 'lost' ? 'the job was dismissed or taken over' : 'the process is stopping');
    this.why = why;
  }
}

/** A job that this process runs: its signal, and what it last said of itself. */
export class RunningJob {
  readonly claimed: ClaimedJob;
  /** Ends when the outcome is stored, or given up. */
  ended: Promise<void> = Promise.resolve();
  progress = 0;
  readonly #controller = new AbortController();
  readonly #timer: NodeJS.Timeout;
  #message: string | null = null;

  constructor(claimed: ClaimedJob, timeoutMs: number) {
    this.claimed = claimed;
    setMaxListeners(0, this.#controller.signal);
    this.#timer = setTimeout(
      () => this.stop(new TimeLimitError(`the job took longer than ${timeoutMs / 1000} s (JOB_TIMEOUT_MS)`)),
      timeoutMs,
    );
    this.#timer.unref();
  }

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** What the analysis tells; stored with the next heartbeat. */
  tell(done: number, message: string): void {
    this.progress = Math.min(1, Math.max(0, Number.isFinite(done) ? done : 0));
    this.#message = message;
  }

  /** The last message, once. */
  takeMessage(): string | null {
    const message = this.#message;
    this.#message = null;
    return message;
  }

  stop(reason: Error): void {
    if (!this.#controller.signal.aborted) this.#controller.abort(reason);
  }

  /** No time limit counts any more. */
  finish(): void {
    clearTimeout(this.#timer);
  }
}
