import http from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Express } from 'express';
import { Router } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { baseUrl } from '../../api/http/base-url.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { type ServiceApp, serviceApp } from './service-app.ts';

let opened: TestDatabase;
let service: ServiceApp;
let app: Express;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeAll(async () => {
  opened = await openTestDatabase();
  service = serviceApp(opened.database, {}, addRoutes);
  app = service.app;
});
afterAll(async () => opened?.close());

function addRoutes(routes: Express) {
  const nested = Router();
  nested.get('/items/:fid', (_req, res) => void res.json({}));
  routes.use('/layers/:id', nested);
  routes.get('/base', (req, res) => void res.json(baseUrl(req, service.config)));
  routes.get(
    '/large',
    (_req, res) => void res.type('application/geo+json').send(JSON.stringify({ text: 'ab'.repeat(5_000) })),
  );
  routes.get('/sequence', (_req, res) => void res.type('application/geo+json-seq').send('ab'.repeat(5_000)));
  routes.get('/fails', () => {
    throw new Error('on purpose');
  });
  routes.get('/lines', async (_req, res) => {
    res.type('application/x-ndjson');
    for (let line = 0; line < 3; line += 1) {
      res.write(`${JSON.stringify({ line, filler: 'x'.repeat(2_000) })}\n`);
      await pause(150);
    }
    res.end();
  });
}

describe('probes', () => {
  test('/health is alive without the database; /ready asks it', async () => {
    expect((await request(app).get('/health')).body).toMatchObject({
      status: 'alive',
      version: expect.any(String),
    });
    const ready = await request(app).get('/ready');
    expect([ready.status, ready.body]).toEqual([
      200,
      { status: 'ready', engine: opened.database.engine, pendingMigrations: 0 },
    ]);
  });

  test('/ready is 503 while a migration is missing, when the database is newer, and without a schema', async () => {
    const { kysely } = opened.database;
    const detail = async () => {
      const answer = await request(app).get('/ready');
      expect([answer.status, answer.body.code]).toEqual([503, 'unavailable']);
      return answer.body.detail as string;
    };
    await opened.database.script(
      'create table kept as table schema_migration; delete from schema_migration where version = (select max(version) from schema_migration)',
    );
    expect(await detail()).toContain('lacks 1 migration');
    await opened.database.script(
      "truncate schema_migration; insert into schema_migration table kept; insert into schema_migration values (9999, 'future', 'x')",
    );
    expect(await detail()).toContain('newer');
    await opened.database.script('alter table schema_migration rename to elsewhere');
    expect(await detail()).toMatch(/lacks [1-9]\d* migrations|no schema/);
    await opened.database.script(
      'alter table elsewhere rename to schema_migration; delete from schema_migration where version = 9999',
    );
    expect((await request(app).get('/ready')).status).toBe(200);
    await kysely.schema.dropTable('kept').execute();
  });

  test('/ready does not wait for a busy database longer than 2 s', async () => {
    const held: Promise<unknown>[] = [];
    const release: (() => void)[] = [];
    const connections = opened.database.engine === 'embedded' ? 1 : 8;
    for (let index = 0; index < connections; index += 1)
      held.push(
        opened.database.transaction(() => new Promise<void>((resolve) => void release.push(resolve))),
      );
    await pause(300);
    // The connections are let go of only afterwards: an answer at all shows that it did not wait for them.
    const answer = await request(app).get('/ready');
    expect([answer.status, answer.body.detail]).toEqual([503, 'the database did not answer within 2 s']);
    for (const letGo of release) letGo();
    await Promise.all(held);
    expect((await request(app).get('/ready')).status).toBe(200);
    expect(opened.database.poolFigures().waiting).toBe(0);
  });
});

describe('metrics', () => {
  test('requests by route template, however many paths are asked for', async () => {
    for (let index = 0; index < 20; index += 1) {
      await request(app).get(`/layers/l${index}/items/${index}`);
      await request(app).get(`/nothing/${index}`);
    }
    await request(app).post('/layers/a/items/1');
    const { text, type } = await request(app).get('/metrics');
    expect(type).toBe('text/plain');
    const counts = text
      .split('\n')
      .filter((line) => line.startsWith('dingdian_http_request_duration_seconds_count'));
    expect(counts).toContain(
      'dingdian_http_request_duration_seconds_count{method="GET",route="/layers/:id/items/:fid",status="200"} 20',
    );
    expect(counts).toContain(
      'dingdian_http_request_duration_seconds_count{method="GET",route="unmatched",status="404"} 20',
    );
    expect(counts).toContain(
      'dingdian_http_request_duration_seconds_count{method="POST",route="/layers/:id/items/:fid",status="405"} 1',
    );
    expect(text).toMatch(/^dingdian_database_connections\{state="open"\} [1-9]/m);
    expect(text).toMatch(/^dingdian_database_connections\{state="waiting"\} 0/m);
    expect(text).toMatch(/^nodejs_eventloop_lag_p99_seconds /m);
    expect(text).toMatch(/^process_resident_memory_bytes /m);
  });

  test('METRICS=off hides them', async () => {
    const { app: without } = serviceApp(opened.database, { METRICS: 'off' });
    expect((await request(without).get('/metrics')).status).toBe(404);
  });
});

