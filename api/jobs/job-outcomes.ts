import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { JobProblem } from './job-record.ts';

/** A job as long as it belongs to a runner: what it writes is without effect once the job was dismissed or taken over. */
export interface OwnJob {
  readonly job: string;
  readonly runner: string;
  readonly attempts: number;
}

/** Ends a job as failed, with the reason in both languages. */
export async function failJob(
  db: Database,
  { job, runner, attempts }: OwnJob,
  problem: JobProblem,
): Promise<void> {
  await db.kysely
    .updateTable('job')
    .set({
      status: 'failed',
      runner: null,
      heartbeat_at: null,
      problem: JSON.stringify(problem),
      message_zh: problem.title_zh ?? null,
      message_en: problem.detail ?? problem.title,
      finished_at: sql<Date>`now()`,
      updated_at: sql<Date>`now()`,
    })
    .where('job_id', '=', job)
    .where('runner', '=', runner)
    .where('attempts', '=', attempts)
    .execute();
}

/** Puts what a runner has not finished back to its place in the queue; the attempt does not count. Returns how many. */
export async function requeueJobs(db: Database, runner: string): Promise<number> {
  const put = await db.kysely
    .updateTable('job')
    .set({
      status: 'accepted',
      runner: null,
      heartbeat_at: null,
      progress: 0,
      attempts: sql<number>`attempts - 1`,
      message_zh: '服务停止，重新等待运行',
      message_en: 'the service stopped; waiting to run again',
      updated_at: sql<Date>`now()`,
    })
    .where('runner', '=', runner)
    .executeTakeFirst();
  return Number(put.numUpdatedRows);
}
