import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { todayInShanghai } from '../../../api/dates.ts';
import type { Database } from '../../../api/db/database.ts';
import { NoSuchJobError, QueueFullError, ResultTooLargeError } from '../../../api/errors.ts';
import type { JobRunner } from '../../../api/jobs/job-runner.ts';
import { createJob, dismissJob, findResult, getJob, listJobs } from '../../../api/jobs/job-store.ts';
import { runsOf } from '../../support/gated-analysis.ts';
import { begun, inState, startRunner, submit } from '../../support/job-runners.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

vi.mock('../../../api/analyses/registry.ts', async () => ({
  ANALYSES: [(await import('../../support/gated-analysis.ts')).gatedAnalysis],
}));

let opened: TestDatabase;
let database: Database;
const runners: JobRunner[] = [];
const start = (options: Parameters<typeof startRunner>[1] = {}) => {
  const runner = startRunner(database, options);
  runners.push(runner);
  return runner;
};

beforeAll(async () => {
  opened = await openTestDatabase();
  database = opened.database;
});
afterEach(async () => {
  await Promise.all(runners.splice(0).map((runner) => runner.stop()));
  await database.kysely.deleteFrom('job').execute();
});
afterAll(() => opened.close());

/** A job as a runner leaves it that died without a word `secondsAgo`. */
async function abandon(id: string, attempts: number, secondsAgo = 3_600): Promise<void> {
  await database.run({
    text: `update job set status = 'running', runner = $2::uuid, attempts = $3::int,
             heartbeat_at = now() - make_interval(secs => $4::float8) where job_id = $1::uuid`,
    values: [id, randomUUID(), attempts, secondsAgo],
  });
}

describe('a job', () => {
  test('waits, runs, tells how far it is, and keeps its answer', async () => {
    const id = await submit(database, 'whole', { count: 2 });
    expect(await getJob(database, id)).toMatchObject({
      status: 'accepted',
      progress: 0,
      attempts: 0,
      started: null,
      finished: null,
      message: { en: 'waiting to run', zh: '等待运行' },
    });
    start();
    const run = await begun('whole');
    expect(await inState(database, id, 'running')).toMatchObject({ attempts: 1, finished: null });
    run.tell(0.42, 'counting cells');
    await vi.waitFor(async () =>
      expect(await getJob(database, id)).toMatchObject({ progress: 0.42, message: { en: 'counting cells' } }),
    );
    expect(await findResult(database, id)).toBeUndefined();
    run.finish();
    const job = await inState(database, id, 'successful');
    expect(job).toMatchObject({
      progress: 1,
      attempts: 1,
      problem: null,
      message: { en: 'done', zh: '已完成' },
    });
    expect(job.started!.getTime()).toBeGreaterThanOrEqual(job.created.getTime());
    expect(job.finished!.getTime()).toBeGreaterThanOrEqual(job.started!.getTime());
    expect(await findResult(database, id)).toEqual({
      mediaType: 'application/geo+json',
      content: `{"type":"FeatureCollection","features":[],"name":"whole","count":2,"asOf":"${todayInShanghai()}","text":"定点 \\"é\\" \\u0000"}`,
    });
  });

  test('that fails says why in both languages; of an unexpected error nothing is told', async () => {
    start();
    const refused = await inState(database, await submit(database, 'refused'), 'failed');
    expect(refused.problem).toMatchObject({
      code: 'invalid-input',
      status: 400,
      issues: [{ field: 'name', reason: 'is refused' }],
    });
    expect(refused.message).toEqual({ zh: '请求中有无效的值', en: 'name: is refused' });
    const id = await submit(database, 'broken');
    (await begun('broken')).fail(new Error('secret of the program'));
    const broken = await inState(database, id, 'failed');
    expect(broken.problem).toMatchObject({ code: 'internal', status: 500 });
    expect(JSON.stringify(broken)).not.toContain('secret');
    const large = await submit(database, 'large');
    (await begun('large')).fail(new ResultTooLargeError('too many rows'));
    expect((await inState(database, large, 'failed')).message.en).toBe('too many rows');
  });

  test('whose question this version does not know, or whose input it no longer takes, fails with the field', async () => {
    start();
    const job = { scenario: null, actor: 'anonymous', requestId: 'test' };
    const unknown = await createJob(database, { ...job, analysis: 'of-old', input: {} }, 10);
    expect((await inState(database, unknown.id, 'failed')).problem).toMatchObject({
      issues: [{ field: 'analysis', value: 'of-old' }],
    });
    const wrong = await createJob(database, { ...job, analysis: 'gated-question', input: { name: 1 } }, 10);
    expect((await inState(database, wrong.id, 'failed')).problem).toMatchObject({
      issues: [{ field: 'name' }],
    });
  });

  test('that takes longer than allowed is stopped and says so', async () => {
    start({ JOB_TIMEOUT_MS: '1000' });
    const id = await submit(database, 'long');
    const run = await begun('long');
    expect(await inState(database, id, 'failed')).toMatchObject({ problem: { code: 'time-limit' } });
    expect(run.signal.aborted).toBe(true);
  });

  test('asked of a scenario that is gone fails', async () => {
    start();
    const job = await createJob(
      database,
      {
        analysis: 'gated-question',
        input: { name: 'gone' },
        scenario: randomUUID(),
        actor: 'anonymous',
        requestId: 'test',
      },
      10,
    );
    expect(await inState(database, job.id, 'failed')).toMatchObject({ problem: { code: 'not-found' } });
    expect(runsOf('gone')).toEqual([]);
  });
});

