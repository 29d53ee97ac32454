import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requestSignal } from '../../api/http/request-signal.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { serviceApp } from './service-app.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(async () => opened?.close());
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('rate limits', () => {
  const addRoutes = (routes: Express) => void routes.get('/data', (_req, res) => void res.json({}));

  test('by address, as a problem with draft-8 headers; probes are not counted', async () => {
    const { app } = serviceApp(opened.database, { RATE_LIMIT_PER_MINUTE: '3', TRUST_PROXY: '1' }, addRoutes);
    const ask = (address: string, path = '/data') => request(app).get(path).set('X-Forwarded-For', address);
    const first = await ask('203.0.113.1');
    expect(first.headers['ratelimit-policy']).toMatch(/q=3; w=60/);
    expect(first.headers.ratelimit).toMatch(/r=2; t=\d+/);
    for (let probe = 0; probe < 5; probe += 1) expect((await ask('203.0.113.1', '/health')).status).toBe(200);
    await ask('203.0.113.1');
    await ask('203.0.113.1');
    const refused = await ask('203.0.113.1').set('Origin', 'https://map.example.cn');
    expect([refused.status, refused.type, refused.body.code]).toEqual([
      429,
      'application/problem+json',
      'rate-limited',
    ]);
    expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
    expect(refused.headers['access-control-allow-origin']).toBe('*');
    expect((await ask('203.0.113.2')).status).toBe(200);
  });

  test('an IPv6 host cannot slip past by changing its address within its own block', async () => {
    const { app } = serviceApp(opened.database, { RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: '1' }, addRoutes);
    const ask = (address: string) => request(app).get('/data').set('X-Forwarded-For', address);
    await ask('2001:db8:1:1::1');
    await ask('2001:db8:1:1::2');
    expect((await ask('2001:db8:1:2:3::4')).status).toBe(429);
    expect((await ask('2001:db8:ffff::1')).status).toBe(200);
  });

  test('by key where one is given, wherever it comes from', async () => {
    const { app } = serviceApp(opened.database, { RATE_LIMIT_PER_MINUTE: '2', TRUST_PROXY: '1' }, addRoutes);
    const { key } = await createKey(
      opened.database,
      { name: 'limited', role: 'reader' },
      { actor: 'cli:test' },
    );
    const ask = (address: string) => request(app).get('/data').set('X-Forwarded-For', address);
    await ask('203.0.113.1').set('X-API-Key', key);
    await ask('203.0.113.2').set('X-API-Key', key);
    expect((await ask('203.0.113.3').set('X-API-Key', key)).status).toBe(429);
    expect((await ask('203.0.113.3')).status).toBe(200);
  });

  test('without TRUST_PROXY a forged X-Forwarded-For changes nothing', async () => {
    const { app } = serviceApp(opened.database, { RATE_LIMIT_PER_MINUTE: '2' }, addRoutes);
    const ask = (address: string) => request(app).get('/data').set('X-Forwarded-For', address);
    await ask('203.0.113.1');
    await ask('203.0.113.2');
    expect((await ask('203.0.113.3')).status).toBe(429);
  });

  test('0 means no limit', async () => {
    const { app } = serviceApp(opened.database, { RATE_LIMIT_PER_MINUTE: '0' }, addRoutes);
    const answer = await request(app).get('/data');
    expect([answer.status, answer.headers.ratelimit]).toEqual([200, undefined]);
  });
});

describe('time', () => {
  test('a read that its handler cannot interrupt is answered 503 time-limit soon after the limit', async () => {
    const { app, lines } = serviceApp(opened.database, { REQUEST_TIMEOUT_MS: '1000' }, (routes) => {
      routes.get('/slow', async (_req, res) => {
        await pause(2_600);
        res.json({ late: true });
      });
    });
    const answer = await request(app).get('/slow');
    expect([answer.status, answer.body.code]).toEqual([503, 'time-limit']);
    await pause(900);
    expect(lines.filter(({ msg }) => msg === 'unexpected error')).toEqual([]);
  });

  test('a handler that heeds the signal is answered time-limit at the limit; a statement is cancelled on a server', async () => {
    const { app } = serviceApp(opened.database, { REQUEST_TIMEOUT_MS: '1000' }, (routes) => {
      routes.post('/question', async (req, res) => {
        const db = opened.database.withSignal(requestSignal(req, res));
        if (db.engine === 'server') await db.run({ text: 'select pg_sleep(20)' });
        await pause(1_100);
        res.json(await db.run({ text: 'select 1' }));
      });
    });
    const answer = await request(app).post('/question');
    expect([answer.status, answer.body.code]).toEqual([503, 'time-limit']);
    const sleeping = await opened.database.run({
      text: `select pid from pg_stat_activity
             where datname = current_database() and state = 'active' and query like 'select pg_sleep%'`,
    });
    expect(sleeping).toEqual([]);
  });

  test('a statement that the server stops at its own limit is 503 time-limit', async (context) => {
    if (opened.database.engine === 'embedded') context.skip('the embedded engine has no statement timeout');
    const { app } = serviceApp(opened.database, {}, (routes) => {
      routes.get('/heavy', async (_req, res) => {
        const sleep = () =>
          opened.database.transaction((tx) => tx.run({ text: 'select pg_sleep(20)' }), { timeoutMs: 200 });
        res.json(await sleep());
      });
    });
    const answer = await request(app).get('/heavy');
    expect([answer.status, answer.body.code]).toEqual([503, 'time-limit']);
    expect(Number(answer.headers['retry-after'])).toBeGreaterThan(0);
  });

  test('when the client leaves, its signal aborts and its statement ends', async () => {
    let aborted: unknown;
    const { app } = serviceApp(opened.database, {}, (routes) => {
      routes.get('/long', async (req, res) => {
        const signal = requestSignal(req, res);
        expect(requestSignal(req, res)).toBe(signal);
        signal.addEventListener('abort', () => {
          aborted = signal.reason;
        });
        const db = opened.database.withSignal(signal);
        if (db.engine === 'server') await db.run({ text: "select pg_sleep(30), 'left alone'" });
        else await pause(500);
        res.json(await db.run({ text: 'select 1' }));
      });
    });
    await expect(request(app).get('/long').timeout(200)).rejects.toThrow(/timeout/i);
    await pause(600);
    expect(aborted).toMatchObject({ name: 'ClientGoneError' });
    const [row] = await opened.database.run<{ running: number }>({
      text: "select count(*)::int as running from pg_stat_activity where state = 'active' and query like '%left alone%' and pid <> pg_backend_pid()",
    });
    expect(row?.running).toBe(0);
  });
});
