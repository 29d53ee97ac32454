import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import { NoSuchJobError, QueueFullError } from '../errors.ts';
import { ring } from './job-bell.ts';
import { addJob } from './job-queries.ts';
import { type Job, type JobStatus, toJob } from './job-record.ts';

/** What is asked, checked already, and by whom. */
export interface NewJob {
  readonly analysis: string;
  /** As given; it is read again by the schema of its analysis when the job runs. */
  readonly input: Readonly<Record<string, unknown>>;
  readonly scenario: string | null;
  readonly actor: string;
  readonly requestId: string;
}

const COLUMNS = [
  'job_id',
  'number',
  'analysis',
  'input',
  'scenario',
  'status',
  'progress',
  'message_zh',
  'message_en',
  'attempts',
  'problem',
  'actor',
  'created_at',
  'started_at',
  'finished_at',
  'updated_at',
] as const;

/** Puts a job at the end of the queue and tells the runner. Throws QueueFullError when `mostWaiting` wait already. */
export async function createJob(db: Database, job: NewJob, mostWaiting: number): Promise<Job> {
  const [added] = await addJob(db, {
    analysis: job.analysis,
    input: JSON.stringify(job.input),
    scenario: job.scenario,
    actor: job.actor,
    request_id: job.requestId,
    most_waiting: mostWaiting,
  });
  if (!added)
    throw new QueueFullError(`${mostWaiting} jobs are waiting already (MAX_WAITING_JOBS); try again later`);
  ring(db);
  return getJob(db, added.job_id);
}

/** The job with this id (a UUID). Throws NoSuchJobError. */
export async function getJob(db: Database, id: string): Promise<Job> {
  const row = await db.kysely.selectFrom('job').select(COLUMNS).where('job_id', '=', id).executeTakeFirst();
  if (!row) throw new NoSuchJobError(`there is no job ${id}`);
  return toJob(row);
}

export interface JobFilter {
  readonly analysis?: string | undefined;
  readonly status?: JobStatus | undefined;
}

/** Jobs, latest first; `before` is the number of the last one of the page before. */
export async function listJobs(
  db: Database,
  filter: JobFilter,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<Job[]> {
  let query = db.kysely.selectFrom('job').select(COLUMNS);
  if (filter.analysis !== undefined) query = query.where('analysis', '=', filter.analysis);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (before !== undefined) query = query.where('number', '<', before);
  const rows = await query.orderBy('number', 'desc').limit(limit).execute();
  return rows.map(toJob);
}

/** The answer of a successful job, or undefined. */
export async function findResult(
  db: Database,
  id: string,
): Promise<{ mediaType: string; content: string } | undefined> {
  const row = await db.kysely
    .selectFrom('job_result')
    .select(['media_type', 'content'])
    .where('job_id', '=', id)
    .executeTakeFirst();
  return row && { mediaType: row.media_type, content: row.content };
}

/**
 * Ends a job for good: one that waits never runs, one that runs is stopped, the result of a finished one is removed.
 * Dismissing it again changes nothing. Throws NoSuchJobError.
 */
export async function dismissJob(db: Database, id: string): Promise<Job> {
  await db.transaction(async (tx) => {
    await tx.kysely
      .updateTable('job')
      .set({
        status: 'dismissed',
        runner: null,
        heartbeat_at: null,
        problem: null,
        message_zh: '已取消',
        message_en: 'dismissed',
        finished_at: sql<Date>`coalesce(finished_at, now())`,
        updated_at: sql<Date>`now()`,
      })
      .where('job_id', '=', id)
      .where('status', '<>', 'dismissed')
      .execute();
    await tx.kysely.deleteFrom('job_result').where('job_id', '=', id).execute();
  });
  ring(db);
  return getJob(db, id);
}

/** Removes jobs, with their results, that ended more than `days` ago. Returns how many. */
export async function removeOldJobs(db: Database, days: number): Promise<number> {
  const removed = await db.kysely
    .deleteFrom('job')
    .where('finished_at', '<', sql<Date>`now() - make_interval(days => ${days}::int)`)
    .executeTakeFirst();
  return Number(removed.numDeletedRows);
}
