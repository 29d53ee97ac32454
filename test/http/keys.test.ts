import type { Express } from 'express';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { requireRole } from '../../api/http/authenticate.ts';
import { callerOf } from '../../api/http/caller.ts';
import { createKey, listKeys, revokeKey } from '../../api/keys/key-store.ts';
import { createKeyVerifier } from '../../api/keys/verify-key.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { serviceApp } from './service-app.ts';

let opened: TestDatabase;
let app: Express;
let lines: Record<string, unknown>[];
const keys: Record<'reader' | 'editor' | 'admin', string> = { reader: '', editor: '', admin: '' };
const trail = { actor: 'cli:test' };

beforeAll(async () => {
  opened = await openTestDatabase();
  for (const role of ['reader', 'editor', 'admin'] as const)
    keys[role] = (await createKey(opened.database, { name: `the ${role}`, role }, trail)).key;
  ({ app, lines } = serviceApp(opened.database, {}, addRoutes));
});
afterAll(async () => opened?.close());

function addRoutes(routes: Express) {
  routes.get('/data', (_req, res) => void res.json(callerOf(res)));
  routes.post('/write', requireRole('editor'), (_req, res) => void res.status(201).json(callerOf(res)));
}
const bearer = (key: string) => ({ Authorization: `Bearer ${key}` });

describe('keys', () => {
  test('only a hash is stored', async () => {
    const rows = await opened.database.run<{ row: string }>({
      text: 'select row_to_json(k)::text as row from api_key k',
    });
    expect(rows).toHaveLength(3);
    for (const key of Object.values(keys)) {
      expect(key).toMatch(/^dd_[0-9a-f]{12}_[A-Za-z0-9_-]{43}$/);
      const secret = key.slice(16);
      expect(rows.some(({ row }) => row.includes(secret))).toBe(false);
    }
  });

  test('reads are open; a key is accepted in either header', async () => {
    expect((await request(app).get('/data')).body).toEqual({
      keyId: null,
      actor: 'anonymous',
      role: 'anonymous',
    });
    const keyId = keys.reader.slice(3, 15);
    const reader = { keyId, actor: `key:${keyId}`, role: 'reader' };
    expect((await request(app).get('/data').set(bearer(keys.reader))).body).toEqual(reader);
    expect((await request(app).get('/data').set('X-API-Key', keys.reader)).body).toEqual(reader);
  });

  test('roles: none 401, too low 403, enough passes', async () => {
    const none = await request(app).post('/write');
    expect([none.status, none.body.code]).toEqual([401, 'unauthenticated']);
    expect(none.headers['www-authenticate']).toContain('Bearer');
    const low = await request(app).post('/write').set(bearer(keys.reader));
    expect([low.status, low.body.code]).toEqual([403, 'forbidden']);
    for (const role of ['editor', 'admin'] as const)
      expect((await request(app).post('/write').set(bearer(keys[role]))).body.role).toBe(role);
  });

  test('a wrong key is refused even where reads are open; another scheme of a proxy is not a key', async () => {
    const wrongSecret = `${keys.admin.slice(0, -1)}${keys.admin.endsWith('A') ? 'B' : 'A'}`;
    const unknown = `dd_000000000000_${'A'.repeat(43)}`;
    for (const key of [wrongSecret, unknown, 'secret', `dd_${'0'.repeat(12)}_short`, `${keys.admin}x`]) {
      const answer = await request(app).get('/data').set(bearer(key));
      expect([answer.status, answer.body.code], key).toEqual([401, 'unauthenticated']);
    }
    expect((await request(app).get('/data').set('Authorization', keys.admin)).status).toBe(401);
    expect((await request(app).get('/data').set('Authorization', 'Basic dXNlcjpwYXNz')).body.role).toBe(
      'anonymous',
    );
    expect((await request(app).get('/health').set(bearer(unknown))).status).toBe(200);
  });

  test('the last character of a secret counts', async () => {
    // 43 characters of base64url carry 258 bits: two letters could decode to the same 256. The text is compared, not the bits.
    const last = keys.reader.at(-1) ?? '';
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
    const verifier = createKeyVerifier(opened.database);
    for (const other of alphabet.split('').filter((letter) => letter !== last))
      await expect(verifier.verify(`${keys.reader.slice(0, -1)}${other}`)).rejects.toThrow('not known');
    await expect(verifier.verify(keys.reader)).resolves.toMatchObject({ role: 'reader' });
  });

  test('an expired key is refused, also one that was remembered', async () => {
    const expiresAt = new Date(Date.now() + 3_600_000);
    let now = expiresAt.getTime() - 1_000;
    const verifier = createKeyVerifier(opened.database, () => now);
    const { key, record } = await createKey(
      opened.database,
      { name: 'short', role: 'reader', expiresAt },
      trail,
    );
    await verifier.verify(key);
    expect(verifier.remembered(key)?.keyId).toBe(record.keyId);
    now = expiresAt.getTime();
    expect(verifier.remembered(key)).toBeUndefined();
    await expect(verifier.verify(key)).rejects.toThrow('expired');

    const past = new Date(Date.now() - 1_000);
    await opened.database.kysely
      .updateTable('api_key')
      .set({ expires_at: past })
      .where('key_id', '=', record.keyId)
      .execute();
    const answer = await request(app).get('/data').set(bearer(key));
    expect([answer.status, answer.body.detail]).toEqual([401, 'the API key has expired']);
    const late = createKey(opened.database, { name: 'past', role: 'reader', expiresAt: past }, trail);
    await expect(late).rejects.toThrow('in the past');
  });

  test('a revocation elsewhere is noticed when the remembered time is over', async () => {
    let now = Date.now();
    const verifier = createKeyVerifier(opened.database, () => now);
    const { key, record } = await createKey(opened.database, { name: 'brief', role: 'editor' }, trail);
    await verifier.verify(key);
    await revokeKey(opened.database, record.keyId, trail);
    expect(verifier.remembered(key)?.keyId).toBe(record.keyId);
    now += 10_000;
    expect(verifier.remembered(key)).toBeUndefined();
    await expect(verifier.verify(key)).rejects.toThrow('revoked');
  });
});

