import express, { type Express, Router } from 'express';
import multer from 'multer';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { serverDatabase } from '../../api/db/connect.ts';
import { ClientGoneError, ResultTooLargeError } from '../../api/errors.ts';
import { GeoInputError } from '../../api/geo/geo-input-error.ts';
import { jsonBodyOf } from '../../api/http/json-body.ts';
import { parseInput } from '../../api/http/parse-input.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { serviceApp } from './service-app.ts';

let opened: TestDatabase;
let app: Express;
let lines: Record<string, unknown>[];

beforeAll(async () => {
  opened = await openTestDatabase();
  const { database } = opened;
  ({ app, lines } = serviceApp(
    database,
    { MAX_BODY_BYTES: '2000', MAX_VERTICES: '100', LOG_LEVEL: 'info' },
    (routes) => {
      const nested = Router();
      nested.get('/items/:fid', (req, res) => void res.json(req.params));
      nested.post('/items', (_req, res) => void res.status(201).end());
      routes.use('/layers/:id', nested);
      routes.get('/broken', () => {
        throw new Error('the password is hunter2');
      });
      routes.get('/refused-as-string', () => Promise.reject('just a text'));
      routes.get('/half', async (_req, res) => {
        res.type('application/geo+json').write('{"type":"FeatureCollection","features":[');
        await new Promise((resolve) => setTimeout(resolve, 50));
        throw new Error('the stream broke');
      });
      routes.get('/etagged', (_req, res) => {
        res.set({ ETag: '"old"', 'Cache-Control': 'public, max-age=600', 'Content-Crs': '<crs>' });
        throw new ResultTooLargeError('too many rows');
      });
      routes.get('/geo', () => {
        throw new GeoInputError('bbox', '1,2', 'needs 4 or 6 numbers', 'minLon,minLat,maxLon,maxLat');
      });
      routes.get('/gone', () => {
        throw new ClientGoneError('left');
      });
      routes.get('/twice', async () => {
        const area = { code: '1', level: 'management' as const, name: 'a', source: 's', content_hash: 'h' };
        await database.transaction(async (tx) => {
          await tx.kysely.insertInto('area').values([area, area]).execute();
        });
      });
      routes.get('/double-key', async () => {
        const key = { key_id: 'x', name: 'a', role: 'reader', secret_hash: 'h' };
        await database.kysely.insertInto('api_key').values([key, key]).execute();
      });
      routes.post('/echo', (req, res) => void res.json(parseInput(z.looseObject({}), jsonBodyOf(req))));
      routes.post(
        '/file',
        multer({ limits: { fileSize: 100 } }).single('file'),
        (_req, res) => void res.json({ ok: true }),
      );
      routes.use('/static', express.static('docs'));
    },
  ));
});
afterAll(async () => opened?.close());

function expectProblem(answer: request.Response, status: number, code: string) {
  expect(answer.headers['content-type']).toMatch(/^application\/problem\+json/);
  expect(answer.headers['access-control-allow-origin']).toBe('*');
  expect(answer.headers['x-request-id']).toBeTruthy();
  expect(answer.body).toMatchObject({
    status,
    code,
    type: `/errors/${code}`,
    requestId: answer.headers['x-request-id'],
  });
  expect(answer.status).toBe(status);
  expect(answer.body.title_zh).toMatch(/\p{Script=Han}/u);
}

describe('problems', () => {
  test('an unknown path is 404', async () => {
    const answer = await request(app).get('/nothing/here?f=json');
    expectProblem(answer, 404, 'not-found');
    expect(answer.body.instance).toBe('/nothing/here');
  });

  test.each([
    ['delete', '/layers/a/items', 'POST, OPTIONS'],
    ['post', '/layers/a/items/7', 'GET, HEAD, OPTIONS'],
    ['put', '/health', 'GET, HEAD, OPTIONS'],
  ] as const)('%s %s is 405 with Allow', async (method, path, allow) => {
    const answer = await request(app)[method](path);
    expectProblem(answer, 405, 'method-not-allowed');
    expect(answer.headers.allow).toBe(allow);
  });

  test('OPTIONS tells the methods of a path; HEAD answers without a body', async () => {
    const options = await request(app).options('/layers/a/items/7');
    expect(options.status).toBeLessThan(300);
    expect(options.headers.allow).toMatch(/GET/);
    expectProblem(await request(app).options('/nothing'), 404, 'not-found');
    const head = await request(app).head('/layers/a/items/7');
    expect([head.status, head.text]).toEqual([200, undefined]);
    const missing = await request(app).head('/nothing');
    expect([missing.status, missing.text]).toEqual([404, undefined]);
  });

  test('an unexpected error shows only its request id; the log has its stack', async () => {
    const answer = await request(app).get('/broken');
    expectProblem(answer, 500, 'internal');
    expect(answer.text).not.toContain('hunter2');
    const logged = lines.find(
      (line) => line.msg === 'unexpected error' && line.requestId === answer.body.requestId,
    );
    expect(logged?.err).toMatchObject({
      message: 'the password is hunter2',
      stack: expect.stringContaining('service-problems'),
    });
    expectProblem(await request(app).get('/refused-as-string'), 500, 'internal');
  });

  test('a stream that breaks is cut off, not ended as if it were whole', async () => {
    await expect(request(app).get('/half')).rejects.toThrow(/aborted|hang up|ECONNRESET/);
  });

  test('headers of the answer that was not given are taken back', async () => {
    const answer = await request(app).get('/etagged');
    expectProblem(answer, 422, 'result-too-large');
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(answer.headers['content-crs']).toBeUndefined();
    expect(answer.headers.etag).not.toBe('"old"');
  });

  test('a geometry error carries its field', async () => {
    const answer = await request(app).get('/geo');
    expectProblem(answer, 400, 'invalid-geometry');
    expect(answer.body.issues).toEqual([
      { field: 'bbox', value: '1,2', reason: 'needs 4 or 6 numbers', allowed: 'minLon,minLat,maxLon,maxLat' },
    ]);
  });

  test('a browser gets a page, `f` decides before Accept', async () => {
    const accept = 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8';
    const page = await request(app).get('/<b>nothing').set('Accept', accept);
    expect([page.status, page.type]).toEqual([404, 'text/html']);
    expect(page.text).toContain('此地址没有内容');
    expect(page.text).not.toContain('<b>nothing');
    expectProblem(await request(app).get('/nothing?f=json').set('Accept', accept), 404, 'not-found');
    expect((await request(app).get('/nothing?f=html')).type).toBe('text/html');
  });
});

