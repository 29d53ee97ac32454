import { type Command, InvalidArgumentError, Option } from 'commander';
import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { JOB_STATUSES, type Job, type JobStatus } from './job-record.ts';
import { dismissJob, getJob, listJobs } from './job-store.ts';
import { fullStatusInfoOf } from './status-info.ts';

/** Opens what a command needs; the caller closes it. */
type OpenSession = () => Promise<{ readonly database: Database; close(): Promise<void> }>;

/** `dingdian jobs list | show | cancel`. */
export function addJobsCommand(program: Command, openSession: OpenSession): void {
  const jobs = program
    .command('jobs')
    .description('Questions that are answered later: list, show, cancel. 后台任务');
  jobs
    .command('list')
    .description('List the jobs, latest first.')
    .addOption(new Option('--status <status>', 'only jobs in this state').choices(JOB_STATUSES))
    .option('--analysis <id>', 'only jobs of this question')
    .option('--limit <number>', 'most jobs shown', readLimit, 50)
    .option('--json', 'as JSON')
    .action(async (options: { status?: JobStatus; analysis?: string; limit: number; json?: boolean }) => {
      const { status, analysis, limit, json } = options;
      const found = await inSession(openSession, (db) => listJobs(db, { status, analysis }, { limit }));
      process.stdout.write(json ? asJson(found.map((job) => fullStatusInfoOf(job, ''))) : table(found));
    });
  jobs
    .command('show')
    .description('Show one job with its input and, when it failed, why.')
    .argument('<id>', 'id of the job', readId)
    .action(async (id: string) => {
      const job = await inSession(openSession, (db) => getJob(db, id));
      process.stdout.write(asJson(fullStatusInfoOf(job, '')));
    });
  jobs
    .command('cancel')
    .description('Dismiss a job: it is stopped and its result removed.')
    .argument('<id>', 'id of the job', readId)
    .action(async (id: string) => {
      const job = await inSession(openSession, (db) => dismissJob(db, id));
      process.stdout.write(`job ${job.id} is ${job.status}\n`);
    });
}

async function inSession<T>(openSession: OpenSession, work: (db: Database) => Promise<T>): Promise<T> {
  const session = await openSession();
  try {
    return await work(session.database);
  } finally {
    await session.close();
  }
}

function asJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

function readId(text: string): string {
  if (z.uuid().safeParse(text).success) return text;
  throw new InvalidArgumentError('A UUID is allowed.');
}

function readLimit(text: string): number {
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= 10_000) return limit;
  throw new InvalidArgumentError('A whole number from 1 to 10000 is allowed.');
}

function table(jobs: readonly Job[]): string {
  if (jobs.length === 0) return 'no jobs\n';
  const rows = jobs.map((job) =>
    [
      job.id,
      job.status.padEnd(10),
      `${Math.floor(job.progress * 100)} %`.padStart(6),
      job.created.toISOString().slice(0, 19),
      job.analysis.padEnd(18),
      job.message.en ?? '',
    ].join('  '),
  );
  return `${rows.join('\n')}\n`;
}