describe('the addresses of an administrator', () => {
  test('only role admin may use them', async () => {
    for (const call of [
      request(app).get('/keys'),
      request(app).post('/keys').send({}),
      request(app).delete('/keys/x'),
    ])
      expect((await call).status).toBe(401);
    expect((await request(app).get('/keys').set(bearer(keys.editor))).status).toBe(403);
  });

  test('create, use, list, revoke; the audit names the caller and the request', async () => {
    const admin = bearer(keys.admin);
    const made = await request(app)
      .post('/keys')
      .set(admin)
      .set('X-Request-Id', 'make-1')
      .send({ name: '药店科', role: 'editor' });
    expect(made.status).toBe(201);
    expect(made.headers['cache-control']).toBe('no-store');
    const { key, keyId } = made.body as { key: string; keyId: string };
    expect((await request(app).post('/write').set(bearer(key))).status).toBe(201);
    const listed = await request(app).get('/keys').set(admin);
    expect(listed.text).not.toContain(key.slice(16));
    expect(listed.body.keys.find((one: { keyId: string }) => one.keyId === keyId)).toMatchObject({
      name: '药店科',
      revokedAt: null,
    });
    const revoked = await request(app).delete(`/keys/${keyId}`).set(admin).set('X-Request-Id', 'end-1');
    expect(revoked.body.revokedAt).toBeTruthy();
    const refused = await request(app).post('/write').set(bearer(key));
    expect([refused.status, refused.body.detail]).toEqual([401, 'the API key was revoked']);
    const again = await request(app).delete(`/keys/${keyId}`).set(admin);
    expect(again.body.revokedAt).toBe(revoked.body.revokedAt);
    const audit = await opened.database.kysely
      .selectFrom('audit_log')
      .select(['actor', 'action', 'request_id', 'details'])
      .where('entity', '=', 'api_key')
      .where('entity_id', '=', keyId)
      .orderBy('audit_id')
      .execute();
    const actor = `key:${keys.admin.slice(3, 15)}`;
    const details = { name: '药店科', role: 'editor' };
    expect(audit).toEqual([
      { actor, action: 'create', request_id: 'make-1', details },
      { actor, action: 'revoke', request_id: 'end-1', details },
    ]);
  });

  test('bad input names its fields; an unknown key is 404', async () => {
    const post = (body: object) => request(app).post('/keys').set(bearer(keys.admin)).send(body);
    const bad = await post({ name: ' ', role: 'root', expires: '2020' });
    expect(bad.status).toBe(400);
    expect(bad.body.issues.map((issue: { field: string }) => issue.field).sort()).toEqual([
      'expires',
      'name',
      'role',
    ]);
    const past = await post({ name: 'x', role: 'reader', expiresAt: '2020-01-01T00:00:00+08:00' });
    expect([past.status, past.body.issues[0].field]).toEqual([400, 'expiresAt']);
    expect((await request(app).delete('/keys/unknown').set(bearer(keys.admin))).status).toBe(404);
    expect((await listKeys(opened.database)).some(({ name }) => name === 'x')).toBe(false);
  });
});