describe('headers', () => {
  test('security headers let the own map page work and do not force TLS', async () => {
    const { headers } = await request(app).get('/health');
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("worker-src 'self' blob:");
    expect(policy).toContain("img-src 'self' data: blob:");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers['strict-transport-security']).toBeUndefined();
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['cross-origin-resource-policy']).toBe('cross-origin');
  });

  test('CORS: any origin by default, a list by configuration; preflights; what scripts may read', async () => {
    const any = await request(app).get('/base').set('Origin', 'https://map.example.cn');
    expect(any.headers['access-control-allow-origin']).toBe('*');
    for (const name of ['ETag', 'Link', 'Content-Crs', 'RateLimit'])
      expect(any.headers['access-control-expose-headers']).toContain(name);
    const preflight = await request(app).options('/base').set({
      Origin: 'https://map.example.cn',
      'Access-Control-Request-Method': 'POST',
      'Access-Control-Request-Headers': 'x-api-key, content-type',
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers['access-control-allow-headers']).toBe('x-api-key, content-type');
    const { app: listed } = serviceApp(opened.database, {
      CORS_ORIGIN: 'https://a.example.cn, https://b.example.cn/',
    });
    const from = async (origin: string) =>
      (await request(listed).get('/nothing').set('Origin', origin)).headers;
    expect((await from('https://b.example.cn'))['access-control-allow-origin']).toBe('https://b.example.cn');
    expect((await from('https://evil.example'))['access-control-allow-origin']).toBeUndefined();
    expect((await from('https://evil.example')).vary).toMatch(/Origin/);
  });

  test('a sane request id is kept, another is replaced', async () => {
    const idFor = async (given: string) =>
      (await request(app).get('/health').set('X-Request-Id', given)).headers['x-request-id'];
    expect(await idFor('proxy-7.a:b_c')).toBe('proxy-7.a:b_c');
    for (const bad of ['x'.repeat(65), 'a b', '{"evil":1}', '-x'])
      expect(await idFor(bad)).toMatch(/^[0-9a-f-]{36}$/);
  });

  test('links: from the request, from the proxy that is trusted, from PUBLIC_URL; never from a forged host', async () => {
    expect((await request(app).get('/base').set('Host', 'gis.example.cn:8080')).body).toBe(
      'http://gis.example.cn:8080',
    );
    expect((await request(app).get('/base').set('Host', '[2001:db8::1]:80')).body).toBe(
      'http://[2001:db8::1]:80',
    );
    expect((await request(app).get('/base').set('Host', 'a"><script>')).body).toMatch(
      /^http:\/\/localhost:\d+$/,
    );
    expect((await request(app).get('/base').set('X-Forwarded-Host', 'evil.example')).body).not.toContain(
      'evil',
    );
    const forwarded = { 'X-Forwarded-Host': 'gis.example.cn', 'X-Forwarded-Proto': 'https' };
    const proxied = serviceApp(opened.database, { TRUST_PROXY: '1' }, addRoutes);
    expect((await request(proxied.app).get('/base').set(forwarded)).body).toBe('https://gis.example.cn');
    const req = { host: 'x', protocol: 'http' } as Parameters<typeof baseUrl>[0];
    expect(baseUrl(req, { ...service.config, PUBLIC_URL: 'https://gis.example.cn/dingdian/' })).toBe(
      'https://gis.example.cn/dingdian',
    );
  });
});

describe('compression', () => {
  test('large text answers are compressed, small ones and those not asked for are not', async () => {
    const encoding = async (path: string, accept = 'gzip') =>
      (await request(app).get(path).set('Accept-Encoding', accept)).headers['content-encoding'];
    expect(await encoding('/large')).toBe('gzip');
    expect(await encoding('/sequence')).toBe('gzip');
    expect(await encoding('/large', 'identity')).toBeUndefined();
    expect(await encoding('/base')).toBeUndefined();
  });

  test('NDJSON arrives line by line although the client takes gzip', async () => {
    const server = http.createServer(app).listen(0);
    const { port } = server.address() as AddressInfo;
    let arrivals = 0;
    await new Promise<void>((resolve, reject) => {
      http
        .get({ port, path: '/lines', headers: { 'Accept-Encoding': 'gzip' } }, (res) => {
          expect(res.headers['content-encoding']).toBeUndefined();
          res.on('data', () => {
            arrivals += 1;
          });
          res.on('end', resolve);
        })
        .on('error', reject);
    });
    server.close();
    expect(arrivals).toBeGreaterThan(1);
  });
});

describe('the request log', () => {
  test('one line a request with id, status and duration; probes are left out', async () => {
    await request(app).get('/nothing/at/all?x=1').set('X-Request-Id', 'log-1');
    await request(app).get('/health').set('X-Request-Id', 'log-2');
    await pause(20);
    expect(service.lines.filter(({ requestId }) => requestId === 'log-2')).toEqual([]);
    const [line, ...more] = service.lines.filter(({ requestId }) => requestId === 'log-1');
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      method: 'GET',
      url: '/nothing/at/all?x=1',
      status: 404,
      duration_ms: expect.any(Number),
      level: 30,
    });
    expect(line?.address).toContain('127.0.0.1');
  });

  test('a 5xx is logged once with its stack, and once as a request', async () => {
    await request(app).get('/fails').set('X-Request-Id', 'log-5');
    await pause(20);
    const lines = service.lines.filter(({ requestId }) => requestId === 'log-5');
    expect(lines.map(({ level, msg, err }) => [level, msg, (err as Error | undefined)?.message])).toEqual([
      [50, 'unexpected error', 'on purpose'],
      [40, 'GET 500', undefined],
    ]);
  });
});
