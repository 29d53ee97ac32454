import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { configSchema } from '../../api/config.ts';
import { addCity, CITY, register } from '../support/planning-fixtures.ts';
import { addPlanFolder, cityPlan, type PlanFolder } from '../support/planning-service.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** The question over HTTP, for a plan of a bureau's own. */
let opened: TestDatabase;
let app: Express;
let folder: PlanFolder;

beforeAll(async () => {
  const plan = cityPlan([
    { id: 'TT-A1', kind: 'validity', group: 'validity' },
    {
      id: 'TT-A2',
      kind: 'same-type-within',
      group: 'geographic',
      parameters: { radiusM: 500, newSitePurposes: ['new'] },
    },
  ]);
  folder = addPlanFolder([plan]);
  opened = await openTestDatabase();
  app = createApp({
    database: opened.database,
    config: configSchema.parse({ POLICIES_DIR: folder.path, RATE_LIMIT_PER_MINUTE: '0' }),
    log: pino({ level: 'silent' }),
  });
  await addCity(opened.database);
  await register(opened.database, { at: CITY.site });
});
afterAll(async () => {
  await opened.close();
  folder.remove();
});

it('answers GET and POST with GeoJSON by the rules of that plan', async () => {
  const query = {
    plan: 'testville/2026',
    kind: 'medical',
    category: '普通诊所',
    service: 'personal_account',
    asOf: '2026-06-30',
    area: CITY.westSouth.code,
  };
  const got = await request(app).get('/eligible-zones').query(query);
  expect([got.status, got.type]).toEqual([200, 'application/geo+json']);
  const answer = JSON.parse(got.text) as {
    parameters: { distance_rules: { rule: string; metric: string; radius_m: number }[] };
    summary: { closed: number; open: number };
    features: { properties: { role: string; status: string; measured_m: number } }[];
  };
  expect(answer.parameters.distance_rules).toMatchObject([
    { rule: 'TT-A2', metric: 'straight', radius_m: 500 },
  ]);
  const cells = answer.features.filter(({ properties }) => properties.role === 'cell');
  const closed = cells.filter(({ properties }) => properties.status === 'closed');
  expect(closed.every(({ properties }) => properties.measured_m <= 500)).toBe(true);
  // Cells of 0.105 km² in a circle of 500 m.
  expect(answer.summary.closed).toBeGreaterThanOrEqual(5);
  expect(answer.summary.closed).toBeLessThanOrEqual(10);
  const posted = await request(app).post('/eligible-zones').send(query);
  expect(JSON.parse(posted.text)).toEqual(answer);
});

it('promises no room after the period of the plan: every cell that is not closed is for review', async () => {
  const query = {
    plan: 'testville/2026',
    kind: 'medical',
    category: '普通诊所',
    service: 'personal_account',
    area: CITY.westSouth.code,
    limit: 50_000,
  };
  const ask = async (asOf: string) =>
    JSON.parse(
      (
        await request(app)
          .get('/eligible-zones')
          .query({ ...query, asOf })
      ).text,
    ) as {
      summary: { open: number; closed: number };
      warnings: { code: string }[];
      features: { properties: { role: string; status: string; reasons: { rule: string }[] } }[];
    };
  const [during, after] = [await ask('2026-06-30'), await ask('2099-01-01')];
  expect(during.summary.open).toBeGreaterThan(0);
  expect(after.summary).toMatchObject({ open: 0, closed: during.summary.closed });
  expect(after.warnings.map(({ code }) => code)).toContain('plan-not-in-force');
  const review = after.features.filter(
    ({ properties: { role, status } }) => role === 'cell' && status === 'review',
  );
  expect(review.length).toBeGreaterThan(0);
  for (const { properties } of review) expect(properties.reasons.map(({ rule }) => rule)).toContain('TT-A1');
});

it('refuses with the field that is wrong', async () => {
  const wrong = await request(app)
    .get('/eligible-zones')
    .query({ plan: 'x/1', kind: 'medical', service: 'personal_account' });
  expect([wrong.status, wrong.body.issues[0].field]).toEqual([400, 'plan']);
  const missing = await request(app).get('/eligible-zones');
  expect(missing.status).toBe(400);
  expect(missing.body.issues.map((issue: { field: string }) => issue.field)).toEqual(
    expect.arrayContaining(['plan', 'kind', 'service']),
  );
});
