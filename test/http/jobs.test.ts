import { randomUUID } from 'node:crypto';
import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { createApp } from '../../api/app.ts';
import { readConfig } from '../../api/config.ts';
import type { JobRunner } from '../../api/jobs/job-runner.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { addCountyAsExtent, addInstitution } from '../support/fixtures.ts';
import { runsOf } from '../support/gated-analysis.ts';
import { begun, inState, startRunner } from '../support/job-runners.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

vi.mock('../../api/analyses/registry.ts', async (original) => ({
  ANALYSES: [
    ...(await original<typeof import('../../api/analyses/registry.ts')>()).ANALYSES,
    (await import('../support/gated-analysis.ts')).gatedAnalysis,
  ],
}));

const SITE = { lon: 121.6, lat: 31 };
const NOT_READY = 'http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/result-not-ready';
const NO_SUCH_JOB = 'http://www.opengis.net/def/exceptions/ogcapi-processes-1/1.0/no-such-job';
let opened: TestDatabase;
let app: Express;
const keys = { reader: '', other: '', editor: '' };
const runners: JobRunner[] = [];

const appWith = (environment: Record<string, string> = {}) =>
  createApp({
    database: opened.database,
    config: readConfig({ RATE_LIMIT_PER_MINUTE: '0', ...environment }),
    log: pino({ level: 'silent' }),
  });
const start = () => runners.push(startRunner(opened.database));
const stopAll = () => Promise.all(runners.splice(0).map((runner) => runner.stop()));
const gated = (name: string) => ({ analysis: 'gated-question', input: { name } });
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

beforeAll(async () => {
  opened = await openTestDatabase();
  app = appWith();
  for (const [name, role] of [
    ['reader', 'reader'],
    ['other', 'reader'],
    ['editor', 'editor'],
  ] as const)
    keys[name] = (await createKey(opened.database, { name, role }, { actor: 'cli:test' })).key;
  await addCountyAsExtent(opened.database, [121, 30, 122, 32]);
  await addInstitution(opened.database, { code: 'H1', name: '甲诊所', at: [121.601, 31.001] });
});
afterEach(async () => {
  await stopAll();
  await opened.database.kysely.deleteFrom('job').execute();
});
afterAll(() => opened.close());

describe('POST /jobs', () => {
  test('answers 201 with the address of the job; the result is byte for byte what the question sends', async () => {
    const made = await request(app)
      .post('/jobs')
      .set('Host', 'maps.example.cn')
      .send({ analysis: 'nearest', input: SITE });
    expect(made.status).toBe(201);
    expect(made.headers.location).toBe(`http://maps.example.cn/jobs/${made.body.jobID}`);
    expect(made.headers['preference-applied']).toBeUndefined();
    expect(made.body).toMatchObject({
      processID: 'nearest',
      type: 'process',
      status: 'accepted',
      progress: 0,
      attempts: 0,
      links: [{ rel: 'self', href: made.headers.location }],
    });
    const path = `/jobs/${made.body.jobID}`;
    start();
    await inState(opened.database, made.body.jobID, 'successful');
    const done = await request(app).get(path).set('Host', 'maps.example.cn');
    expect(done.headers['cache-control']).toBe('no-store');
    expect(done.body).toMatchObject({
      status: 'successful',
      progress: 100,
      message: 'done',
      message_zh: '已完成',
    });
    expect(done.body.input).toMatchObject(SITE);
    for (const time of ['created', 'started', 'finished', 'updated'])
      expect(done.body[time]).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/);
    const results = done.body.links.find(({ rel }: { rel: string }) => rel.endsWith('/results'));
    expect(results.href).toBe(`http://maps.example.cn${path}/results`);
    const later = await request(app).get(`${path}/results`).buffer(true).parse(bytes);
    const atOnce = await request(app).post('/nearest').send(SITE).buffer(true).parse(bytes);
    expect(later.headers['content-type']).toBe(atOnce.headers['content-type']);
    expect(JSON.parse(String(atOnce.body)).features.length).toBeGreaterThan(0);
    expect(String(later.body)).toBe(String(atOnce.body));
  });

  test('refuses what the question itself refuses, with the same problem, and keeps nothing', async () => {
    const wrong = { lon: 200, lat: 31, nonsense: 1 };
    const job = await request(app).post('/jobs').send({ analysis: 'nearest', input: wrong });
    const atOnce = await request(app).post('/nearest').send(wrong);
    expect([job.status, job.type]).toEqual([400, 'application/problem+json']);
    expect(job.body.issues).toEqual(atOnce.body.issues);
    for (const [body, field] of [
      [{ analysis: 'no-such', input: {} }, 'analysis'],
      [{ input: {} }, 'analysis'],
      [{ analysis: 'nearest', input: 3 }, 'input'],
      [{ analysis: 'nearest', input: SITE, scenario: 'x' }, 'scenario'],
      [{ analysis: 'nearest', input: SITE, scenario: randomUUID() }, 'scenario'],
      [{ analysis: 'nearest', input: SITE, nonsense: 1 }, 'nonsense'],
    ] as const) {
      const refused = await request(app).post('/jobs').send(body);
      expect([refused.status, refused.body.issues[0].field]).toEqual([400, field]);
    }
    expect((await request(app).get('/jobs')).body.jobs).toEqual([]);
  });

  test('refuses more than may wait with 429 queue-full', async () => {
    const small = appWith({ MAX_WAITING_JOBS: '1' });
    expect((await request(small).post('/jobs').send(gated('w'))).status).toBe(201);
    const refused = await request(small).post('/jobs').send(gated('w'));
    expect([refused.status, refused.body.code]).toEqual([429, 'queue-full']);
    expect((await request(small).get('/errors/queue-full')).body.title.zh).toBe('等待中的任务过多');
  });
});

