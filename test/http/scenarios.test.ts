import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createApp } from '../../api/app.ts';
import { configSchema } from '../../api/config.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { addInstitution, project } from '../support/fixtures.ts';
import { addCity, CITY } from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
let app: Express;
let key: string;
let near: [number, number];

beforeAll(async () => {
  opened = await openTestDatabase();
  const { database } = opened;
  app = createApp({
    database,
    config: configSchema.parse({ RATE_LIMIT_PER_MINUTE: '0' }),
    log: pino({ level: 'silent' }),
  });
  ({ key } = await createKey(database, { name: 'editor', role: 'editor' }, { actor: 'cli:test' }));
  await addCity(database);
  await database.run({ text: "update area set code = '210200' where area_id = $1", values: [CITY.id] });
  near = await project(database, [...CITY.site], 500, 40);
  await addInstitution(database, { code: 'FAR', at: await project(database, [...CITY.site], 4_000, 40) });
});
afterAll(() => opened.close());

const addition = () => ({
  op: 'add',
  name: '拟设诊所',
  kind: 'medical',
  category: '普通诊所',
  services: ['outpatient_pooling'],
  lon: near[0],
  lat: near[1],
});

async function created(changes: readonly object[] = [addition()]): Promise<{ id: string; version: number }> {
  const { status, body } = await request(app)
    .post('/scenarios')
    .set('X-API-Key', key)
    .send({ title: '方案', changes });
  expect([status, body.issues]).toEqual([201, undefined]);
  return body;
}

describe('/scenarios', () => {
  it('is written by editors only, listed, corrected by version and removed', async () => {
    const body = { title: '方案', changes: [addition()] };
    expect((await request(app).post('/scenarios').send(body)).status).toBe(401);
    const { id } = await created();
    expect((await request(app).get('/scenarios')).body.items.map((one: { id: string }) => one.id)).toContain(
      id,
    );
    const patch = (version: number) =>
      request(app).patch(`/scenarios/${id}`).set('X-API-Key', key).send({ version, title: '方案二' });
    expect([(await patch(1)).status, (await patch(1)).status]).toEqual([200, 409]);
    expect((await request(app).get(`/scenarios/${id}`)).body).toMatchObject({ title: '方案二', version: 2 });
    expect((await request(app).delete(`/scenarios/${id}`).set('X-API-Key', key)).status).toBe(204);
    expect((await request(app).get(`/scenarios/${id}`)).status).toBe(404);
    expect((await request(app).get('/scenarios/nonsense')).status).toBe(404);
  });

  it('refuses changes by their number and field', async () => {
    const post = (changes: readonly object[]) =>
      request(app).post('/scenarios').set('X-API-Key', key).send({ title: '方案', changes });
    const unknown = await post([addition(), { op: 'move', institution: 'NOBODY', lon: 121, lat: 38 }]);
    expect([unknown.status, unknown.body.issues[0].field]).toEqual([400, 'changes.1.institution']);
    const crs = await post([addition(), { ...addition(), crs: 'EPSG:99999' }]);
    expect([crs.status, crs.body.code]).toEqual([400, 'invalid-geometry']);
    expect(crs.body.issues[0].field).toBe('changes.1.crs');
    const outside = await post([addition(), { ...addition(), lat: 95 }]);
    expect(outside.body.issues[0].field).toBe('changes.1.lon, changes.1.lat');
    const shape = await post([{ op: 'add', name: 'x' }]);
    expect(shape.status).toBe(400);
    expect(shape.body.issues.map((issue: { field: string }) => issue.field)).toContain('changes.0.kind');
    expect((await post([])).status).toBe(400);
  });
});

describe('a scenario', () => {
  const [lon, lat] = CITY.site;
  const question = { lon, lat, category: '普通诊所', asOf: '2026-06-30' };

  it('answers any question as GeoJSON, labelled', async () => {
    const { id } = await created();
    const live = await request(app).post('/proximity-check').send(question);
    const asked = await request(app).post(`/scenarios/${id}/analyses/proximity-check`).send(question);
    expect([live.body.verdict, asked.body.verdict]).toEqual(['clear', 'conflict']);
    expect(asked.type).toBe('application/geo+json');
    expect(asked.body.scenario).toMatchObject({ id, changes: [{ op: 'add', name: '拟设诊所' }] });
    const unknown = await request(app).post(`/scenarios/${id}/analyses/nonsense`).send({});
    expect([unknown.status, unknown.body.code]).toEqual([404, 'not-found']);
    const wrong = await request(app)
      .post(`/scenarios/${id}/analyses/proximity-check`)
      .send({ ...question, radius: 1 });
    expect([wrong.status, wrong.body.issues[0].field]).toEqual([400, 'radius']);
  });

  it('assesses an application against the plan as if the changes were made', async () => {
    const { id } = await created();
    const assessment = {
      plan: 'dalian/2025-2027',
      asOf: '2026-06-30',
      application: {
        applicant: { name: '申请诊所' },
        purpose: 'new',
        kind: 'medical',
        service: 'outpatient_pooling',
        category: '普通诊所',
        site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
      },
    };
    const outcome = (body: { findings: { ruleId: string; outcome: string }[] }) =>
      body.findings.find(({ ruleId }) => ruleId === 'DL-A2')?.outcome;
    const live = await request(app).post('/assessments').send(assessment);
    const asked = await request(app).post(`/scenarios/${id}/assessments`).send(assessment);
    expect([live.status, asked.status]).toEqual([200, 200]);
    expect([outcome(live.body), outcome(asked.body)]).not.toEqual(['FAIL', 'FAIL']);
    expect(outcome(asked.body)).toBe('FAIL');
    expect(asked.body.scenario.id).toBe(id);
  });

  it('compares by area, as GeoJSON and as a table', async () => {
    const { id } = await created([
      { ...addition(), kind: 'pharmacy', category: undefined, services: ['personal_account'] },
    ]);
    const body = { asOf: '2026-06-30', saturation: {} };
    const answer = await request(app).post(`/scenarios/${id}/compare`).send(body);
    expect(answer.status).toBe(200);
    const changed = answer.body.table.filter((row: { changed: boolean }) => row.changed);
    expect(changed).toHaveLength(1);
    expect(changed[0].figures.pharmacies.change).toBe(1);
    const csv = await request(app).post(`/scenarios/${id}/compare?f=csv`).send(body);
    expect(csv.type).toBe('text/csv');
    const [header = '', first = ''] = csv.text.replace('\uFEFF', '').split('\r\n');
    expect(header.split(',')).toEqual(
      expect.arrayContaining(['code', 'pharmacies_before', 'pharmacies_change']),
    );
    expect(first.split(',')[2]).toBe('true');
    const nothing = await request(app).post(`/scenarios/${id}/compare`).send({});
    expect([nothing.status, nothing.body.issues[0].field]).toEqual([400, 'coverage']);
    const fixed = await request(app)
      .post(`/scenarios/${id}/compare`)
      .send({ coverage: { perArea: 'street' } });
    expect([fixed.status, fixed.body.issues[0].field]).toEqual([400, 'coverage.perArea']);
  });
});
