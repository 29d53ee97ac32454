import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Express } from 'express';
import { pino } from 'pino';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readConfig } from '../../api/config.ts';
import { createKey } from '../../api/keys/key-store.ts';
import { assessmentAnswerSchema } from '../../api/planning/assessments/assessment-geojson.ts';
import { ASSESSMENT_OPERATIONS } from '../../api/planning/assessments/assessment-operations.ts';
import { assessmentRoutes } from '../../api/planning/assessments/assessment-routes.ts';
import { factsSchema } from '../../api/policy/facts.ts';
import { project } from '../support/fixtures.ts';
import { addCity, CITY, register } from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { testPlan, testPlanContents } from '../support/test-plan.ts';
import { serviceApp } from './service-app.ts';

const AS_OF = '2026-06-30';
const PLAN = testPlan().id;
const NASTY = '<script>alert("x")</script>诊所';
const application = {
  applicant: { name: NASTY },
  purpose: 'new',
  kind: 'medical',
  service: 'personal_account',
  category: '中医诊所',
  site: { lon: CITY.site[0], lat: CITY.site[1], crs: 'CRS84', accuracyM: 0, verified: true },
  managementArea: '无此区',
};
const body = { plan: PLAN, asOf: AS_OF, application };
let opened: TestDatabase;
let app: Express;
const keys = { reader: '', editor: '' };
let near: number;

beforeAll(async () => {
  opened = await openTestDatabase();
  const db = opened.database;
  for (const role of ['reader', 'editor'] as const)
    keys[role] = (await createKey(db, { name: role, role }, { actor: 'test' })).key;
  await addCity(db);
  near = await register(db, { name: '某某普通诊所', at: await project(db, CITY.site, 612, 45) });
  await register(db, { name: '远处诊所', at: await project(db, CITY.site, 900, 200) });
  const folder = mkdtempSync(join(tmpdir(), 'dingdian-policies-'));
  mkdirSync(join(folder, PLAN), { recursive: true });
  writeFileSync(join(folder, PLAN, 'plan.json'), JSON.stringify(testPlanContents()));
  const environment = { POLICIES_DIR: folder };
  const deps = { database: db, config: readConfig(environment), log: pino({ level: 'silent' }) };
  app = serviceApp(db, environment, (service) => void service.use(assessmentRoutes(deps))).app;
});
afterAll(() => opened.close());

const post = (given: unknown, key?: string) => {
  const asked = request(app).post('/assessments');
  return (key ? asked.set('X-API-Key', key) : asked).send(given as object);
};
const countStored = async () =>
  Number((await opened.database.run<{ n: number }>({ text: 'select count(*) as n from assessment' }))[0]!.n);

describe('POST /assessments', () => {
  it('answers anybody with findings and evidence as GeoJSON, and keeps nothing', async () => {
    const answer = await post(body)
      .expect(200)
      .expect('Content-Type', /^application\/geo\+json/);
    const collection = assessmentAnswerSchema.parse(JSON.parse(answer.text));
    expect(collection).toMatchObject({
      assessmentId: null,
      plan: PLAN,
      asOf: AS_OF,
      overall: 'FAIL',
      isSynthetic: false,
    });
    expect(collection.findings.find((finding) => finding.ruleId === 'TP-A2')?.outcome).toBe('FAIL');
    expect(collection.features.map((feature) => feature.properties.role)).toEqual([
      'site',
      'circle',
      'within',
      'beyond',
    ]);
    const [, circle, conflict] = collection.features;
    expect(circle!.properties.radius_m).toBe(800);
    expect(conflict).toMatchObject({
      id: near,
      geometry: { type: 'Point' },
      properties: { distance_m: 612, rules: ['TP-A2'], name: '某某普通诊所' },
    });
    expect(collection.warnings.map((warning) => warning.code)).toEqual(['unknown-area']);
    expect(await countStored()).toBe(0);
  });

  it('asks about today in Shanghai when no date is given', async () => {
    const answer = await post({ plan: PLAN, application }).expect(200);
    expect(JSON.parse(answer.text).asOf).toMatch(/^\d{4}-\d\d-\d\d$/);
  });

  it('keeps it only for an editor who asks so', async () => {
    await post({ ...body, save: true }).expect(401);
    await post({ ...body, save: true }, keys.reader).expect(403);
    expect(await countStored()).toBe(0);
    await post(body, keys.editor).expect(200);
    expect(await countStored()).toBe(0);
    const kept = await post({ ...body, save: true }, keys.editor).expect(201);
    const { assessmentId } = JSON.parse(kept.text);
    expect(kept.headers.location).toMatch(new RegExp(`/assessments/${assessmentId}$`));
    expect(await countStored()).toBe(1);
  });

  it.each([
    [{ ...body, plan: 'no/plan' }, 404, 'plan'],
    [{ ...body, asOf: '2026-02-30' }, 400, 'asOf'],
    [{ ...body, application: { ...application, colour: 'blue' } }, 400, 'application.colour'],
    [{ ...body, application: { ...application, kind: 'hospital' } }, 400, 'application.kind'],
    [
      { ...body, application: { ...application, applicant: { name: 'x', institution: 'nobody' } } },
      400,
      'applicant.institution',
    ],
    [
      { ...body, application: { ...application, site: { ...application.site, crs: 'EPSG:1' } } },
      400,
      'site.crs',
    ],
    [
      { ...body, application: { ...application, site: { ...application.site, lon: 31, lat: 121 } } },
      400,
      'site',
    ],
  ])('refuses %#', async (given, status, field) => {
    const answer = await post(given)
      .expect(status)
      .expect('Content-Type', /problem\+json/);
    expect(JSON.stringify(answer.body)).toContain(`"${field}"`);
  });
});

