import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type BatchSteps, batchSteps, explained } from '../support/batch-steps.ts';
import { project } from '../support/fixtures.ts';
import { addCity, CITY, register } from '../support/planning-fixtures.ts';
import { cityPlan, clinic, openPlanningService, type PlanningService } from '../support/planning-service.ts';

const PLAN = 'testville/2026';
const procedure = (id: string, more: object = {}) => ({
  id,
  title: { zh: '批次', en: 'Batch' },
  kind: 'medical',
  services: ['personal_account'],
  ranking: ['TT-B4'],
  settlement: 'by_rank',
  ...more,
});
const plan = cityPlan(
  [
    { id: 'TT-A1', kind: 'validity', group: 'validity' },
    {
      id: 'TT-A2',
      kind: 'same-type-within',
      group: 'geographic',
      parameters: { radiusM: 800, newSitePurposes: ['new', 'relocation', 'branch'] },
    },
    {
      id: 'TT-B4',
      kind: 'ranking',
      group: 'ranking',
      parameters: {
        keys: [{ key: 'practice_licence_obtained_on' }, { key: 'score', evaluation: 'current_entry' }],
      },
    },
  ],
  { procedures: [procedure('clinics'), procedure('pooling', { services: ['outpatient_pooling'] })] },
);
const DAYS = { openedOn: '2026-01-01', cutOffOn: '2026-06-30' };

let service: PlanningService;
let steps: BatchSteps;
const call: PlanningService['call'] = (...given) => service.call(...given);
const db = () => service.opened.database;

beforeAll(async () => {
  service = await openPlanningService([plan]);
  steps = batchSteps(service, PLAN);
  await addCity(db());
  // Somebody of the kind is designated: a register without any could not tell who is near.
  await register(db(), {
    at: [121.399, 31.199],
    designations: [{ service: 'personal_account', from: '2015-01-01' }],
  });
});
afterAll(() => service?.close());

let number = 0;
/** A clinic by name, licensed on a day with a score; each at a place of its own unless `site` is given. */
function applicant(
  more: {
    name?: string;
    obtainedOn?: string | null;
    score?: number | null;
    site?: readonly [number, number];
    extra?: object;
  } = {},
) {
  number += 1;
  const { name = `诊所${number}`, obtainedOn = '2020-05-01', score = 90 } = more;
  const [lon, lat] = more.site ?? [121.005 + (number % 19) * 0.02, 31.01 + Math.floor(number / 19) * 0.02];
  return clinic({
    applicant: { name },
    site: { lon, lat, crs: 'CRS84', accuracyM: 0, verified: true },
    licence: { authorityLevel: 'county', ...(obtainedOn === null ? {} : { obtainedOn }) },
    scores: score === null ? [] : [{ evaluation: 'current_entry', value: score, evaluatedOn: '2026-05-01' }],
    ...more.extra,
  });
}
const open = () => steps.open('clinics', DAYS.cutOffOn);
const enter = (application: object, batch?: string) => steps.enter(application, batch, '2026-06-01');

