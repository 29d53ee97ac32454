import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { analysisRoutes } from '../../api/analyses/analysis-routes.ts';
import { isochrone } from '../../api/analyses/isochrone/isochrone.ts';
import { readConfig } from '../../api/config.ts';
import { streetGrid } from '../support/street-grid.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { loadNetwork } from '../support/walk-fixtures.ts';
import { serviceApp } from './service-app.ts';

const GRID = streetGrid([121.6, 31], 10, 120);
const [lon, lat] = GRID.at(5, 5);
let opened: TestDatabase;
let app: Express;

beforeAll(async () => {
  opened = await openTestDatabase();
  const { database } = opened;
  const deps = { database, config: readConfig({}), log: pino({ level: 'silent' }) };
  app = serviceApp(database, { RATE_LIMIT_PER_MINUTE: '0' }, (routes) =>
    routes.use(analysisRoutes(deps)),
  ).app;
});
afterAll(() => opened.close());

const get = (query: object) => request(app).get('/isochrone').query(query).responseType('text');

describe('GET /isochrone', () => {
  it('says how to import a network when there is none', async () => {
    const answer = await get({ lon, lat, metres: 400 });
    expect([answer.status, JSON.parse(String(answer.body))]).toEqual([
      400,
      expect.objectContaining({
        code: 'invalid-input',
        issues: [expect.objectContaining({ field: 'network', allowed: expect.stringContaining('import') })],
      }),
    ]);
  });

  it('takes several limits in one query string', async () => {
    await loadNetwork(opened.database, GRID.lines);
    const answer = await get({ lon, lat, minutes: '5,10,15', speedKmh: 5 });
    expect([answer.status, answer.type]).toEqual([200, 'application/geo+json']);
    const body = isochrone.output.parse(JSON.parse(String(answer.body)));
    expect(body.limits.map(({ minutes }) => minutes)).toEqual([5, 10, 15]);
    expect(body.features.map(({ id }) => id)).toEqual([
      'site',
      'snap',
      'streets-1',
      'picture-1',
      'streets-2',
      'picture-2',
      'streets-3',
      'picture-3',
    ]);
    const single = await get({ lon, lat, metres: '250' });
    expect(isochrone.output.parse(JSON.parse(String(single.body))).limits).toHaveLength(1);
    const posted = await request(app)
      .post('/isochrone')
      .send({ lon, lat, minutes: '5,10,15', speedKmh: 5 })
      .responseType('text');
    const { asOf: _posted, ...same } = JSON.parse(String(posted.body)) as Record<string, unknown>;
    expect(JSON.parse(String(answer.body))).toMatchObject(same);
  });

  it('refuses a list that is none, naming it', async () => {
    const answer = await get({ lon, lat, minutes: 'five', speedKmh: 5 });
    expect([answer.status, String(answer.body)]).toEqual([400, expect.stringContaining('minutes')]);
  });
});
