import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Router } from 'express';
import { pino } from 'pino';
import request, { type Response } from 'supertest';
import { readConfig } from '../../api/config.ts';
import type { AppDependencies } from '../../api/http/app-dependencies.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { serviceApp } from '../http/service-app.ts';
import { addCity, CITY } from './planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

/** Some routes over HTTP on a database of their own that holds CITY, with one plan of CITY. */
export interface BureauService {
  readonly opened: TestDatabase;
  readonly deps: AppDependencies;
  readonly plan: string;
  get(path: string, accept?: string): Promise<Response>;
  /** With the key of an editor unless said otherwise; null = none. */
  post(path: string, body: object, role?: 'editor' | 'reader' | null): Promise<Response>;
  remove(path: string): Promise<Response>;
  close(): Promise<void>;
}

/** Starts the service with the plan `testville/2026`, which has these rules. */
export async function openBureauService(
  makeRoutes: (deps: AppDependencies) => Router,
  rules: readonly object[],
): Promise<BureauService> {
  const plan = planOf(rules);
  const folder = mkdtempSync(join(tmpdir(), 'dingdian-plans-'));
  mkdirSync(join(folder, plan.id), { recursive: true });
  writeFileSync(join(folder, plan.id, 'plan.json'), JSON.stringify(plan));
  const opened = await openTestDatabase();
  const { database } = opened;
  await addCity(database);
  const key = async (role: 'editor' | 'reader') =>
    (await createKey(database, { name: role, role }, { actor: 'cli:test' })).key;
  const keys = { editor: await key('editor'), reader: await key('reader') };
  const environment = { POLICIES_DIR: folder, RATE_LIMIT_PER_MINUTE: '0' };
  const deps = { database, config: readConfig(environment), log: pino({ level: 'silent' }) };
  const { app } = serviceApp(database, environment, (routes) => routes.use(makeRoutes(deps)));
  return {
    opened,
    deps,
    plan: plan.id,
    get: async (path, accept = 'application/json') => request(app).get(path).set('Accept', accept),
    post: async (path, body, role = 'editor') => {
      const sent = request(app).post(path);
      return (role === null ? sent : sent.set('X-API-Key', keys[role])).send(body);
    },
    remove: async (path) => request(app).delete(path).set('X-API-Key', keys.editor),
    close: async () => {
      await opened.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function planOf(rules: readonly object[]) {
  return {
    id: 'testville/2026',
    version: '1',
    title: { zh: '测试规划', en: 'Test plan' },
    city: { code: CITY.code, name: { zh: '测试市', en: 'Testville' } },
    status: 'in_force',
    publishedOn: '2026-01-01',
    period: { from: '2025-01-01', to: '2027-12-31' },
    typeScheme: 'dalian-62',
    sources: [{ key: 'T', title: { zh: '文件', en: 'Document' }, issuer: { zh: '局', en: 'Bureau' } }],
    rules: rules.map((rule) => ({
      title: { zh: '测试规则', en: 'Rule of a test' },
      group: 'ledger',
      citation: { source: 'T', section: '§1' },
      parameters: {},
      ...rule,
    })),
  };
}
