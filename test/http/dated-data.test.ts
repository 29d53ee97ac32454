import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { DATED_DATA_OPERATIONS } from '../../api/planning/dated-data/dated-data-operations.ts';
import { datedDataRoutes } from '../../api/planning/dated-data/dated-data-routes.ts';
import { DATED_RESOURCES } from '../../api/planning/dated-data/resources.ts';
import { type BureauService, openBureauService } from '../support/bureau-service.ts';
import { CITY } from '../support/planning-fixtures.ts';

const PLAN = 'testville/2026';
let service: BureauService;
beforeAll(async () => {
  service = await openBureauService(datedDataRoutes, [{ id: 'TV-A1', kind: 'validity', group: 'validity' }]);
});
afterAll(() => service?.close());
const db = () => service.opened.database;
const get = (path: string) => service.get(path);
const post: BureauService['post'] = (path, body, role) => service.post(path, body, role);

/** One valid row of each resource. */
const ROWS: Readonly<Record<string, Record<string, unknown>>> = {
  'annual-plans': {
    plan: PLAN,
    areaCode: CITY.west.code,
    year: 2026,
    kind: 'pharmacy',
    service: null,
    category: null,
    quantity: 12,
    publishedOn: '2026-01-15',
    document: '2026年度控制计划',
  },
  'fund-warnings': { city: CITY.code, validFrom: '2026-03-01', validTo: null, document: '预警通知1号' },
  emergencies: { city: CITY.code, validFrom: '2026-03-01', validTo: '2026-03-20', document: '应急响应' },
  'area-classifications': {
    areaCode: CITY.west.code,
    trait: 'area_class',
    value: '2',
    category: null,
    validFrom: '2026-01-01',
    validTo: null,
    publishedOn: '2025-12-20',
    document: '设置指引',
  },
  'category-lists': {
    city: CITY.code,
    list: 'shortage_category',
    category: '康复医院',
    validFrom: null,
    validTo: null,
    publishedOn: null,
    document: '短板资源清单',
  },
  'plan-parameters': {
    plan: PLAN,
    name: 'baseline_pharmacies',
    qualifier: null,
    value: 2100.5,
    unit: 'institutions',
    validFrom: '2026-01-01',
    validTo: null,
    document: '基期数据',
  },
};

it('every resource is tried here', () => {
  expect(Object.keys(ROWS).sort()).toEqual(DATED_RESOURCES.map((resource) => resource.path).sort());
});

describe.each(Object.entries(ROWS))('/%s', (path, row) => {
  it('takes a row once, with its audit row, shows it and lists it', async () => {
    const made = await post(`/${path}`, row);
    expect([made.status, made.body]).toEqual([201, expect.objectContaining(row)]);
    expect(made.headers.location).toBe(`/${path}/${made.body.id}`);
    expect(made.body.enteredBy).toMatch(/^key:/);
    const again = await post(`/${path}`, row);
    expect([again.status, again.body]).toEqual([200, made.body]);
    expect((await get(`/${path}/${made.body.id}`)).body).toEqual(made.body);
    expect((await get(`/${path}`)).body).toEqual({ items: [made.body] });
    const audit = await db()
      .kysely.selectFrom('audit_log')
      .selectAll()
      .where('entity', '=', path)
      .where('entity_id', '=', String(made.body.id))
      .execute();
    expect(audit.map((line) => [line.action, line.actor])).toEqual([['create', made.body.enteredBy]]);
  });

  it('answers as it is described', async () => {
    const operation = (id: string) => DATED_DATA_OPERATIONS.find((one) => one.operationId === id);
    const list = await get(`/${path}`);
    expect(operation(`list-${path}`)?.answer.safeParse(list.body).error).toBeUndefined();
    expect(operation(`get-${path}`)?.answer.safeParse(list.body.items[0]).error).toBeUndefined();
    expect(operation(`add-${path}`)?.body?.safeParse(row).error).toBeUndefined();
    expect(operation(`add-${path}`)?.body?.safeParse({ items: [row] }).error).toBeUndefined();
    for (const one of DATED_DATA_OPERATIONS)
      for (const schema of [one.query, one.body, one.answer])
        if (schema)
          expect(() =>
            z.toJSONSchema(schema, { target: 'openapi-3.0', io: 'input', unrepresentable: 'any' }),
          ).not.toThrow();
  });

  it('is refused what contradicts it, naming the row', async () => {
    const resource = DATED_RESOURCES.find((one) => one.path === path)!;
    const stored = (await get(`/${path}`)).body.items[0] as { id: number };
    const other = await post(`/${path}`, { ...row, document: '另一文件' });
    expect([other.status, other.body.code]).toEqual([409, 'conflict']);
    expect(other.body.detail).toContain(`${resource.one} ${stored.id}`);
    expect(JSON.stringify(other.body.issues)).not.toContain('"row"');
  });

  it('is written only by editors, with a document, and never deleted', async () => {
    expect((await post(`/${path}`, row, null)).status).toBe(401);
    expect((await post(`/${path}`, row, 'reader')).status).toBe(403);
    const { document: _document, ...without } = row;
    const answer = await post(`/${path}`, without);
    expect([answer.status, answer.body.issues[0].field]).toEqual([400, 'document']);
    const id = (await get(`/${path}`)).body.items[0].id;
    expect((await service.remove(`/${path}/${id}`)).status).toBe(405);
    expect((await get(`/${path}/999999`)).status).toBe(404);
    expect((await get(`/${path}/x`)).status).toBe(404);
    expect((await get(`/${path}?nonsense=1`)).status).toBe(400);
  });
});

