import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { addCity, CITY, register } from '../support/planning-fixtures.ts';
import { cityPlan, clinic, openPlanningService, type PlanningService } from '../support/planning-service.ts';

const PLAN = 'testville/2026';
const plan = cityPlan([
  { id: 'TT-A1', kind: 'validity', group: 'validity' },
  {
    id: 'TT-A2',
    kind: 'same-type-within',
    group: 'geographic',
    parameters: { radiusM: 800, newSitePurposes: ['new', 'relocation', 'branch'] },
  },
]);
let service: PlanningService;
const call: PlanningService['call'] = (...given) => service.call(...given);

beforeAll(async () => {
  service = await openPlanningService([plan]);
  await addCity(service.opened.database);
});
afterAll(() => service?.close());

async function enter(application: object = clinic(), more: object = {}): Promise<string> {
  const answer = await call('post', '/applications', { plan: PLAN, application, ...more });
  expect(answer.status, JSON.stringify(answer.body)).toBe(201);
  return answer.body.id as string;
}

describe('entering', () => {
  test('an application is kept as entered and found again', async () => {
    const answer = await call('post', '/applications', { plan: PLAN, application: clinic() });
    expect(answer.status).toBe(201);
    expect(answer.headers.location).toBe(`/applications/${answer.body.id}`);
    const found = await call('get', `/applications/${answer.body.id}`, undefined, { key: null });
    expect(found.body).toEqual(answer.body);
    expect(found.body).toMatchObject({
      plan: PLAN,
      applicant: '甲诊所',
      status: 'submitted',
      revision: 1,
      batch: null,
      application: { category: '普通诊所', claims: [], site: { crs: 'CRS84', verified: true } },
      assessments: [],
      reviews: [],
    });
    const [row] = await service.opened.database.run<{ wkt: string }>({
      text: 'select st_astext(geom) as wkt from application where application_id = $1',
      values: [answer.body.id],
    });
    expect(row?.wkt).toBe(`POINT(${CITY.site.join(' ')})`);
  });

  test('numbers without a coordinate system are no position; Chinese web maps are converted', async () => {
    const { crs: _crs, ...noCrs } = clinic().site as Record<string, unknown>;
    const unknown = await enter(clinic({ site: noCrs }));
    const gcj = await enter(clinic({ site: { ...noCrs, crs: 'GCJ02' } }));
    const rows = await service.opened.database.run<{ id: string; m: number | null }>({
      text: `select application_id as id, distance_m(geog, st_setsrid(st_makepoint($3, $4), 4326)::geography) as m
             from application where application_id in ($1, $2)`,
      values: [unknown, gcj, ...CITY.site],
    });
    const metres = new Map(rows.map((row) => [row.id, row.m]));
    expect(metres.get(unknown)).toBeNull();
    expect(metres.get(gcj)).toBeGreaterThan(200);
    expect(metres.get(gcj)).toBeLessThan(700);
  });

  test('what is wrong is named by field; an unknown plan and a missing key are refused', async () => {
    const wrong = await call('post', '/applications', {
      plan: PLAN,
      application: clinic({ service: 'surgery', site: { lon: 'x', lat: 31, accuracyM: -1 } }),
    });
    expect(wrong.status).toBe(400);
    expect(wrong.body.issues.map((issue: { field: string }) => issue.field)).toEqual(
      expect.arrayContaining(['application.service', 'application.site.lon', 'application.site.accuracyM']),
    );
    expect(
      (await call('post', '/applications', { plan: 'nowhere/2026', application: clinic() })).status,
    ).toBe(404);
    const badCrs = clinic({ site: { lon: 121.1, lat: 31, crs: 'EPSG:1', accuracyM: 0 } });
    expect((await call('post', '/applications', { plan: PLAN, application: badCrs })).status).toBe(400);
    const anonymous = await call(
      'post',
      '/applications',
      { plan: PLAN, application: clinic() },
      { key: null },
    );
    expect(anonymous.status).toBe(401);
  });

  test('the same key and body give the same answer once; another body under the key is refused', async () => {
    const body = { plan: PLAN, application: clinic({ applicant: { name: '乙诊所' } }) };
    const [first, ...others] = await Promise.all(
      Array.from({ length: 5 }, () => call('post', '/applications', body, { idempotencyKey: 'apply-1' })),
    );
    for (const other of others) expect([other.status, other.body]).toEqual([201, first?.body]);
    const changed = { plan: PLAN, application: clinic({ applicant: { name: '丙诊所' } }) };
    expect((await call('post', '/applications', changed, { idempotencyKey: 'apply-1' })).status).toBe(409);
    const count = await service.opened.database.run<{ n: number }>({
      text: `select count(*)::int as n from application where applicant_name in ('乙诊所', '丙诊所')`,
    });
    expect(count).toEqual([{ n: 1 }]);
  });

  test('every purpose of the schema is taken', async () => {
    for (const purpose of [
      'relocation',
      'hospital_grade_change',
      'settlement_promotion',
      'add_service',
      'add_beds',
      'bed_conversion',
      'branch',
      'alliance_member',
    ])
      await enter(clinic({ purpose }));
  });
});