describe('GET /assessments', () => {
  let id: string;
  beforeAll(async () => {
    id = JSON.parse((await post({ ...body, save: true }, keys.editor)).text).assessmentId;
  });

  it('shows one as JSON, GeoJSON and as a page by f or Accept', async () => {
    const json = (await request(app).get(`/assessments/${id}`).expect(200)).body;
    expect(json).toMatchObject({
      assessmentId: id,
      planId: PLAN,
      result: { overall: 'FAIL' },
      planContents: { id: PLAN },
    });
    expect(factsSchema.parse(json.facts)).toEqual(json.facts);
    const get = ASSESSMENT_OPERATIONS.find((operation) => operation.operationId === 'get-assessment')!;
    expect(get.answer.safeParse(json).error).toBeUndefined();
    const geojson = await request(app)
      .get(`/assessments/${id}`)
      .set('Accept', 'application/geo+json')
      .expect(200);
    expect(assessmentAnswerSchema.parse(JSON.parse(geojson.text)).features.length).toBe(4);
    await request(app)
      .get(`/assessments/${id}?f=html`)
      .expect('Content-Type', /text\/html/);
    await request(app)
      .get(`/assessments/${id}`)
      .set('Accept', 'text/html')
      .expect('Content-Type', /text\/html/);
    await request(app).get(`/assessments/${id}?f=pdf`).expect(400);
    await request(app).get('/assessments/00000000-0000-4000-8000-000000000000').expect(404);
    await request(app).get('/assessments/12').expect(404);
  });

  it('the page has verdict, clause, reasons in both languages, numbers, map and data, and escapes what was entered', async () => {
    const { text } = await request(app).get(`/assessments/${id}?f=html`);
    for (const part of [
      '不符合规划',
      'Does not meet the plan',
      '800米半径内不设置同类型定点医疗机构',
      '某某普通诊所',
      '612 m',
      '<svg',
      '800 m',
      `dingdian replay ${id}`,
      '&lt;script&gt;',
    ])
      expect(text).toContain(part);
    expect(text).not.toMatch(/<script|javascript:|onload=/i);
    expect(text).not.toMatch(/\b(?:undefined|NaN|\[object Object\])/);
  });

  it('lists the latest first, page by page, filtered', async () => {
    for (let count = 0; count < 2; count += 1) await post({ ...body, save: true }, keys.editor).expect(201);
    const all = (await request(app).get('/assessments').expect(200)).body;
    expect(all.items[0]).toMatchObject({
      plan: PLAN,
      overall: 'FAIL',
      applicant: NASTY,
      madeBy: expect.stringMatching(/^key:/),
    });
    const ids: string[] = [];
    let url = `/assessments?limit=2&plan=${encodeURIComponent(PLAN)}`;
    while (url) {
      const { items, next } = (await request(app).get(url).expect(200)).body;
      ids.push(...items.map((item: { assessmentId: string }) => item.assessmentId));
      url = next ? new URL(next).pathname + new URL(next).search : '';
    }
    expect(ids).toEqual(all.items.map((item: { assessmentId: string }) => item.assessmentId));
    expect((await request(app).get('/assessments?overall=PASS')).body).toEqual({ items: [] });
    await request(app).get('/assessments?overall=MAYBE').expect(400);
    await request(app).get('/assessments?limit=501').expect(400);
    const page = await request(app)
      .get('/assessments?f=html')
      .expect('Content-Type', /text\/html/);
    expect(page.text).not.toContain('<script');
  });

  it('replays, also against the data of today', async () => {
    const same = (await request(app).get(`/assessments/${id}/replay`).expect(200)).body;
    expect(same).toMatchObject({ assessmentId: id, isEqual: true, differences: [] });
    await opened.database.run({
      text: `update designation set status = 'withdrawn' where institution_id = $1`,
      values: [near],
    });
    const { body: report } = await request(app).get(`/assessments/${id}/replay?now=true`).expect(200);
    expect(report).toMatchObject({ isEqual: true, now: { overall: 'PASS', plan: 'unchanged' } });
    await request(app).get(`/assessments/${id}/replay?now=perhaps`).expect(400);
  });
});
