import { join } from 'node:path';
import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { configSchema } from '../../api/config.ts';
import { PROGRAM_ROOT } from '../../api/paths.ts';
import { project } from '../support/fixtures.ts';
import { addCity, addLot, CITY, classify, register } from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** A bureau's own plan for a city that the program has never heard of: one JSON file in POLICIES_DIR, nothing else. */
let opened: TestDatabase;
let app: Express;
const PLAN = 'xinhe/2026-2028';

beforeAll(async () => {
  opened = await openTestDatabase();
  app = createApp({
    database: opened.database,
    config: configSchema.parse({
      RATE_LIMIT_PER_MINUTE: '0',
      POLICIES_DIR: join(PROGRAM_ROOT, 'test/fixtures/policies'),
    }),
    log: pino({ level: 'silent' }),
  });
});
afterAll(() => opened.close());

beforeEach(async () => {
  await opened.database.script(`
    truncate institution, area, area_statistic, annual_plan, plan_parameter, area_classification, release_lot, data_extent,
      data_extent_edge restart identity cascade`);
  await addCity(opened.database);
  // The city has a list of old towns; without one a radius that turns on it would be for review.
  await classify(opened.database, CITY.eastNorth.id, 'old_town', 'true');
});

async function assess(application: object): Promise<{ overall: string; outcome(id: string): string }> {
  const [lon, lat] = CITY.site;
  const { status, text } = await request(app)
    .post('/assessments')
    .send({
      plan: PLAN,
      asOf: '2026-06-30',
      application: {
        applicant: { name: '申请人' },
        purpose: 'new',
        kind: 'medical',
        service: 'personal_account',
        category: '中医诊所',
        site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
        ...application,
      },
    });
  expect([status, text.slice(0, 200)]).toEqual([200, expect.any(String)]);
  const answer = JSON.parse(text) as { overall: string; findings: { ruleId: string; outcome: string }[] };
  return {
    overall: answer.overall,
    outcome: (id) => answer.findings.find(({ ruleId }) => ruleId === id)?.outcome ?? 'none',
  };
}

async function clinics(...metres: number[]): Promise<void> {
  for (const [index, distance] of metres.entries())
    await register(opened.database, {
      at: await project(opened.database, [...CITY.site], distance, 30 + index * 60),
    });
}

describe('a plan of one’s own', () => {
  it('is listed and explained beside those of the program', async () => {
    const { body } = await request(app).get('/plans');
    expect(body.items.map(({ id }: { id: string }) => id)).toEqual(
      expect.arrayContaining([PLAN, 'dalian/2025-2027']),
    );
    const page = await request(app).get(`/plans/${PLAN}`).set('Accept', 'text/html');
    expect(page.text).toContain('半径800米内同类诊所不超过2家');
    expect(page.text).toContain('old_town');
  });

  it.each([
    [[], 'PASS'],
    [[100, 300], 'PASS'],
    [[100, 300, 800], 'FAIL'],
    [[100, 300, 800.01], 'PASS'],
  ])('clinics at %j m: at most 2 within 800 m → %s', async (metres, outcome) => {
    await clinics(1_500, ...metres);
    expect((await assess({})).overall).toBe(outcome);
  });

  it.each([
    [[100, 300, 500], 'FAIL'],
    [[100, 300, 501], 'PASS'],
  ])('clinics at %j m in the old town: 500 m → %s', async (metres, outcome) => {
    await clinics(1_500, ...metres);
    await classify(opened.database, CITY.westSouth.id, 'old_town', 'true');
    expect((await assess({})).overall).toBe(outcome);
  });

  it('asks for the list of old towns where the radius turns on it', async () => {
    await opened.database.script('truncate area_classification');
    await clinics(100, 300, 700);
    expect((await assess({})).overall).toBe('MANUAL_REVIEW');
  });

  it('does not touch what its plan does not name', async () => {
    await clinics(100, 200, 300);
    const hospital = await assess({ category: '综合医院', service: 'inpatient' });
    // No clause of the plan speaks of hospitals: that is no permission either.
    expect([hospital.outcome('XH-2'), hospital.overall]).toEqual(['NOT_APPLICABLE', 'MANUAL_REVIEW']);
  });

  it.each([
    [4, 0, 'PASS', 'PASS', 'NOT_APPLICABLE'],
    [9, 0, 'PASS', 'PASS', 'NOT_APPLICABLE'],
    [10, 1, 'NOT_SELECTED', 'NOT_APPLICABLE', 'NOT_SELECTED'],
    [10, 2, 'PASS', 'NOT_APPLICABLE', 'PASS'],
  ])(
    '%i of 10 pharmacies, release %i → %s (blank, transition, full)',
    async (actual, release, overall, bound, pool) => {
      const { database } = opened;
      for (const id of [CITY.west.id, CITY.westSouth.id])
        await database.run({
          text: `insert into pharmacy_bound (area_id, pharmacy_kind, upper_bound, version, document, content_hash) values ($1, 'all', 10, '1', '测算', 'x')`,
          values: [id],
        });
      for (let n = 0; n < actual; n += 1)
        await register(database, { kind: 'pharmacy', businessArea: CITY.west.id });
      if (release > 0)
        await addLot(database, PLAN, {
          poolKind: 'pharmacy_personal_account',
          area: CITY.west.id,
          quantity: release,
          releasedOn: '2026-03-01',
          validTo: '2026-08-31',
        });
      const answer = await assess({
        kind: 'pharmacy',
        category: undefined,
        businessLicenceAreaCode: CITY.west.code,
      });
      expect([answer.overall, answer.outcome('XH-4'), answer.outcome('XH-5')]).toEqual([
        overall,
        bound,
        pool,
      ]);
    },
  );
});