test('READS=keys closes everything but health, readiness and the explanations of errors', async () => {
  const { app: closed } = serviceApp(opened.database, { READS: 'keys' }, addRoutes);
  for (const path of ['/data', '/metrics', '/nothing', '/keys'])
    expect((await request(closed).get(path)).status, path).toBe(401);
  for (const path of ['/health', '/ready', '/errors', '/errors/conflict'])
    expect((await request(closed).get(path)).status, path).toBe(200);
  expect((await request(closed).get('/data').set(bearer(keys.reader))).status).toBe(200);
  const preflight = await request(closed)
    .options('/data')
    .set({ Origin: 'https://a.cn', 'Access-Control-Request-Method': 'GET' });
  expect(preflight.status).toBe(204);
});

test('too many wrong keys from one address are refused before the database is asked; a known key still passes', async () => {
  const { app: limited } = serviceApp(opened.database, { TRUST_PROXY: '1' }, addRoutes);
  const ask = (address: string, key: string) =>
    request(limited).get('/data').set('X-Forwarded-For', address).set(bearer(key));
  const unseen = (await createKey(opened.database, { name: 'unseen', role: 'reader' }, trail)).key;
  await ask('198.51.100.7', keys.reader).expect(200);
  const wrong = (index: number) => `dd_${String(index).padStart(12, '0')}_${'A'.repeat(43)}`;
  for (let index = 0; index < 20; index += 1)
    expect((await ask('198.51.100.7', wrong(index))).status).toBe(401);
  const refused = await ask('198.51.100.7', wrong(20));
  expect([refused.status, refused.body.code]).toEqual([429, 'rate-limited']);
  expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0);
  expect((await ask('198.51.100.7', unseen)).status).toBe(429);
  expect((await ask('198.51.100.7', keys.reader)).status).toBe(200);
  expect((await ask('198.51.100.8', wrong(21))).status).toBe(401);
});

test('no secret reaches the log', async () => {
  await request(app).get(`/data?api_key=${keys.admin}`).set(bearer(keys.admin)).set('X-API-Key', keys.admin);
  await request(app).get('/data').set('Cookie', `session=${keys.admin}`);
  await new Promise((resolve) => setTimeout(resolve, 20));
  const text = JSON.stringify(lines);
  expect(text).toContain(`dd_${keys.admin.slice(3, 15)}_[redacted]`);
  for (const key of Object.values(keys)) expect(text).not.toContain(key.slice(16));
});