describe('the queue', () => {
  test('is served in the order of submission, as many at a time as configured', async () => {
    const ids: string[] = [];
    for (const name of ['q1', 'q2', 'q3']) ids.push(await submit(database, name));
    start({ JOB_CONCURRENCY: '2' });
    await begun('q1');
    await begun('q2');
    // Several looks later the third still waits.
    await new Promise((resolve) => setTimeout(resolve, 150));
    expect(runsOf('q3')).toEqual([]);
    expect(await getJob(database, ids[2]!)).toMatchObject({ status: 'accepted' });
    runsOf('q2')[0]!.finish();
    await begun('q3');
    await inState(database, ids[1]!, 'successful');
    expect(await getJob(database, ids[0]!)).toMatchObject({ status: 'running' });
  });

  test('takes no more than may wait; what runs does not count', async () => {
    start();
    const running = await submit(database, 'first');
    await begun('first');
    const job = {
      analysis: 'gated-question',
      input: { name: 'second' },
      scenario: null,
      actor: 'anonymous',
      requestId: 'test',
    };
    const waiting = await createJob(database, job, 1);
    await expect(createJob(database, job, 1)).rejects.toThrow(QueueFullError);
    await dismissJob(database, waiting.id);
    expect((await createJob(database, job, 1)).status).toBe('accepted');
    expect(await getJob(database, running)).toMatchObject({ status: 'running' });
  });

  test('is listed latest first, in pages, by state and question', async () => {
    const ids: string[] = [];
    for (const name of ['l1', 'l2', 'l3']) ids.unshift(await submit(database, name));
    const [first, second] = await listJobs(database, {}, { limit: 2 });
    expect([first!.id, second!.id]).toEqual(ids.slice(0, 2));
    expect((await listJobs(database, {}, { limit: 2, before: second!.number })).map(({ id }) => id)).toEqual([
      ids[2],
    ]);
    await dismissJob(database, ids[1]!);
    expect((await listJobs(database, { status: 'dismissed' }, { limit: 9 })).map(({ id }) => id)).toEqual([
      ids[1],
    ]);
    expect(
      await listJobs(database, { analysis: 'gated-question', status: 'accepted' }, { limit: 9 }),
    ).toHaveLength(2);
    expect(await listJobs(database, { analysis: 'nearest' }, { limit: 9 })).toEqual([]);
  });
});

