import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { pino } from 'pino';
import request, { type Response } from 'supertest';
import { readConfig } from '../../api/config.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { applicationRoutes } from '../../api/planning/applications/application-routes.ts';
import { batchRoutes } from '../../api/planning/batches/batch-routes.ts';
import { serviceApp } from '../http/service-app.ts';
import { CITY } from './planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from './test-database.ts';

/** The planning rooms over HTTP on a database of their own, with plans of the test beside those of the product. */
export interface PlanningService {
  readonly opened: TestDatabase;
  readonly app: Express;
  /** Calls with the key of an editor unless said otherwise; the body is JSON. */
  call(method: 'get' | 'post' | 'patch', path: string, body?: object, more?: CallOptions): Promise<Response>;
  close(): Promise<void>;
}

export interface CallOptions {
  readonly key?: string | null;
  readonly idempotencyKey?: string;
}

export interface PlanFolder {
  readonly path: string;
  remove(): void;
}

/** A folder of plans of a bureau's own, each as plan.json in a folder of its id. */
export function addPlanFolder(plans: readonly { id: string }[]): PlanFolder {
  const path = mkdtempSync(join(tmpdir(), 'dingdian-plans-'));
  for (const plan of plans) {
    mkdirSync(join(path, plan.id), { recursive: true });
    writeFileSync(join(path, plan.id, 'plan.json'), JSON.stringify(plan));
  }
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Starts the service with these plans beside those of the product. */
export async function openPlanningService(plans: readonly { id: string }[] = []): Promise<PlanningService> {
  const folder = addPlanFolder(plans);
  const opened = await openTestDatabase();
  const { database } = opened;
  const { key: editor } = await createKey(
    database,
    { name: 'editor', role: 'editor' },
    { actor: 'cli:test' },
  );
  const config = readConfig({ POLICIES_DIR: folder.path, RATE_LIMIT_PER_MINUTE: '0' });
  const deps = { database, config, log: pino({ level: 'silent' }) };
  const { app } = serviceApp(database, { RATE_LIMIT_PER_MINUTE: '0' }, (routes) => {
    routes.use(applicationRoutes(deps));
    routes.use(batchRoutes(deps));
  });
  return {
    opened,
    app,
    call: async (method, path, body, { key = editor, idempotencyKey } = {}) => {
      let sent = request(app)[method](path);
      if (key !== null) sent = sent.set('Authorization', `Bearer ${key}`);
      if (idempotencyKey !== undefined) sent = sent.set('Idempotency-Key', idempotencyKey);
      return body === undefined ? sent : sent.send(body);
    },
    close: async () => {
      await opened.close();
      folder.remove();
    },
  };
}

/** plan.json of CITY in force 2026-01-01 to 2027-12-31 with the rules given; id `testville/2026`. */
export function cityPlan(rules: readonly object[], more: object = {}): { id: string } {
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
      group: 'quantity',
      citation: { source: 'T', section: '§1' },
      parameters: {},
      ...rule,
    })),
    ...more,
  } as { id: string };
}

/** Body of an application: a new ordinary clinic at CITY.site, licensed in the western county, for the personal account. */
export function clinic(more: object = {}): Record<string, unknown> {
  return {
    applicant: { name: '甲诊所' },
    purpose: 'new',
    kind: 'medical',
    service: 'personal_account',
    category: '普通诊所',
    site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0, verified: true },
    licence: { authorityLevel: 'county', areaCode: CITY.west.code, obtainedOn: '2020-05-01' },
    statements: { entry_conditions_met: { value: true, verified: true } },
    ...more,
  };
}