describe('periods', () => {
  it('are ended once, and the next one follows', async () => {
    const { body: stored } = await get('/fund-warnings').then((answer) => ({ body: answer.body.items[0] }));
    const path = `/fund-warnings/${stored.id}/end`;
    expect((await post(path, { validTo: '2026-02-28', document: '解除' })).body.issues[0].field).toBe(
      'validTo',
    );
    const ended = await post(path, { validTo: '2026-08-31', document: '解除通知' });
    expect([ended.status, ended.body.validTo]).toEqual([200, '2026-08-31']);
    expect((await post(path, { validTo: '2026-08-31', document: '解除通知' })).status).toBe(200);
    const other = await post(path, { validTo: '2026-09-30', document: '解除通知' });
    expect([other.status, other.body.detail]).toEqual([409, expect.stringContaining('2026-08-31')]);
    const overlapping = { ...ROWS['fund-warnings'], validFrom: '2026-08-31', document: '二号' };
    expect((await post('/fund-warnings', overlapping)).status).toBe(409);
    expect((await post('/fund-warnings', { ...overlapping, validFrom: '2026-09-01' })).status).toBe(201);
    const on = async (asOf: string) =>
      (await get(`/fund-warnings?asOf=${asOf}`)).body.items.map((one: { document: string }) => one.document);
    expect(await on('2026-02-28')).toEqual([]);
    expect(await on('2026-03-01')).toEqual(['预警通知1号']);
    expect(await on('2026-08-31')).toEqual(['预警通知1号']);
    expect(await on('2026-09-01')).toEqual(['二号']);
    const audit = await db()
      .kysely.selectFrom('audit_log')
      .select(['action', 'details'])
      .where('entity', '=', 'fund-warnings')
      .where('entity_id', '=', String(stored.id))
      .orderBy('audit_id')
      .execute();
    expect(audit.map((line) => line.action)).toEqual(['create', 'end']);
    expect(audit[1]?.details).toEqual({ validTo: '2026-08-31', document: '解除通知' });
  });

  it('do not run backwards, and emergencies are not fund warnings', async () => {
    const wrong = { ...ROWS.emergencies, validFrom: '2026-05-02', validTo: '2026-05-01' };
    expect((await post('/emergencies', wrong)).body.issues[0].field).toBe('validTo');
    const same = { ...ROWS.emergencies, validFrom: '2026-03-01', validTo: null };
    expect((await post('/emergencies', same)).status).toBe(409);
    expect((await get('/emergencies')).body.items).toHaveLength(1);
  });
});

