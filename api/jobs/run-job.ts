import type { Logger } from 'pino';
import type { Config } from '../config.ts';
import type { Database } from '../db/database.ts';
import { type AnswerText, answerQuestion } from './answer-question.ts';
import { failJob } from './job-outcomes.ts';
import { keepResult } from './job-queries.ts';
import { questionOf } from './job-question.ts';
import type { JobProblem } from './job-record.ts';
import { JobStopped, type RunningJob } from './running-job.ts';

export interface RunnerDependencies {
  readonly database: Database;
  readonly config: Pick<Config, 'JOB_CONCURRENCY' | 'JOB_TIMEOUT_MS' | 'JOB_RETENTION_DAYS'>;
  readonly log: Pick<Logger, 'info' | 'warn' | 'error'>;
  /** What an error is told as; nothing of an unexpected one. */
  readonly describeProblem: (error: unknown) => JobProblem;
}

/** Runs a job of this runner and stores its outcome. Never throws: a job whose outcome cannot be stored is found as lost later. */
export async function runJob(deps: RunnerDependencies, runner: string, job: RunningJob): Promise<void> {
  const { database, log } = deps;
  const { job_id, analysis, attempts, request_id } = job.claimed;
  const trace = { jobId: job_id, analysis, attempt: attempts, requestId: request_id };
  const own = { job: job_id, runner, attempts };
  log.info(trace, 'job begins');
  try {
    const { mediaType, content } = await answer(deps, job);
    const kept = await keepResult(database, { ...own, media_type: mediaType, content });
    log.info(trace, kept.length > 0 ? 'job done' : 'job done, but no longer wanted');
  } catch (error) {
    const reason: unknown = job.signal.aborted ? job.signal.reason : error;
    if (reason instanceof JobStopped) return log.info(trace, `job stopped: ${reason.message}`);
    log.warn({ ...trace, err: reason }, 'job failed');
    await failJob(database, own, deps.describeProblem(reason)).catch((fault: unknown) =>
      log.error({ ...trace, err: fault }, 'the failure of a job could not be stored'),
    );
  }
}

async function answer({ database, config, log }: RunnerDependencies, job: RunningJob): Promise<AnswerText> {
  const db = database.withTimeLimit(config.JOB_TIMEOUT_MS).withSignal(job.signal);
  const context = { db, signal: job.signal, log };
  const text = await answerQuestion(context, questionOf(job.claimed), (done, message) =>
    job.tell(done, message),
  );
  // An analysis that did not notice must not seem to have beaten its time limit.
  job.signal.throwIfAborted();
  return text;
}