describe('dismissing', () => {
  test('a job that waits keeps it from ever running', async () => {
    const id = await submit(database, 'never');
    expect(await dismissJob(database, id)).toMatchObject({ status: 'dismissed' });
    start();
    const next = await submit(database, 'next');
    (await begun('next')).finish();
    await inState(database, next, 'successful');
    expect(runsOf('never')).toEqual([]);
  });

  test('a job that runs stops it, and its answer is not kept', async () => {
    start();
    const id = await submit(database, 'stopped');
    const run = await begun('stopped');
    await dismissJob(database, id);
    await vi.waitFor(() => expect(run.signal.aborted).toBe(true));
    run.finish();
    const next = await submit(database, 'after');
    (await begun('after')).finish();
    await inState(database, next, 'successful');
    expect(await getJob(database, id)).toMatchObject({ status: 'dismissed', problem: null });
    expect(await findResult(database, id)).toBeUndefined();
  });

  test('a finished job removes its result; again changes nothing; an unknown one is told', async () => {
    start();
    const id = await submit(database, 'finished');
    (await begun('finished')).finish();
    const { finished } = await inState(database, id, 'successful');
    const dismissed = await dismissJob(database, id);
    expect(dismissed).toMatchObject({ status: 'dismissed', finished });
    expect(await findResult(database, id)).toBeUndefined();
    expect((await dismissJob(database, id)).updated).toEqual(dismissed.updated);
    await expect(dismissJob(database, randomUUID())).rejects.toThrow(NoSuchJobError);
  });
});

describe('the end of a process', () => {
  test('puts what runs back to its place in the queue; the next process runs it for the same day', async () => {
    const ids = [
      await submit(database, 'restarted', { asOf: '2025-07-01' }),
      await submit(database, 'behind'),
    ];
    const runner = start();
    const interrupted = await begun('restarted');
    await runner.stop();
    expect(interrupted.signal.aborted).toBe(true);
    expect(await getJob(database, ids[0]!)).toMatchObject({ status: 'accepted', attempts: 0, progress: 0 });
    start();
    const again = await begun('restarted', 2);
    expect(again.asOf).toBe('2025-07-01');
    expect(runsOf('behind')).toEqual([]);
    again.finish();
    expect(await inState(database, ids[0]!, 'successful')).toMatchObject({ attempts: 1 });
  });

  test('without a word: the job runs again, after three attempts it fails with a reason', async () => {
    const twice = await submit(database, 'twice');
    await abandon(twice, 1);
    const often = await submit(database, 'often');
    await abandon(often, 3);
    start();
    (await begun('twice')).finish();
    expect(await inState(database, twice, 'successful')).toMatchObject({ attempts: 2 });
    const failed = await inState(database, often, 'failed');
    expect(failed.problem).toMatchObject({ code: 'job-interrupted', status: 503 });
    expect(failed.message.zh).toContain('3 次');
    expect(failed.message.en).toContain('3 times');
    expect(runsOf('often')).toEqual([]);
  });

  test('a runner that lost its job stops it and stores nothing', async () => {
    start();
    const id = await submit(database, 'taken');
    const run = await begun('taken');
    await database.run({
      text: 'update job set runner = $2::uuid, attempts = 2, heartbeat_at = now() where job_id = $1::uuid',
      values: [id, randomUUID()],
    });
    await vi.waitFor(() => expect(run.signal.aborted).toBe(true));
    run.finish();
    if (database.engine === 'server') {
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(await getJob(database, id)).toMatchObject({ status: 'running', attempts: 2 });
    }
    expect(await findResult(database, id)).toBeUndefined();
  });

  test('old finished jobs are removed when a runner starts, others stay', async () => {
    const [old, young, waiting] = [
      await submit(database, 'old'),
      await submit(database, 'young'),
      await submit(database, 'w'),
    ];
    const finish = (id: string, days: number) =>
      database.run({
        text: `update job set status = 'successful', finished_at = now() - make_interval(days => $2::int),
                 created_at = now() - interval '1 year' where job_id = $1::uuid`,
        values: [id, days],
      });
    await finish(old, 8);
    await finish(young, 6);
    await database.run({
      text: `update job set created_at = now() - interval '1 year' where job_id = $1`,
      values: [waiting],
    });
    start({ JOB_RETENTION_DAYS: '7', JOB_CONCURRENCY: '0' });
    await vi.waitFor(() => expect(getJob(database, old)).rejects.toThrow(NoSuchJobError));
    expect((await getJob(database, young)).status).toBe('successful');
    expect((await getJob(database, waiting)).status).toBe('accepted');
  });
});