describe('bodies', () => {
  test('malformed JSON, wrong types, too large, undecodable', async () => {
    const post = () => request(app).post('/echo');
    const malformed = await post().type('json').send('{"lon": 1,}');
    expectProblem(malformed, 400, 'invalid-input');
    expect(malformed.body.issues[0]).toMatchObject({ field: 'body', allowed: 'a JSON object' });
    expectProblem(
      await post()
        .type('json')
        .send(JSON.stringify({ long: 'x'.repeat(3_000) })),
      413,
      'payload-too-large',
    );
    expectProblem(await post().type('text/plain').send('{"lon":1}'), 415, 'unsupported-media-type');
    expectProblem(
      await post().type('json').set('Content-Encoding', 'rot13').send('{}'),
      415,
      'unsupported-media-type',
    );
    expectProblem(
      await post().set('Content-Type', 'application/json; charset=gb18030').send('{}'),
      415,
      'unsupported-media-type',
    );
    const good = await post().type('application/geo+json').send('{"type":"Point","coordinates":[1,2]}');
    expect(good.body).toEqual({ type: 'Point', coordinates: [1, 2] });
    expect((await post()).body).toEqual({});
  });

  test('a geometry of more than MAX_VERTICES vertices is refused, one at the limit is not', async () => {
    const line = (vertices: number) => ({
      type: 'LineString',
      coordinates: Array.from({ length: vertices }, (_, i) => [i, 0]),
    });
    expect((await request(app).post('/echo').send(line(100))).status).toBe(200);
    const answer = await request(app)
      .post('/echo')
      .send({ features: [{ geometry: line(101) }] });
    expectProblem(answer, 413, 'payload-too-large');
    expect(answer.body.detail).toContain('100 vertices');
  });

  test('files: too large, unexpected field', async () => {
    const post = () => request(app).post('/file');
    expectProblem(await post().attach('file', Buffer.alloc(101), 'a.csv'), 413, 'payload-too-large');
    expectProblem(await post().attach('other', Buffer.alloc(1), 'a.csv'), 400, 'invalid-input');
    expect((await post().attach('file', Buffer.alloc(100), 'a.csv')).body).toEqual({ ok: true });
  });

  test('broken percent-encoding is 400', async () => {
    expectProblem(await request(app).get('/layers/%E4%B8/items/1'), 400, 'invalid-input');
  });

  test('a path outside a static folder is not found', async () => {
    expectProblem(await request(app).get('/static/%2e%2e%2fpackage.json'), 404, 'not-found');
  });
});

describe('the database', () => {
  test('an exclusion and a unique violation are conflicts that name the rule, not the values', async () => {
    const overlap = await request(app).get('/twice');
    expectProblem(overlap, 409, 'conflict');
    expect(overlap.body.detail).toContain('area_code_once_at_a_time');
    expectProblem(await request(app).get('/double-key'), 409, 'conflict');
  });

  test('an unreachable database is 503 with Retry-After', async () => {
    const database = serverDatabase({
      url: 'postgres://nobody@127.0.0.1:9/none',
      poolSize: 1,
      statementTimeoutMs: 1000,
    });
    const { app: alone } = serviceApp(database, {}, (routes) => {
      routes.get('/read', async (_req, res) => res.json(await database.run({ text: 'select 1' })));
    });
    for (const path of ['/read', '/ready']) {
      const answer = await request(alone).get(path);
      expectProblem(answer, 503, 'unavailable');
      expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
      expect(answer.text).not.toContain('127.0.0.1:9');
    }
    expect((await request(alone).get('/health')).body.status).toBe('alive');
  });
});

test('every code leads to its explanation in both languages', async () => {
  const list = await request(app).get('/errors');
  expect(list.body.errors.length).toBeGreaterThan(15);
  for (const { code } of list.body.errors as { code: string }[]) {
    const one = await request(app).get(`/errors/${code}`);
    expect(one.body).toMatchObject({
      code,
      meaning: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String) },
    });
  }
  expect((await request(app).get('/errors/conflict').set('Accept', 'text/html')).text).toContain('冲突');
  expectProblem(await request(app).get('/errors/toString'), 404, 'not-found');
});
