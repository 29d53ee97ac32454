/** A process of the service as far as jobs are concerned; its one question writes down when it runs. `URL` is its database. */
import { setTimeout as sleep } from 'node:timers/promises';
import { pino } from 'pino';
import { z } from 'zod';
import { type Analysis, type Answer, defineAnalysis } from '../../api/analyses/analysis.ts';
import { ANALYSES } from '../../api/analyses/registry.ts';
import { readConfig } from '../../api/config.ts';
import { serverDatabase } from '../../api/db/connect.ts';
import type { Database } from '../../api/db/database.ts';
import { describeProblem } from '../../api/http/problem.ts';
import { JobRunner } from '../../api/jobs/job-runner.ts';

const url = process.env.URL ?? '';
const database = serverDatabase({ url, poolSize: 6, statementTimeoutMs: 30_000 });
// Of its own: what is written down must not be taken back by the signal of the job.
const diary = serverDatabase({ url, poolSize: 2, statementTimeoutMs: 30_000 });

const note = (event: string, name: string) =>
  diary.run({
    text: 'insert into job_diary (event, name, pid) values ($1, $2, $3)',
    values: [event, name, process.pid],
  });

const tracedQuestion = defineAnalysis({
  id: 'traced-question',
  title: { zh: '记录问题', en: 'Traced question' },
  description: { zh: '测试用。', en: 'For tests.' },
  input: z.strictObject({
    name: z.string(),
    /** Time of a run, ms; the first run of one that is to hold lasts until it is stopped. */
    ms: z.number(),
    holds: z.boolean().default(false),
  }),
  output: z.looseObject({}),
  run: async ({ db, signal }, { name, ms, holds }): Promise<Answer> => {
    await note('begin', name);
    try {
      await sleep(holds && (await isFirst(db, name)) ? 600_000 : ms, undefined, { signal });
      await note('end', name);
    } catch (error) {
      await note('stopped', name);
      throw error;
    }
    return { type: 'FeatureCollection', features: [], name };
  },
});

async function isFirst(db: Database, name: string): Promise<boolean> {
  const rows = await db.run({
    text: `select 1 from job_diary where name = $1 and event = 'begin'`,
    values: [name],
  });
  return rows.length === 1;
}

(ANALYSES as Analysis[]).push(tracedQuestion as unknown as Analysis);
const runner = new JobRunner(
  {
    database,
    config: readConfig({ JOB_CONCURRENCY: '3' }),
    log: pino({ level: 'silent' }),
    describeProblem,
  },
  { pollMs: 20, beatMs: 100, silenceMs: 1_500, giveUpMs: 1_000 },
);
process.once('SIGTERM', () => {
  void runner.stop().then(async () => {
    await database.close();
    await diary.close();
    process.exit(0);
  });
});
process.stdout.write('ready\n');