describe('opening and taking in', () => {
  test('what the plan and the areas do not have is refused by name', async () => {
    const body = { plan: PLAN, procedure: 'clinics', title: '一', ...DAYS };
    const opened = await call('post', '/batches', { ...body, area: CITY.west.code });
    expect(opened.status).toBe(201);
    expect(opened.body).toMatchObject({
      status: 'open',
      applications: 0,
      area: { code: CITY.west.code, level: 'county' },
      settlement: null,
    });
    for (const [wrong, field] of [
      [{ procedure: 'dentists' }, 'procedure'],
      [{ area: '000000' }, 'area'],
      [{ cutOffOn: '2025-12-31' }, 'cutOffOn'],
      [{ openedOn: '2026-02-30' }, 'openedOn'],
    ] as const) {
      const answer = await call('post', '/batches', { ...body, ...wrong });
      expect([answer.status, answer.body.issues[0].field], field).toEqual([400, field]);
    }
    expect((await call('post', '/batches', body, { key: null })).status).toBe(401);
    expect((await call('get', `/batches/${randomUUID()}`)).status).toBe(404);
  });

  test('batches are listed in pages', async () => {
    for (let n = 0; n < 3; n += 1) await steps.open('pooling', '2026-03-31');
    const first = await call('get', '/batches?procedure=pooling&limit=2');
    expect(first.body.items).toHaveLength(2);
    const next = await call('get', first.body.next.replace(/^https?:\/\/[^/]+/, ''));
    expect(next.body.items).toHaveLength(1);
    expect(next.body.next).toBeUndefined();
  });

  test('after the cut-off, for another service or licensed elsewhere none is taken, and then none at all', async () => {
    const batch = await open();
    const [fits, other] = [await enter(applicant()), await enter(clinic({ service: 'outpatient_chronic' }))];
    const put = (applications: string[], acceptedOn: string) =>
      call('post', `/batches/${batch}/applications`, { applications, acceptedOn });
    for (const day of ['2026-07-01', '2025-12-31']) {
      const late = await put([fits], day);
      expect([late.status, late.body.issues[0].field]).toEqual([409, 'acceptedOn']);
    }
    const mixed = await put([fits, other], '2026-06-30');
    expect(mixed.status).toBe(409);
    expect(mixed.body.issues).toMatchObject([
      { value: other, reason: expect.stringContaining('outpatient_chronic') },
    ]);
    expect((await call('get', `/batches/${batch}`)).body.applications).toBe(0);
    expect((await put([fits], '2026-06-30')).body.applications).toBe(1);
    expect((await call('get', `/applications/${fits}`)).body).toMatchObject({
      status: 'accepted',
      acceptedOn: '2026-06-30',
      batch,
    });
    const second = await open();
    const twice = await call('post', `/batches/${second}/applications`, {
      applications: [fits],
      acceptedOn: '2026-06-01',
    });
    expect([twice.status, twice.body.detail]).toEqual([
      409,
      expect.stringContaining(`in the batch ${batch}`),
    ]);
    expect((await put([randomUUID()], '2026-06-30')).status).toBe(404);

    const west = (
      await call('post', '/batches', {
        plan: PLAN,
        procedure: 'clinics',
        title: '西',
        area: CITY.west.code,
        ...DAYS,
      })
    ).body.id;
    const licensed = (areaCode: string) =>
      applicant({ extra: { licence: { authorityLevel: 'county', areaCode, obtainedOn: '2020-01-01' } } });
    await enter(licensed(CITY.west.code), west);
    const stranger = await call('post', '/applications', {
      plan: PLAN,
      application: licensed(CITY.east.code),
      batch: west,
      acceptedOn: '2026-06-01',
    });
    expect([stranger.status, stranger.body.detail]).toEqual([409, expect.stringContaining('990102')]);
    expect((await call('get', `/applications?batch=${west}`)).body.items).toHaveLength(1);
  });

  test('cancelling frees the applications for another batch', async () => {
    const [batch, other] = [await open(), await open()];
    const id = await enter(applicant(), batch);
    expect((await call('post', `/batches/${batch}/cancel`, { reason: '作废' })).body.status).toBe(
      'cancelled',
    );
    expect((await call('get', `/applications/${id}`)).body).toMatchObject({
      status: 'submitted',
      batch: null,
    });
    const moved = await call('post', `/batches/${other}/applications`, {
      applications: [id],
      acceptedOn: '2026-06-01',
    });
    expect(moved.body.applications).toBe(1);
    expect((await call('post', `/batches/${batch}/cancel`, { reason: '再次' })).status).toBe(409);
  });
});

