import express, { type Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysisRoutes } from '../../api/analyses/analysis-routes.ts';
import { hasOnlyScalarInputs } from '../../api/analyses/input-kinds.ts';
import { proximityBatchRoutes } from '../../api/analyses/proximity-check/proximity-batch-routes.ts';
import { ANALYSES } from '../../api/analyses/registry.ts';
import { configSchema } from '../../api/config.ts';
import { applyMiddleware } from '../../api/http/middleware.ts';
import { notFoundHandler, problemHandler } from '../../api/http/problem.ts';
import { addCountyAsExtent, addInstitution, project } from '../support/fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';

const SITE = { lon: 121.6, lat: 31 };
let opened: TestDatabase;
let app: Express;

beforeAll(async () => {
  opened = await openTestDatabase();
  const { database } = opened;
  const deps = {
    database,
    config: configSchema.parse({ RATE_LIMIT_PER_MINUTE: '0' }),
    log: pino({ level: 'silent' }),
  };
  app = express();
  applyMiddleware(app, deps);
  app.use(proximityBatchRoutes(deps));
  app.use(analysisRoutes(deps));
  app.use(notFoundHandler);
  app.use(problemHandler(deps));
  await addCountyAsExtent(database, [121, 30, 122, 32]);
  await addInstitution(database, {
    code: 'H1',
    name: '甲诊所 "A"',
    at: await project(database, [SITE.lon, SITE.lat], 612, 40),
  });
});
afterAll(() => opened.close());

describe('every analysis', () => {
  it('is reachable by GET and POST and refuses an unknown input by name', async () => {
    for (const analysis of ANALYSES) {
      const { id } = analysis;
      const get = await request(app).get(`/${id}?nonsense=1`);
      // A question with lists among its inputs has no GET.
      const refused = hasOnlyScalarInputs(analysis) ? [400, 'invalid-input'] : [405, 'method-not-allowed'];
      expect([id, get.status, get.body.code]).toEqual([id, ...refused]);
      if (get.status === 400) expect(JSON.stringify(get.body.issues)).toContain('nonsense');
      const post = await request(app).post(`/${id}`).send({ nonsense: 1 });
      expect([id, post.status]).toEqual([id, 400]);
    }
  });

  it('answers a FeatureCollection as GeoJSON', async () => {
    await loadNetwork(opened.database, [
      [
        [SITE.lon - 0.01, SITE.lat],
        [SITE.lon + 0.01, SITE.lat],
      ],
    ]);
    const inputs: Record<string, object> = {
      'proximity-check': { ...SITE, type: 37 },
      nearest: SITE,
      isochrone: { ...SITE, metres: '400' },
      'eligible-zones': {
        plan: 'dalian/2025-2027',
        kind: 'medical',
        category: '中医诊所',
        service: 'outpatient_pooling',
        area: '990101',
        resolution: 6,
      },
      'accessibility-matrix': {
        supplies: [{ id: 'X', supply: 1 }],
        demands: [{ id: 'A', population: 1 }],
        matrix: [],
        catchment: 1,
      },
      'site-suggestions': { kind: 'pharmacy', model: 'mclp', p: 1 },
    };
    for (const { id, output } of ANALYSES) {
      const answer = await request(app)
        .post(`/${id}`)
        .send(inputs[id] ?? {});
      expect([id, answer.status, answer.type]).toEqual([id, 200, 'application/geo+json']);
      const checked = output.safeParse(JSON.parse(answer.text));
      expect([id, checked.error?.issues]).toEqual([id, undefined]);
    }
  });
});