describe('listing', () => {
  test('pages follow each other without gaps and keep the filter', async () => {
    const ids: string[] = [];
    for (let n = 0; n < 5; n += 1) ids.push(await enter(clinic({ service: 'outpatient_chronic' })));
    const seen: string[] = [];
    let path: string | undefined = '/applications?service=outpatient_chronic&limit=2';
    while (path) {
      const page = await call('get', path);
      expect(page.status).toBe(200);
      seen.push(...page.body.items.map((item: { id: string }) => item.id));
      path = page.body.next === undefined ? undefined : page.body.next.replace(/^https?:\/\/[^/]+/, '');
    }
    expect(seen).toEqual(ids.reverse());
    expect((await call('get', '/applications?status=lost')).status).toBe(400);
    expect((await call('get', '/applications?status=waiting')).body.items).toEqual([]);
  });

  test('ids that are none are not found', async () => {
    expect((await call('get', '/applications/nothing')).status).toBe(404);
    expect((await call('get', '/applications/9f1c8a52-13f0-4a4b-8f5e-0a0a0a0a0a0a')).status).toBe(404);
  });
});

describe('correcting', () => {
  test('a merge patch changes what it names, moves the point and counts the revision', async () => {
    const id = await enter();
    const answer = await call('patch', `/applications/${id}`, {
      revision: 1,
      changes: { site: { lon: 121.15 }, licence: null, category: '中医诊所' },
      note: '地址有误',
    });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      revision: 2,
      application: { category: '中医诊所', site: { lon: 121.15 } },
    });
    expect(answer.body.application.licence).toBeUndefined();
    const [row] = await service.opened.database.run<{ lon: number }>({
      text: 'select st_x(geom) as lon from application where application_id = $1',
      values: [id],
    });
    expect(row?.lon).toBe(121.15);
  });

  test('of two corrections of one revision the second is refused, also when both come at once', async () => {
    const id = await enter();
    const answers = await Promise.all(
      ['甲', '乙', '丙'].map((name) =>
        call('patch', `/applications/${id}`, { revision: 1, changes: { applicant: { name } } }),
      ),
    );
    expect(answers.map((answer) => answer.status).sort()).toEqual([200, 409, 409]);
    const stale = await call('patch', `/applications/${id}`, { revision: 1, changes: {} });
    expect(stale.status).toBe(409);
    expect(stale.body.issues[0]).toMatchObject({ field: 'revision', value: 1 });
  });

  test('a correction must leave a valid application', async () => {
    const id = await enter();
    const answer = await call('patch', `/applications/${id}`, { revision: 1, changes: { applicant: null } });
    expect([answer.status, answer.body.issues[0].field]).toEqual([400, 'applicant']);
    expect((await call('get', `/applications/${id}`)).body.revision).toBe(1);
  });
});

