import { pino } from 'pino';
import { expect, vi } from 'vitest';
import { readConfig } from '../../api/config.ts';
import type { Database } from '../../api/db/database.ts';
import { describeProblem } from '../../api/http/problem.ts';
import { JobRunner, type RunnerTimes } from '../../api/jobs/job-runner.ts';
import { createJob, getJob } from '../../api/jobs/job-store.ts';
import { type GatedRun, runsOf } from './gated-analysis.ts';

/** A runner that looks and tells often. */
export function startRunner(
  database: Database,
  { times = {}, ...environment }: { times?: Partial<RunnerTimes>; [variable: string]: unknown } = {},
): JobRunner {
  const config = readConfig(environment as Record<string, string>);
  const log = pino({ level: 'silent' });
  return new JobRunner(
    { database, config, log, describeProblem },
    { pollMs: 30, beatMs: 20, silenceMs: 60_000, ...times },
  );
}

/** Submits the gated question under a name; gives the id of the job. */
export async function submit(database: Database, name: string, more: object = {}): Promise<string> {
  const job = await createJob(
    database,
    {
      analysis: 'gated-question',
      input: { name, ...more },
      scenario: null,
      actor: 'anonymous',
      requestId: 'test',
    },
    1_000,
  );
  return job.id;
}

/** The run of that name, once there are `times` of them. */
export async function begun(name: string, times = 1): Promise<GatedRun> {
  await vi.waitFor(() => expect(runsOf(name)).toHaveLength(times), { timeout: 20_000, interval: 10 });
  return runsOf(name)[times - 1]!;
}

/** The job once it is in that state. */
export async function inState(database: Database, id: string, status: string) {
  await vi.waitFor(async () => expect(await getJob(database, id)).toMatchObject({ status }), {
    timeout: 20_000,
    interval: 20,
  });
  return getJob(database, id);
}