describe('GET /proximity-check', () => {
  it('gives the verdict with distances for a category', async () => {
    const answer = await request(app)
      .get('/proximity-check')
      .query({ ...SITE, category: '中医诊所' })
      .buffer(true)
      .parse(textParser);
    const body = JSON.parse(answer.body as string);
    expect(body.verdict).toBe('conflict');
    expect(body.features[0].properties).toMatchObject({
      name: '甲诊所 "A"',
      distance_m: 612,
      role: 'within',
    });
  });

  it.each([
    [{ lon: 'abc' }, 'lon'],
    [{ lat: '91' }, 'lat'],
    [{ crs: 'EPSG:1' }, 'crs'],
    [{ radiusM: '-1' }, 'radiusM'],
    [{ asOf: '2026-02-30' }, 'asOf'],
    [{ kind: 'hospital' }, 'kind'],
    [{ lon: ['121', '122'] }, 'lon'],
  ])('names the field of %j', async (change, field) => {
    const answer = await request(app)
      .get('/proximity-check')
      .query({ ...SITE, type: 37, ...change });
    expect([answer.status, answer.type]).toEqual([400, 'application/problem+json']);
    expect(JSON.stringify(answer.body.issues.map((issue: { field: string }) => issue.field))).toContain(
      field,
    );
  });
});

describe('numbers in JSON', () => {
  it.each([
    { type: true },
    { radiusM: true },
    { accuracyM: null },
    { lat: null },
    { lon: [121.6] },
    { lon: '0x79' },
  ])('%j must not become a number', async (change) => {
    const answer = await request(app)
      .post('/proximity-check')
      .send({ ...SITE, type: 37, ...change });
    expect(answer.status).toBe(400);
    expect(answer.body.issues[0].field).toBe(Object.keys(change)[0]);
  });
});

describe('POST /proximity-check/batch', () => {
  const send = (body: string, type = 'application/x-ndjson') =>
    request(app)
      .post('/proximity-check/batch')
      .set('content-type', type)
      .send(body)
      .buffer(true)
      .parse(textParser);

  it('answers line by line in order and keeps an error to its line', async () => {
    const lines = [
      JSON.stringify({ ref: 'a', ...SITE, type: 37 }),
      '{broken',
      '',
      JSON.stringify({ ref: 7, ...SITE, type: 999 }),
      JSON.stringify({ ...SITE, category: '口腔诊所' }),
      '[1]',
      JSON.stringify({ ref: 'long', note: 'x'.repeat(30_000) }),
    ];
    const { body, status } = await send(lines.join('\n'));
    expect(status).toBe(200);
    const answers = (body as string)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers.map(({ line, ref, verdict, error }) => [line, ref, verdict, error?.code])).toEqual([
      [1, 'a', 'conflict', undefined],
      [2, undefined, undefined, 'invalid-input'],
      [4, 7, undefined, 'invalid-input'],
      [5, undefined, 'clear', undefined],
      [6, undefined, undefined, 'invalid-input'],
      [7, undefined, undefined, 'invalid-input'],
    ]);
  });

  it('an empty body answers nothing; another media type is refused', async () => {
    expect((await send('')).body).toBe('');
    const refused = await request(app)
      .post('/proximity-check/batch')
      .set('content-type', 'application/xml')
      .send('<a/>');
    expect([refused.status, refused.body.code]).toEqual([415, 'unsupported-media-type']);
  });

  it('gives the same answers as single checks, for more lines than fit in one chunk', async () => {
    const sites = Array.from({ length: 400 }, (_, index) => ({
      lon: 121.55 + index * 0.0002,
      lat: 31,
      type: 37,
      asOf: '2026-06-30',
    }));
    const { body } = await send(sites.map((site) => JSON.stringify(site)).join('\r\n'));
    const answers = (body as string)
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(answers).toHaveLength(sites.length);
    for (const index of [0, 123, 250, 399]) {
      const single = await request(app)
        .get('/proximity-check')
        .query(sites[index] ?? {})
        .buffer(true)
        .parse(textParser);
      const { line, ...rest } = answers[index];
      expect([line, rest]).toEqual([index + 1, JSON.parse(single.body as string)]);
    }
  });
});

function textParser(res: request.Response, done: (error: Error | null, body: string) => void): void {
  const parts: Buffer[] = [];
  const stream = res as unknown as NodeJS.ReadableStream;
  stream.on('data', (part: Buffer) => parts.push(part));
  stream.on('end', () => done(null, Buffer.concat(parts).toString('utf8')));
}