describe('the snapshot', () => {
  test('freezes contents and facts: nothing is added, corrected or seen afterwards', async () => {
    const batch = await open();
    expect((await call('post', `/batches/${batch}/snapshot`, {})).status).toBe(409);
    const site = [121.33, 31.17] as const;
    const id = await enter(applicant({ site }), batch);
    for (const path of ['ranking', 'conflicts'])
      expect((await call('get', `/batches/${batch}/${path}`)).status).toBe(409);
    await steps.freeze(batch);
    const frozen = await call('get', `/batches/${batch}`);
    expect(frozen.body.snapshotAt).not.toBeNull();
    expect((await call('post', `/batches/${batch}/snapshot`, {})).body).toEqual(frozen.body);
    const added = await call('post', '/applications', {
      plan: PLAN,
      application: applicant(),
      batch,
      acceptedOn: '2026-06-01',
    });
    expect(added.status).toBe(409);
    expect(
      (await call('patch', `/applications/${id}`, { revision: 1, changes: { category: '中医诊所' } })).status,
    ).toBe(409);
    const { assessments } = (await call('get', `/applications/${id}`)).body;
    expect(assessments).toMatchObject([{ asOf: DAYS.cutOffOn, batch, overall: 'PASS' }]);
    await register(db(), { at: site, designations: [{ service: 'personal_account', from: '2020-01-01' }] });
    const record = await steps.settle(batch, '2026-07-05');
    expect(explained(record, id)).toBe('admitted by evaluation');
    expect(record.decisions[0]?.assessment).toBe(assessments[0].id);
  });

  test('names the applications whose facts cannot be gathered; withdrawn ones are left out', async () => {
    const batch = await open();
    const broken = await enter(
      applicant({ extra: { applicant: { name: '无此机构', institution: 'NOBODY' } } }),
      batch,
    );
    const good = await enter(applicant(), batch);
    const refused = await call('post', `/batches/${batch}/snapshot`, {});
    expect(refused.status).toBe(409);
    expect(refused.body.issues).toMatchObject([
      { value: broken, reason: expect.stringContaining('institution') },
    ]);
    await call('post', `/applications/${broken}/withdraw`, { reason: '撤回' });
    await steps.freeze(batch);
    const { order } = (await call('get', `/batches/${batch}/ranking`)).body;
    expect(order.map((one: { application: string }) => one.application)).toEqual([good]);
  });
});

describe('ranking and conflicts', () => {
  test('keys decide unrounded, ties stand as ties, a missing key has no place', async () => {
    const batch = await open();
    const ids: Record<string, string> = {};
    for (const [name, obtainedOn, score] of [
      ['后', '2021-01-01', 99],
      ['先', '2019-01-01', 60],
      ['并列甲', '2020-01-01', 88.5],
      ['并列乙', '2020-01-01', 88.5],
      ['略高', '2020-01-01', 88.500001],
      ['无分', '2018-01-01', null],
      ['无证', null, 100],
    ] as const)
      ids[name] = await enter(applicant({ name, obtainedOn, score }), batch);
    await steps.freeze(batch);
    const { order } = (await call('get', `/batches/${batch}/ranking`, undefined, { key: null })).body;
    const places = order.map((one: { applicant: string; rank: number | null }) => [one.applicant, one.rank]);
    expect(places.slice(0, 2)).toEqual([
      ['先', 1],
      ['略高', 2],
    ]);
    expect(Object.fromEntries(places)).toEqual({
      先: 1,
      略高: 2,
      并列甲: 3,
      并列乙: 3,
      后: 5,
      无分: null,
      无证: null,
    });
    const find = (name: string) => order.find((one: { applicant: string }) => one.applicant === name);
    expect(find('并列甲').tiedWith).toEqual([ids.并列乙]);
    expect(find('无分').missingKeys).toMatchObject([{ key: 'score:current_entry', value: null }]);
  });

  test('pairs of one type within 800 m are told with their distance, exact to the millimetre', async () => {
    const batch = await open();
    const centre = [121.22, 31.16] as const;
    const at = (metres: number, azimuth: number) => project(db(), centre, metres, azimuth);
    const ids: Record<string, string> = {};
    const put = async (name: string, site: readonly [number, number], extra: object = {}) => {
      ids[name] = await enter(applicant({ name, site, extra }), batch);
    };
    await put('中心', centre);
    await put('恰好', await at(800, 0));
    await put('之外', await at(800.01, 180));
    await put('异类', await at(100, 90), { category: '口腔诊所' });
    await put('粗略', await at(803, 270), {
      site: {
        lon: (await at(803, 270))[0],
        lat: (await at(803, 270))[1],
        crs: 'CRS84',
        accuracyM: 5,
        verified: true,
      },
    });
    await put('无类', await at(500, 90), { category: '某某中心' });
    await steps.freeze(batch);
    const { radiusM, pairs } = (await call('get', `/batches/${batch}/conflicts`)).body;
    expect(radiusM).toBe(800);
    const ofCentre = pairs
      .filter((pair: { nameA: string; nameB: string }) => [pair.nameA, pair.nameB].includes('中心'))
      .map((pair: { nameA: string; nameB: string; distanceM: number; verdict: string }) => [
        pair.nameA === '中心' ? pair.nameB : pair.nameA,
        pair.distanceM,
        pair.verdict,
      ]);
    expect(ofCentre).toEqual([
      ['无类', 500, 'within'],
      ['恰好', 800, 'within'],
      ['粗略', 803, 'uncertain'],
    ]);
  });
});