describe('Prefer: respond-async', () => {
  test('makes a job of a question; without it, or with another preference, the answer comes at once', async () => {
    const asked = await request(app)
      .post('/nearest')
      .set('Prefer', 'handling=strict, Respond-Async; x=1')
      .send(SITE);
    expect([asked.status, asked.headers['preference-applied']]).toEqual([201, 'respond-async']);
    expect(asked.headers.location).toContain(`/jobs/${asked.body.jobID}`);
    expect(asked.body).toMatchObject({ status: 'accepted', processID: 'nearest' });
    for (const other of ['respond-asynchronously', 'return=minimal', '']) {
      const answer = await request(app).post('/nearest').set('Prefer', other).send(SITE);
      expect([other, answer.status, answer.headers['preference-applied']]).toEqual([other, 200, undefined]);
    }
    const refused = await request(app).post('/nearest').set('Prefer', 'respond-async').send({ lon: 1 });
    expect([refused.status, refused.headers['preference-applied']]).toEqual([400, undefined]);
    const get = await request(app).get('/nearest').query(SITE).set('Prefer', 'respond-async');
    expect(get.status).toBe(200);
  });

  test('asks a scenario too: the answer is that of the scenario', async () => {
    const scenario = {
      title: 'one more',
      changes: [
        { op: 'add', name: '拟设', kind: 'pharmacy', services: ['personal_account'], lon: 121.6, lat: 31 },
      ],
    };
    const stored = await request(app).post('/scenarios').set(bearer(keys.editor)).send(scenario);
    expect(stored.status).toBe(201);
    const path = `/scenarios/${stored.body.id}/analyses/nearest`;
    const asked = await request(app).post(path).set('Prefer', 'respond-async').send(SITE);
    expect([asked.status, asked.body.scenario]).toEqual([201, stored.body.id]);
    start();
    await inState(opened.database, asked.body.jobID, 'successful');
    const later = await request(app).get(`/jobs/${asked.body.jobID}/results`).buffer(true).parse(bytes);
    const atOnce = await request(app).post(path).send(SITE).buffer(true).parse(bytes);
    expect(String(later.body)).toContain('拟设');
    // Ids of institutions that are tried out are new each time.
    const told = (text: unknown) => String(text).replaceAll(/"(?:id|institution_id|fid)":\d+/g, '""');
    expect(told(later.body)).toBe(told(atOnce.body));
  });
});

describe('GET /jobs', () => {
  test('lists in pages that follow one another, by state and question', async () => {
    const ids: string[] = [];
    for (const name of ['a', 'b', 'c', 'd', 'e'])
      ids.unshift((await request(app).post('/jobs').send(gated(name))).body.jobID);
    await request(app).post('/jobs').send({ analysis: 'nearest', input: SITE });
    const seen: string[] = [];
    let url: string | undefined = '/jobs?analysis=gated-question&limit=2';
    while (url) {
      const page: {
        body: { jobs: { jobID: string; input?: object }[]; links: { rel: string; href: string }[] };
      } = await request(app).get(url);
      expect(page.body.jobs.length).toBeLessThanOrEqual(2);
      expect(page.body.jobs.every(({ input }) => input === undefined)).toBe(true);
      seen.push(...page.body.jobs.map(({ jobID }) => jobID));
      const next = page.body.links.find(({ rel }) => rel === 'next');
      url = next?.href.slice(next.href.indexOf('/jobs'));
    }
    expect(seen).toEqual(ids);
    await request(app).delete(`/jobs/${ids[0]}`);
    const dismissed = await request(app).get('/jobs?status=dismissed');
    expect(dismissed.body.jobs.map(({ jobID }: { jobID: string }) => jobID)).toEqual([ids[0]]);
    for (const query of [
      'status=gone',
      'limit=0',
      'limit=1001',
      'after=x',
      'nonsense=1',
      'status=failed&status=failed',
    ])
      expect([query, (await request(app).get(`/jobs?${query}`)).status]).toEqual([query, 400]);
  });
});