describe('assessing and reviewing', () => {
  test('each assessment is kept; the latest stands first', async () => {
    const id = await enter(clinic({ site: { ...(clinic().site as object), lon: 121.3 } }));
    const first = await call('post', `/applications/${id}/assessments`, { asOf: '2026-06-30' });
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    expect(first.headers.location).toBe(`/assessments/${first.body.id}`);
    await register(service.opened.database, {
      at: [121.3, CITY.site[1]],
      designations: [{ service: 'personal_account', from: '2020-01-01' }],
    });
    const second = await call('post', `/applications/${id}/assessments`, { asOf: '2026-06-30' });
    expect(second.body.result.overall).toBe('FAIL');
    const { assessments } = (await call('get', `/applications/${id}`)).body;
    expect(assessments.map((one: { id: string }) => one.id)).toEqual([second.body.id, first.body.id]);
    expect(assessments[0]).toMatchObject({ asOf: '2026-06-30', overall: 'FAIL', revision: 1, batch: null });
  });

  test('only what is open is reviewed, and a review holds for its revision', async () => {
    const at = [121.05, 31.15] as const;
    await register(service.opened.database, { at, verified: false });
    const id = await enter(
      clinic({ site: { lon: at[0], lat: at[1], crs: 'CRS84', accuracyM: 0, verified: true } }),
    );
    const review = {
      ruleId: 'TT-A2',
      decision: 'accept',
      ground: '现场核验后距离超过八百米',
      reviewer: '王科长',
      decidedOn: '2026-06-30',
    };
    expect((await call('post', `/applications/${id}/reviews`, review)).status).toBe(404);
    const assess = () => call('post', `/applications/${id}/assessments`, { asOf: '2026-06-30' });
    const before = await assess();
    expect(before.body.result.overall).toBe('MANUAL_REVIEW');
    const closed = await call('post', `/applications/${id}/reviews`, { ...review, ruleId: 'TT-A1' });
    expect([closed.status, closed.body.detail]).toEqual([409, expect.stringContaining('TT-A1 is PASS')]);
    expect((await call('post', `/applications/${id}/reviews`, { ...review, ruleId: 'TT-Z9' })).status).toBe(
      404,
    );
    const made = await call('post', `/applications/${id}/reviews`, review);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const after = await assess();
    expect(after.body.result.overall).toBe('PASS');
    const finding = after.body.result.findings.find((one: { ruleId: string }) => one.ruleId === 'TT-A2');
    expect(finding.changed.at(-1)).toMatchObject({ from: 'MANUAL_REVIEW', to: 'PASS' });
    expect(finding.changed.at(-1).by).toContain('王科长');
    // The same reviewer may think again; the last decision counts.
    await call('post', `/applications/${id}/reviews`, { ...review, decision: 'refuse' });
    expect((await assess()).body.result.overall).toBe('FAIL');
    await call('patch', `/applications/${id}`, { revision: 1, changes: { managementArea: 'M-CITY' } });
    expect((await assess()).body.result.overall).toBe('MANUAL_REVIEW');
  });
});

describe('withdrawing and history', () => {
  test('a withdrawn application stays as it is; its history tells who did what', async () => {
    const id = await enter();
    await call('patch', `/applications/${id}`, { revision: 1, changes: { category: '中医诊所' } });
    const gone = await call('post', `/applications/${id}/withdraw`, { reason: '不再开办', on: '2026-07-01' });
    expect(gone.body).toMatchObject({ status: 'withdrawn', decidedOn: '2026-07-01' });
    for (const [path, body] of [
      ['withdraw', { reason: '再次' }],
      ['assessments', {}],
    ] as const)
      expect((await call('post', `/applications/${id}/${path}`, body)).status).toBe(409);
    expect((await call('patch', `/applications/${id}`, { revision: 2, changes: {} })).status).toBe(409);
    const history = await call('get', `/applications/${id}/history?limit=2`);
    expect(history.body.items.map((one: { action: string }) => one.action)).toEqual(['submit', 'correct']);
    expect(history.body.items[1].details.before.category).toBe('普通诊所');
    expect(history.body.items[0].actor).toMatch(/^key:/);
    const rest = await call('get', history.body.next.replace(/^https?:\/\/[^/]+/, ''));
    expect(rest.body.items.map((one: { action: string }) => one.action)).toEqual(['withdraw']);
    expect(rest.body.next).toBeUndefined();
  });
});