describe('settling', () => {
  test('the preview writes nothing and tells what the settlement then books', async () => {
    const batch = await open();
    for (const score of [70, 80, 90]) await enter(applicant({ score }), batch);
    await steps.freeze(batch);
    const counts = async () =>
      (
        await db().run<{ n: number }>({
          text: `select (select count(*) from settlement)::int + (select count(*) from admission)::int + (select count(*) from audit_log)::int
                 + (select count(*) from assessment)::int as n`,
        })
      )[0]?.n;
    const before = await counts();
    const preview = await call('post', `/batches/${batch}/preview`, { settledOn: '2026-07-05' });
    expect(preview.status).toBe(200);
    expect(await counts()).toBe(before);
    expect((await call('get', `/batches/${batch}/settlement`)).status).toBe(404);
    const { id, madeBy, ...record } = await steps.settle(batch, '2026-07-05');
    expect(record).toEqual(preview.body);
    expect((await call('get', `/batches/${batch}/settlement`)).body).toEqual({ id, madeBy, ...record });
    expect((await call('get', `/batches/${batch}`)).body).toMatchObject({
      status: 'settled',
      settlement: id,
    });
  });

  test('needs a key; the same key answers alike, another key or another use of it is refused', async () => {
    const [batch, other] = [await open(), await open()];
    const id = await enter(applicant(), batch);
    await enter(applicant(), other);
    const settle = (of: string, settledOn: string, idempotencyKey?: string) =>
      call('post', `/batches/${of}/settle`, { settledOn }, idempotencyKey ? { idempotencyKey } : {});
    expect((await settle(batch, '2026-07-05', 'k-1')).status).toBe(409);
    await steps.freeze(batch);
    await steps.freeze(other);
    const missing = await settle(batch, '2026-07-05');
    expect([missing.status, missing.body.issues[0].field]).toEqual([400, 'Idempotency-Key']);
    expect((await settle(batch, '2026-06-29', 'k-0')).status).toBe(400);
    const first = await settle(batch, '2026-07-05', 'k-1');
    expect(first.status, JSON.stringify(first.body)).toBe(200);
    expect((await settle(batch, '2026-07-05', 'k-1')).body).toEqual(first.body);
    expect((await settle(batch, '2026-07-06', 'k-1')).status).toBe(409);
    expect((await settle(other, '2026-07-05', 'k-1')).status).toBe(409);
    const again = await settle(batch, '2026-07-05', 'k-2');
    expect([again.status, again.body.detail]).toEqual([
      409,
      expect.stringContaining('settled under another'),
    ]);
    expect((await call('get', `/applications/${id}`)).body).toMatchObject({
      status: 'admitted',
      decidedOn: '2026-07-05',
    });
    expect((await call('get', `/applications/${id}/admission`)).body).toMatchObject({
      settlement: first.body.id,
      route: 'evaluation',
    });
    expect((await call('post', `/applications/${id}/withdraw`, { reason: '太晚' })).status).toBe(409);
    const history = (await call('get', `/applications/${id}/history`)).body.items;
    expect(history.map((one: { action: string }) => one.action)).toEqual(['submit', 'accept', 'settle']);
  });

  test('of two near to each other the lower is for review until a reviewer decides it in the frozen batch', async () => {
    const centre = [121.29, 31.12] as const;
    const near = await project(db(), centre, 300, 45);
    const pair = async () => {
      const batch = await open();
      const high = await enter(applicant({ score: 95, site: centre }), batch);
      const low = await enter(applicant({ score: 85, site: near }), batch);
      await steps.freeze(batch);
      return { batch, high, low };
    };
    const first = await pair();
    const review = {
      ruleId: 'TT-A2',
      decision: 'accept',
      ground: '两处隔江，步行不可达',
      reviewer: '李主任',
    };
    const preview = (await call('post', `/batches/${first.batch}/preview`, {})).body;
    expect(explained(preview, first.low)).toBe('review: TT-A2 MANUAL_REVIEW');
    expect((await call('post', `/applications/${first.high}/reviews`, review)).status).toBe(409);
    const made = await call('post', `/applications/${first.low}/reviews`, review);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    const record = await steps.settle(first.batch, '2026-07-05');
    expect(explained(record, first.high)).toBe('admitted by evaluation');
    expect(explained(record, first.low)).toBe('admitted by evaluation');

    // The same sites once more: those admitted hold them, though no agreement has begun and no register shows them.
    const second = await pair();
    const later = await steps.settle(second.batch, '2026-07-06');
    expect(explained(later, second.high)).toBe('review: TT-A2 MANUAL_REVIEW');
    const alone = await enter(applicant({ site: centre }));
    const single = await call('post', `/applications/${alone}/admission`, { admittedOn: '2026-07-07' });
    expect([single.status, single.body.issues?.[0]?.field]).toEqual([409, 'TT-A2']);
    expect((await call('get', `/applications/${second.high}`)).body).toMatchObject({
      status: 'accepted',
      decidedOn: null,
    });
  });

  test('a withdrawal from a frozen batch is left out of its settlement', async () => {
    const batch = await open();
    const [stays, goes] = [await enter(applicant(), batch), await enter(applicant(), batch)];
    await steps.freeze(batch);
    await call('post', `/applications/${goes}/withdraw`, { reason: '撤回' });
    const record = await steps.settle(batch, '2026-07-05');
    expect(record.decisions.map(({ application }) => application)).toEqual([stays]);
  });

  test('a settlement is reckoned again from what was stored, after data and plan of the day have changed', async () => {
    const batch = await open();
    const centre = [121.15, 31.18] as const;
    const ids = [
      await enter(applicant({ score: 70, site: centre }), batch),
      await enter(applicant({ score: 71, site: await project(db(), centre, 500, 0) }), batch),
      await enter(applicant({ score: null }), batch),
    ];
    await steps.freeze(batch);
    await steps.settle(batch, '2026-07-05');
    await register(db(), { at: centre });
    await call('post', `/applications/${ids[0]}/assessments`, {});
    const replay = await call('get', `/batches/${batch}/replay`);
    expect(replay.body).toMatchObject({ isEqual: true, differing: [] });
    expect((await call('get', `/batches/${await open()}/replay`)).status).toBe(404);
    // What was stored is what is compared: a changed fact is told.
    await db().run({
      text: `update assessment set facts = jsonb_set(facts::jsonb, '{neighbours,listed}', '[]')::json,
             application = jsonb_set(application::jsonb, '{scores,0,value}', '99')::json where application_id = $1 and batch_id = $2`,
      values: [ids[0], batch],
    });
    expect((await call('get', `/batches/${batch}/replay`)).body.isEqual).toBe(false);
  });
});