describe('a job', () => {
  test('that is not done has no result; progress is told in per cent', async () => {
    const { body } = await request(app).post('/jobs').send(gated('ready'));
    const waiting = await request(app).get(`/jobs/${body.jobID}/results`);
    expect([waiting.status, waiting.body.type, waiting.body.code]).toEqual([
      404,
      NOT_READY,
      'result-not-ready',
    ]);
    start();
    (await begun('ready')).tell(0.999, 'nearly there');
    await vi.waitFor(async () =>
      expect((await request(app).get(`/jobs/${body.jobID}`)).body).toMatchObject({
        status: 'running',
        progress: 99,
        message: 'nearly there',
      }),
    );
    expect((await request(app).get(`/jobs/${body.jobID}/results`)).body.detail).toContain('99 %');
  });

  test('that failed answers with the problem of its question', async () => {
    const { body } = await request(app).post('/jobs').send(gated('refused'));
    start();
    await inState(opened.database, body.jobID, 'failed');
    const status = await request(app).get(`/jobs/${body.jobID}`);
    expect(status.body).toMatchObject({
      status: 'failed',
      message: 'name: is refused',
      message_zh: '请求中有无效的值',
      problem: { code: 'invalid-input' },
    });
    const result = await request(app).get(`/jobs/${body.jobID}/results`).set('X-Request-Id', 'mine');
    expect([result.status, result.type]).toEqual([400, 'application/problem+json']);
    expect(result.body).toMatchObject({
      type: '/errors/invalid-input',
      instance: `/jobs/${body.jobID}/results`,
      requestId: 'mine',
      issues: [{ field: 'name' }],
    });
  });

  test('nobody knows is told as the standard says', async () => {
    for (const id of [randomUUID(), 'x', '1']) {
      for (const path of [`/jobs/${id}`, `/jobs/${id}/results`]) {
        const answer = await request(app).get(path);
        expect([path, answer.status, answer.body.type, answer.body.code]).toEqual([
          path,
          404,
          NO_SUCH_JOB,
          'no-such-job',
        ]);
      }
      expect((await request(app).delete(`/jobs/${id}`)).status).toBe(404);
    }
    expect((await request(app).put(`/jobs/${randomUUID()}`)).headers.allow).toBe(
      'DELETE, GET, HEAD, OPTIONS',
    );
  });
});

describe('DELETE /jobs/{id}', () => {
  test('stops a running job; afterwards it has no result', async () => {
    start();
    const { body } = await request(app).post('/jobs').send(gated('cut'));
    const run = await begun('cut');
    const dismissed = await request(app).delete(`/jobs/${body.jobID}`);
    expect([dismissed.status, dismissed.body.status]).toEqual([200, 'dismissed']);
    await vi.waitFor(() => expect(run.signal.aborted).toBe(true));
    const result = await request(app).get(`/jobs/${body.jobID}/results`);
    expect([result.status, result.body.code]).toEqual([404, 'not-found']);
    expect((await request(app).delete(`/jobs/${body.jobID}`)).body.status).toBe('dismissed');
  });

  test('is for whoever submitted it, and for editors', async () => {
    const made = await request(app).post('/jobs').set(bearer(keys.reader)).send(gated('mine'));
    const path = `/jobs/${made.body.jobID}`;
    for (const attempt of [request(app).delete(path), request(app).delete(path).set(bearer(keys.other))]) {
      const refused = await attempt;
      expect([refused.status, refused.body.code]).toEqual([403, 'forbidden']);
    }
    expect((await request(app).get(path)).body.status).toBe('accepted');
    expect((await request(app).delete(path).set(bearer(keys.reader))).status).toBe(200);
    const other = await request(app).post('/jobs').set(bearer(keys.reader)).send(gated('theirs'));
    expect((await request(app).delete(`/jobs/${other.body.jobID}`).set(bearer(keys.editor))).status).toBe(
      200,
    );
  });

  test('where reads are closed nothing is told or taken without a key', async () => {
    const closed = appWith({ READS: 'keys' });
    for (const attempt of [
      request(closed).get('/jobs'),
      request(closed).post('/jobs').send(gated('closed')),
      request(closed).post('/nearest').set('Prefer', 'respond-async').send(SITE),
    ])
      expect((await attempt).status).toBe(401);
    expect((await request(closed).post('/jobs').set(bearer(keys.reader)).send(gated('open'))).status).toBe(
      201,
    );
  });
});

test('a job survives the end of its process: the next one answers it', async () => {
  start();
  const { body } = await request(app).post('/jobs').send(gated('survivor'));
  await begun('survivor');
  await stopAll();
  expect(runsOf('survivor')[0]!.signal.aborted).toBe(true);
  const next = appWith();
  expect((await request(next).get(`/jobs/${body.jobID}`)).body).toMatchObject({
    status: 'accepted',
    message: 'the service stopped; waiting to run again',
  });
  start();
  (await begun('survivor', 2)).finish();
  await inState(opened.database, body.jobID, 'successful');
  const result = await request(next).get(`/jobs/${body.jobID}/results`).buffer(true).parse(bytes);
  expect(JSON.parse(String(result.body))).toMatchObject({ name: 'survivor' });
});

type Parser = Parameters<request.Test['parse']>[0];
const bytes: Parser = (res, done) => {
  const parts: Buffer[] = [];
  res.on('data', (part: Buffer) => parts.push(Buffer.from(part)));
  res.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
};