describe('corrections', () => {
  it('put a value right and keep the former in the audit row', async () => {
    const stored = (await get('/annual-plans')).body.items[0];
    expect(stored.used).toBe(0);
    const path = `/annual-plans/${stored.id}/correction`;
    expect((await post(path, { quantity: 21 })).body.issues[0].field).toBe('document');
    expect((await post(path, { document: '更正' })).status).toBe(400);
    const corrected = await post(path, { quantity: 21, document: '更正说明' });
    expect([corrected.status, corrected.body]).toEqual([
      200,
      { ...stored, quantity: 21, document: '更正说明' },
    ]);
    const audit = await db()
      .kysely.selectFrom('audit_log')
      .select('details')
      .where('entity', '=', 'annual-plans')
      .where('action', '=', 'correct')
      .execute();
    expect(audit.map((line) => line.details)).toEqual([
      {
        before: { quantity: 12, document: '2026年度控制计划' },
        after: { quantity: 21, document: '更正说明' },
      },
    ]);
  });

  it('are checked like entries', async () => {
    const stored = (await get('/area-classifications')).body.items[0];
    const answer = await post(`/area-classifications/${stored.id}/correction`, {
      value: '4',
      document: '更正',
    });
    expect([answer.status, answer.body.issues[0]]).toEqual([
      400,
      expect.objectContaining({ field: 'value', allowed: '1, 2, 3' }),
    ]);
  });
});

describe('wrong input', () => {
  it.each<[string, string, Record<string, unknown>]>([
    ['annual-plans', 'plan', { plan: 'nowhere/2026' }],
    ['annual-plans', 'areaCode', { areaCode: '000000' }],
    ['annual-plans', 'areaLevel', { areaLevel: 'street' }],
    ['annual-plans', 'quantity', { quantity: 1.5 }],
    ['annual-plans', 'quantity', { quantity: -1 }],
    ['annual-plans', 'kind', { kind: 'hospital' }],
    ['annual-plans', 'publishedOn', { publishedOn: '2026-02-30' }],
    ['fund-warnings', 'city', { city: '000000' }],
    ['fund-warnings', 'validFrom', { validFrom: null }],
    ['area-classifications', 'value', { value: '4' }],
    ['area-classifications', 'category', { trait: 'support', value: 'may' }],
    ['area-classifications', 'value', { trait: 'remote', value: 'maybe' }],
    ['area-classifications', 'value', { trait: 'remote', value: 'no' }],
    ['area-classifications', 'value', { trait: 'own_trait', value: '否' }],
    ['area-classifications', 'trait', { trait: 'Remote' }],
    ['plan-parameters', 'value', { value: 'many' }],
    ['plan-parameters', 'unit', { unit: ' ' }],
    ['plan-parameters', 'surplus', { surplus: 1 }],
  ])('of %s names %s', async (path, field, change) => {
    const answer = await post(`/${path}`, { ...ROWS[path], ...change });
    expect([answer.status, answer.body.issues[0].field]).toEqual([400, field]);
  });

  it('of a filter', async () => {
    expect((await get('/annual-plans?areaCode=000000')).status).toBe(400);
    expect((await get('/annual-plans?limit=501')).status).toBe(400);
    expect((await get('/annual-plans?asOf=2026-13-01')).status).toBe(400);
  });
});

