import { JobInterruptedError } from '../errors.ts';
import { recoverLost } from './job-queries.ts';
import type { RunnerDependencies } from './run-job.ts';

const MOST_ATTEMPTS = 3;

/**
 * Queues jobs again whose process is no more; after three attempts they fail. `own` are the jobs that this runner runs; what
 * else bears its id is lost too. The embedded engine serves one process only: whatever another ran is lost.
 */
export async function recoverJobs(
  { database, log, describeProblem }: RunnerDependencies,
  { runner, own, silenceMs }: { runner: string; own: readonly string[]; silenceMs: number },
): Promise<void> {
  const problem = describeProblem(
    new JobInterruptedError(`the process that ran the job ended ${MOST_ATTEMPTS} times before it was done`),
  );
  const lost = await recoverLost(database, {
    runner,
    own: [...own],
    silence_s: database.engine === 'embedded' ? 0 : silenceMs / 1000,
    most_attempts: MOST_ATTEMPTS,
    problem: JSON.stringify(problem),
    message_zh: `运行任务的进程中途结束 ${MOST_ATTEMPTS} 次，不再重试`,
    message_en: problem.detail ?? problem.title,
  });
  for (const job of lost) log.warn({ job }, 'the process of a job is gone');
}
