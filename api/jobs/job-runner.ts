import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { listenTo } from './job-bell.ts';
import { requeueJobs } from './job-outcomes.ts';
import { claimNext, tellProgress } from './job-queries.ts';
import { removeOldJobs } from './job-store.ts';
import { recoverJobs } from './recover-jobs.ts';
import { type RunnerDependencies, runJob } from './run-job.ts';
import { JobStopped, RunningJob } from './running-job.ts';

/** Times of a runner, ms; tests make them shorter. */
export interface RunnerTimes {
  /** How often it looks for jobs that other processes submitted. */
  readonly pollMs: number;
  /** How often it tells progress and that it lives. */
  readonly beatMs: number;
  /** After so long without a word another runner is taken for dead. */
  readonly silenceMs: number;
  /** After so long without reaching the database it gives its jobs up, well before others take them. */
  readonly giveUpMs: number;
  /** How long a stopped job may take to end when the process stops. */
  readonly stopMs: number;
  readonly cleanMs: number;
}

const TIMES: RunnerTimes = {
  pollMs: 2_000,
  beatMs: 1_000,
  silenceMs: 60_000,
  giveUpMs: 30_000,
  stopMs: 5_000,
  cleanMs: 86_400_000,
};

/**
 * Runs the jobs of a database in this process, JOB_CONCURRENCY at a time, in the order of the queue. Several processes share one
 * queue: a job belongs to the runner whose id it bears, and whatever another writes of it is without effect.
 */
export class JobRunner {
  readonly #deps: RunnerDependencies;
  readonly #times: RunnerTimes;
  readonly #id = randomUUID();
  readonly #running = new Map<string, RunningJob>();
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #stopListening: () => void;
  #work: Promise<void> | undefined;
  #askedAgain = false;
  #beating: Promise<void> | undefined;
  #lastBeat = Date.now();
  #stopping = false;

  /** Starts at once. */
  constructor(deps: RunnerDependencies, times: Partial<RunnerTimes> = {}) {
    this.#deps = deps;
    this.#times = { ...TIMES, ...times };
    this.#stopListening = listenTo(deps.database, () => this.#hear());
    this.#every(this.#times.pollMs, () => this.#look());
    this.#every(this.#times.beatMs, () => this.#beat());
    this.#every(this.#times.cleanMs, () => this.#clean());
    this.#clean();
    this.#look();
  }

  /** Takes no more jobs, stops those that run and puts them back into the queue. */
  async stop(): Promise<void> {
    this.#stopping = true;
    this.#stopListening();
    for (const timer of this.#timers) clearInterval(timer);
    await this.#work;
    const jobs = [...this.#running.values()];
    for (const job of jobs) job.stop(new JobStopped('shutdown'));
    const ended = Promise.allSettled(jobs.map((job) => job.ended));
    await Promise.race([ended, pause(this.#times.stopMs, undefined, { ref: false })]);
    await this.#beating;
    const { database, log } = this.#deps;
    const requeued = await requeueJobs(database, this.#id).catch((error: unknown) => {
      log.error(
        { err: error },
        'jobs could not be put back; another process takes them over when it misses this one',
      );
      return 0;
    });
    if (requeued > 0) log.info({ requeued }, 'jobs put back into the queue');
  }

  #every(ms: number, work: () => void): void {
    // A longer interval than a 32-bit number of milliseconds would fire at once.
    const timer = setInterval(work, Math.min(ms, 2_147_483_647));
    timer.unref();
    this.#timers.push(timer);
  }

  #hear(): void {
    this.#beat();
    this.#look();
  }

  /** Takes jobs while there is room, one look at a time; asked meanwhile, it looks once more. */
  #look(): void {
    if (this.#stopping) return;
    this.#askedAgain = true;
    this.#work ??= this.#lookAgain().finally(() => {
      this.#work = undefined;
      if (this.#askedAgain) this.#look();
    });
  }

  async #lookAgain(): Promise<void> {
    const { log } = this.#deps;
    try {
      while (this.#askedAgain && !this.#stopping) {
        this.#askedAgain = false;
        await recoverJobs(this.#deps, {
          runner: this.#id,
          own: [...this.#running.keys()],
          silenceMs: this.#times.silenceMs,
        });
        while (!this.#stopping && this.#running.size < this.#deps.config.JOB_CONCURRENCY)
          if (!(await this.#takeNext())) break;
      }
    } catch (error) {
      log.warn({ err: error }, 'the queue of jobs could not be read; it is tried again');
    }
  }

  async #takeNext(): Promise<boolean> {
    const { database, config } = this.#deps;
    const [claimed] = await claimNext(database, { runner: this.#id });
    if (!claimed) return false;
    if (this.#running.size === 0) this.#lastBeat = Date.now();
    const job = new RunningJob(claimed, config.JOB_TIMEOUT_MS);
    this.#running.set(claimed.job_id, job);
    job.ended = runJob(this.#deps, this.#id, job).finally(() => {
      job.finish();
      this.#running.delete(claimed.job_id);
      this.#look();
    });
    return true;
  }

  /** Tells progress, hears which jobs are still its own, stops the others. One at a time: on a busy database it waits its turn. */
  #beat(): void {
    if (this.#running.size === 0) return;
    if (this.#beating) {
      this.#giveUpIfUnheard();
      return;
    }
    this.#beating = this.#tell().finally(() => {
      this.#beating = undefined;
    });
  }

  async #tell(): Promise<void> {
    const jobs = [...this.#running.values()];
    const { database, log } = this.#deps;
    try {
      const own = await tellProgress(database, {
        runner: this.#id,
        jobs: jobs.map(({ claimed }) => claimed.job_id),
        attempts: jobs.map(({ claimed }) => claimed.attempts),
        progress: jobs.map(({ progress }) => progress),
        messages: jobs.map((job) => job.takeMessage()),
      });
      this.#lastBeat = Date.now();
      const kept = new Set(own.map(({ job_id }) => job_id));
      for (const job of jobs) if (!kept.has(job.claimed.job_id)) job.stop(new JobStopped('lost'));
    } catch (error) {
      log.warn({ err: error }, 'the progress of jobs could not be stored');
      this.#giveUpIfUnheard();
    }
  }

  /** Others take the jobs of a runner that is silent; it stops them before. The embedded engine has no others, and may be busy for long. */
  #giveUpIfUnheard(): void {
    if (this.#deps.database.engine === 'embedded' || Date.now() - this.#lastBeat < this.#times.giveUpMs)
      return;
    for (const job of this.#running.values()) job.stop(new JobStopped('lost'));
  }

  #clean(): void {
    const { database, config, log } = this.#deps;
    removeOldJobs(database, config.JOB_RETENTION_DAYS).then(
      (removed) => (removed > 0 ? log.info({ removed }, 'old jobs removed') : undefined),
      (error: unknown) => log.warn({ err: error }, 'old jobs could not be removed'),
    );
  }
}