describe('many rows', () => {
  const classes = (values: readonly string[], from = '2027-01-01') =>
    values.map((value, index) => ({
      areaCode: [CITY.westSouth, CITY.westNorth, CITY.eastSouth, CITY.eastNorth][index]!.code,
      trait: 'area_class',
      value,
      validFrom: from,
      document: '指引2027',
    }));

  it('are stored together, and a repeat changes nothing', async () => {
    const made = await post('/area-classifications', { items: classes(['1', '2', '3']) });
    expect([made.status, made.body.created, made.body.unchanged]).toEqual([201, 3, 0]);
    const more = await post('/area-classifications', { items: classes(['1', '2', '3', '1']) });
    expect([more.status, more.body.created, more.body.unchanged]).toEqual([201, 1, 3]);
    expect(more.body.ids.slice(0, 3)).toEqual(made.body.ids);
    const again = await post('/area-classifications', { items: classes(['1', '2', '3', '1']) });
    expect([again.status, again.body.created]).toEqual([200, 0]);
  });

  it('are refused together: every wrong row is told by number, field and reason', async () => {
    const before = (await get('/area-classifications?limit=500')).body.items.length;
    const items = [
      ...classes(['1'], '2028-01-01'),
      { ...classes(['1'], '2028-01-01')[0], trait: 'remote', value: 'x' },
      { areaCode: '1' },
    ];
    const wrong = await post('/area-classifications', { items });
    expect(wrong.status).toBe(400);
    expect(wrong.body.issues.map((issue: { row: number }) => issue.row)).toEqual([3, 3, 3]);
    const unknown = await post('/area-classifications', {
      items: [...items.slice(0, 2), { ...items[0], areaCode: '404' }],
    });
    expect(unknown.body.issues.map((one: { row: number; field: string }) => [one.row, one.field])).toEqual(
      [
        [2, 'value'],
        [3, 'areaCode'],
      ].sort(),
    );
    const contradicting = await post('/area-classifications', {
      items: [{ ...items[0], areaCode: CITY.east.code }, ...classes(['1', '3'], '2029-01-01').slice(1)],
    });
    expect(contradicting.status).toBe(409);
    expect(contradicting.body.issues).toEqual([
      expect.objectContaining({ row: 2, field: 'validFrom', reason: expect.stringContaining('value 2') }),
    ]);
    expect((await get('/area-classifications?limit=500')).body.items).toHaveLength(before);
  });

  it('may not contradict each other', async () => {
    const item = { city: CITY.code, list: 'x', category: '护理院', validFrom: '2026-01-01', document: 'a' };
    const answer = await post('/category-lists', { items: [item, { ...item, document: 'b' }] });
    expect([answer.status, (await get('/category-lists?list=x')).body.items]).toEqual([409, []]);
    const twice = await post('/category-lists', { items: [item, item] });
    expect([twice.status, twice.body.created, twice.body.ids[0]]).toEqual([201, 1, twice.body.ids[1]]);
  });

  it('are up to 5,000', async () => {
    const items = Array.from({ length: 5_000 }, (_, index) => ({
      plan: PLAN,
      name: 'cap',
      qualifier: `类别${index}`,
      value: index,
      unit: 'beds',
      validFrom: '2026-01-01',
      document: '文件',
    }));
    const made = await post('/plan-parameters', { items });
    expect([made.status, made.body.created]).toEqual([201, 5_000]);
    const again = await post('/plan-parameters', { items });
    expect([again.status, again.body.unchanged]).toEqual([200, 5_000]);
    const tooMany = await post('/plan-parameters', { items: [...items, items[0]] });
    expect([tooMany.status, tooMany.body.issues[0].field]).toEqual([400, 'items']);
  });
});

describe('lists', () => {
  it('are paged by next and filtered', async () => {
    const seen: string[] = [];
    let path = `/plan-parameters?plan=${PLAN}&name=cap&limit=500`;
    for (;;) {
      const { body } = await get(path);
      seen.push(...body.items.map((item: { qualifier: string }) => item.qualifier));
      if (!body.next) break;
      path = new URL(body.next).pathname + new URL(body.next).search;
    }
    expect(seen).toHaveLength(5_000);
    expect(new Set(seen).size).toBe(5_000);
    expect((await get('/plan-parameters?name=other')).body.items).toEqual([]);
    expect((await get(`/area-classifications?areaCode=${CITY.westSouth.code}`)).body.items).toHaveLength(1);
    expect((await get('/annual-plans?year=2027')).body.items).toEqual([]);
    expect((await get('/annual-plans?year=2026&asOf=2026-01-14')).body.items).toEqual([]);
    expect((await get('/annual-plans?year=2026&asOf=2026-01-15')).body.items).toHaveLength(1);
  });

  it('know an area by its code, whichever version a row names', async () => {
    await db().script(`
      update area set valid_to = '2026-12-31' where area_id = ${CITY.eastNorth.id};
      insert into area (code, level, name, geom, source, content_hash, valid_from)
      select code, level, '东北新街道', geom, source, content_hash, '2027-01-01' from area where area_id = ${CITY.eastNorth.id}`);
    const row = { areaCode: CITY.eastNorth.code, trait: 'weak', document: '名单' };
    const first = await post('/area-classifications', { ...row, validFrom: '2026-01-01' });
    expect([first.status, first.body.areaName, first.body.value]).toEqual([201, '东北街道', 'yes']);
    const second = await post('/area-classifications', { ...row, validFrom: '2027-06-01' });
    expect([second.status, second.body.detail]).toEqual([409, expect.stringContaining(`${first.body.id}`)]);
    const filtered = await get(`/area-classifications?areaCode=${CITY.eastNorth.code}&trait=weak`);
    expect(filtered.body.items).toHaveLength(1);
  });
});
