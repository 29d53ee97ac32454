import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookEntries, type NewEntry } from '../../api/planning/ledger/book-entries.ts';
import { LEDGER_OPERATIONS } from '../../api/planning/ledger/ledger-operations.ts';
import { ledgerRoutes } from '../../api/planning/ledger/ledger-routes.ts';
import { readPools } from '../../api/planning/ledger/read-pools.ts';
import { type BureauService, openBureauService } from '../support/bureau-service.ts';
import { LEDGER_RULES } from '../support/ledger-rules.ts';
import { CITY } from '../support/planning-fixtures.ts';

let service: BureauService;
beforeAll(async () => {
  service = await openBureauService(ledgerRoutes, LEDGER_RULES);
});
afterAll(() => service?.close());
const db = () => service.opened.database;
const get = (path: string, accept?: string) => service.get(path, accept);
const post: BureauService['post'] = (path, body, role) => service.post(path, body, role);
const described = (id: string) => LEDGER_OPERATIONS.find((one) => one.operationId === id)?.answer;

async function addBeds(areaCode: string, on: string, quantity: number): Promise<string> {
  const { body } = await post('/release-lots', {
    plan: service.plan,
    poolKind: 'inpatient_beds',
    areaCode,
    quantity,
    on,
    event: 'withdrawal',
    institutionName: `医院${randomUUID()}`,
    document: '退出协议',
  });
  return body.lotId;
}
const book = (on: string, entries: NewEntry[]) =>
  db().transaction((tx) => bookEntries(tx, entries, { effectiveOn: on, trail: { actor: 'cli:test' } }));
async function available(areaCode: string, asOf: string): Promise<number> {
  const path = `/release-pools?plan=${service.plan}&poolKind=inpatient_beds&areaCode=${areaCode}&asOf=${asOf}`;
  return (await get(path)).body.pools[0]?.available ?? 0;
}
async function entryOf(lotId: string, kind: string): Promise<number> {
  const { entries } = (await get(`/release-lots/${lotId}`)).body;
  return entries.find((entry: { entry: string }) => entry.entry === kind).entryId;
}
const reverse = (entryId: number, more: object = {}) =>
  post(`/ledger-entries/${entryId}/reversal`, { document: '更正', ...more });

describe('a transfer', () => {
  const transfer = (more: object = {}) => ({
    plan: service.plan,
    from: { poolKind: 'inpatient_beds', areaCode: CITY.west.code },
    to: { poolKind: 'inpatient_beds', areaCode: CITY.east.code },
    quantity: 25,
    on: '2026-09-15',
    document: '调剂批复1号',
    ...more,
  });

  it('takes the earliest expiry first, and what arrives keeps its last day', async () => {
    const late = await addBeds(CITY.west.code, '2026-04-01', 40);
    const early = await addBeds(CITY.west.code, '2026-02-01', 20);
    const made = await post('/release-transfers', transfer());
    expect(described('transfer-release')?.safeParse(made.body).error).toBeUndefined();
    expect([
      made.status,
      made.body.lots.map((lot: Record<string, unknown>) => [
        lot.quantity,
        lot.validTo,
        lot.transferredFrom,
        lot.releasedOn,
        lot.event,
      ]),
    ]).toEqual([
      201,
      [
        [20, '2027-03-31', early, '2026-09-15', 'transfer'],
        [5, '2027-06-30', late, '2026-09-15', 'transfer'],
      ],
    ]);
    expect(await available(CITY.west.code, '2026-09-14')).toBe(60);
    expect(await available(CITY.west.code, '2026-09-15')).toBe(35);
    expect(await available(CITY.east.code, '2026-09-14')).toBe(0);
    expect(await available(CITY.east.code, '2026-09-15')).toBe(25);
    expect(await available(CITY.east.code, '2027-04-01')).toBe(5);
    const again = await post('/release-transfers', transfer());
    expect([again.status, again.body]).toEqual([200, { ...made.body, created: false }]);
    const other = await post('/release-transfers', transfer({ quantity: 10 }));
    expect([other.status, other.body.issues[0].field]).toEqual([409, 'quantity']);
  });

  it('of more than the pool holds writes nothing', async () => {
    const answer = await post('/release-transfers', transfer({ quantity: 36, document: '调剂批复2号' }));
    expect([answer.status, answer.body.issues[0]]).toEqual([
      409,
      expect.objectContaining({ field: 'quantity', allowed: '<= 35' }),
    ]);
    expect(await available(CITY.east.code, '2026-09-15')).toBe(25);
  });

  it.each<[string, object]>([
    ['to', { to: { poolKind: 'inpatient_beds', areaCode: CITY.west.code } }],
    ['to.poolKind', { to: { poolKind: 'outpatient_pooling', areaCode: CITY.east.code } }],
    ['from.areaCode', { from: { poolKind: 'inpatient_beds', areaCode: CITY.westSouth.code } }],
    ['to.areaCode', { to: { poolKind: 'inpatient_beds', areaCode: 'X' } }],
    ['document', { document: undefined }],
    ['quantity', { quantity: -5 }],
  ])('with a wrong %s is refused', async (field, more) => {
    const answer = await post('/release-transfers', transfer(more));
    expect([answer.status, answer.body.issues[0].field]).toEqual([400, field]);
  });

  it('is reversed as a whole, unless it has been used', async () => {
    const source = (await get(`/release-lots?asOf=2026-09-15&areaCode=${CITY.west.code}`)).body.items[0];
    const receiver = (await get(`/release-lots?asOf=2026-09-15&areaCode=${CITY.east.code}`)).body.items[0];
    const side = await reverse(await entryOf(receiver.lotId, 'release'));
    const out = await entryOf(source.lotId, 'transfer_out');
    expect([side.status, side.body.issues[0].allowed]).toEqual([409, `the transfer_out entry ${out}`]);
    const [used] = await book('2026-10-01', [{ lotId: receiver.lotId, entry: 'consume', quantity: -20 }]);
    expect((await reverse(out)).status).toBe(409);
    expect((await reverse(used ?? 0, { on: '2026-10-02' })).status).toBe(201);
    // 1 October still shows the use: the transfer cannot be undone without undoing that day.
    expect((await reverse(out)).status).toBe(409);
    expect(await available(CITY.east.code, '2026-10-01')).toBe(5);
    expect(await available(CITY.east.code, '2026-10-02')).toBe(25);
  });

  it('that was not used is undone on both sides from its own day', async () => {
    const { body } = await post(
      '/release-transfers',
      transfer({ quantity: 7, on: '2026-09-20', document: '调剂批复3号' }),
    );
    const [lot] = body.lots;
    const out = (await get(`/release-lots/${lot.transferredFrom}`)).body.entries.at(-1);
    expect([out.entry, out.quantity, out.intoLot]).toEqual(['transfer_out', -7, lot.lotId]);
    const before = await available(CITY.west.code, '2026-09-20');
    expect((await reverse(out.entryId, { on: '2026-09-21' })).body.issues[0].field).toBe('on');
    const undone = await reverse(out.entryId);
    expect(described('reverse-ledger-entry')?.safeParse(undone.body).error).toBeUndefined();
    expect([undone.status, undone.body.entries.map((entry: { quantity: number }) => entry.quantity)]).toEqual(
      [201, [7, -7]],
    );
    expect(await available(CITY.west.code, '2026-09-20')).toBe(before + 7);
    expect((await get(`/release-lots/${lot.lotId}?asOf=2026-09-20`)).body).toMatchObject({
      isVoid: true,
      balance: 0,
    });
    expect((await reverse(out.entryId)).body.created).toBe(false);
  });
});

describe('a reversal', () => {
  it('of a release makes the lot void, and the event may be entered anew', async () => {
    const given = {
      plan: service.plan,
      poolKind: 'outpatient_pooling',
      areaCode: CITY.west.code,
      quantity: 2,
      on: '2026-05-05',
      event: 'withdrawal',
      institutionName: '某诊所',
      document: '退出协议',
    };
    const { lotId } = (await post('/release-lots', given)).body;
    const entry = await entryOf(lotId, 'release');
    expect((await post(`/ledger-entries/${entry}/reversal`, { document: '更正' }, 'reader')).status).toBe(
      403,
    );
    expect((await reverse(entry)).status).toBe(201);
    expect((await reverse(entry)).status).toBe(200);
    expect(
      (await get('/release-lots?asOf=2026-05-05')).body.items.some(
        (lot: { lotId: string }) => lot.lotId === lotId,
      ),
    ).toBe(false);
    const anew = await post('/release-lots', { ...given, quantity: 1 });
    expect([anew.status, anew.body.quantity]).toEqual([201, 1]);
    await expect(book('2026-06-01', [{ lotId, entry: 'consume', quantity: -1 }])).rejects.toThrow(/void/);
    const reversal = (await get(`/release-lots/${lotId}`)).body.entries.at(-1);
    expect((await reverse(reversal.entryId)).status).toBe(409);
    expect((await reverse(999_999)).status).toBe(404);
    expect((await post('/ledger-entries/x/reversal', { document: 'x' })).status).toBe(404);
  });

  it('of a release that was used is refused', async () => {
    const lotId = await addBeds(CITY.east.code, '2026-03-01', 5);
    await book('2026-04-01', [{ lotId, entry: 'consume', quantity: -1 }]);
    const answer = await reverse(await entryOf(lotId, 'release'));
    expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('-1')]);
    expect((await get(`/release-lots/${lotId}`)).body.isVoid).toBe(false);
  });

  it('of reset and suspension gives back what rules read', async () => {
    const lotId = await addBeds(CITY.cityManaged.code, '2026-03-01', 10);
    const lot = async (asOf: string) => {
      const [pool] = await readPools(db(), {
        planId: service.plan,
        pools: [{ poolKind: 'inpatient_beds', areaId: CITY.cityManaged.id }],
        asOf,
      });
      const found = pool?.lots.find((one) => one.lotId === lotId);
      return [found?.remaining, found?.suspended, found?.wipedByPoolReset];
    };
    const [reset] = await book('2026-04-01', [{ lotId, entry: 'reset', quantity: -4, touched: false }]);
    const [suspended] = await book('2026-04-02', [{ lotId, entry: 'suspend', quantity: -6 }]);
    expect(await lot('2026-04-02')).toEqual([0, 6, 4]);
    expect((await reverse(reset ?? 0, { on: '2026-03-31' })).body.issues[0].field).toBe('on');
    await reverse(reset ?? 0, { on: '2026-05-01' });
    await reverse(suspended ?? 0, { on: '2026-06-01' });
    expect(await lot('2026-04-30')).toEqual([0, 6, 4]);
    expect(await lot('2026-05-01')).toEqual([4, 6, 0]);
    expect(await lot('2026-06-01')).toEqual([10, 0, 0]);
  });
});

describe('bulletins', () => {
  const bulletin = (more: object = {}) => ({
    plan: service.plan,
    year: 2026,
    quarter: 3,
    asOf: '2026-09-30',
    publishedOn: '2026-10-10',
    document: '释放量公布2026年第3季度',
    ...more,
  });

  it('keep totals and last days as they were', async () => {
    const made = await post('/release-bulletins', bulletin());
    expect(described('publish-release-bulletin')?.safeParse(made.body).error).toBeUndefined();
    expect(made.status).toBe(201);
    const west = made.body.pools.find(
      (pool: { poolKind: string; areaCode: string }) =>
        pool.poolKind === 'inpatient_beds' && pool.areaCode === CITY.west.code,
    );
    expect(west).toMatchObject({
      areaName: CITY.west.name,
      available: 35,
      expiring: [{ validTo: '2027-06-30', quantity: 35 }],
    });
    await addBeds(CITY.west.code, '2026-08-01', 11);
    expect(await available(CITY.west.code, '2026-09-30')).toBe(46);
    const shown = await get(made.headers.location!);
    expect(shown.body).toEqual(made.body);
    expect((await post('/release-bulletins', bulletin())).status).toBe(200);
    const other = await post('/release-bulletins', bulletin({ asOf: '2026-09-29' }));
    expect([other.status, other.body.issues[0].field]).toEqual([409, 'asOf']);
    await expect(db().run({ text: 'delete from release_bulletin_lot' })).rejects.toThrow(/append-only/);
    await expect(db().run({ text: 'update release_bulletin set year = 2020' })).rejects.toThrow(
      /append-only/,
    );
  });

  it('tell rules which lots are published, from the day of publication', async () => {
    const lots = async (asOf: string) => {
      const [pool] = await readPools(db(), {
        planId: service.plan,
        pools: [{ poolKind: 'inpatient_beds', areaId: CITY.west.id }],
        asOf,
      });
      return pool?.lots.map((lot) => [lot.releasedOn, lot.publishedOn]);
    };
    expect(await lots('2026-10-09')).toEqual([
      ['2026-02-01', null],
      ['2026-04-01', null],
      ['2026-08-01', null],
    ]);
    expect(await lots('2026-10-10')).toEqual([
      ['2026-02-01', '2026-10-10'],
      ['2026-04-01', '2026-10-10'],
      ['2026-08-01', null],
    ]);
    const path = `/release-pools?plan=${service.plan}&poolKind=inpatient_beds&areaCode=${CITY.west.code}`;
    expect((await get(`${path}&asOf=2026-10-09`)).body.pools[0].unpublished).toBe(46);
    expect((await get(`${path}&asOf=2026-10-10`)).body.pools[0].unpublished).toBe(11);
  });

  it('are pages to print, in two languages', async () => {
    await post('/release-bulletins', bulletin({ quarter: 4, asOf: '2026-12-31', publishedOn: '2027-01-08' }));
    const { items, next } = (await get(`/release-bulletins?plan=${service.plan}&limit=1`)).body;
    expect([items[0].quarter, typeof next]).toEqual([4, 'string']);
    const url = new URL(next);
    const second = (await get(url.pathname + url.search)).body;
    expect([second.items[0].quarter, second.next]).toEqual([3, undefined]);
    expect(described('list-release-bulletins')?.safeParse(second).error).toBeUndefined();
    const page = await get(`/release-bulletins/${second.items[0].bulletinId}`, 'text/html');
    expect(page.headers['content-type']).toContain('text/html');
    expect(page.headers.vary).toContain('Accept');
    for (const text of [
      '2026年第3季度释放量公布',
      'Released quantities',
      CITY.west.name,
      '35 → 2027-06-30',
      '住院定点床位',
    ])
      expect(page.text).toContain(text);
    expect((await get('/release-bulletins', 'text/html')).text).toContain('2026年第4季度');
    expect((await get(`/release-bulletins/${randomUUID()}`)).status).toBe(404);
  });

  it.each<[string, object]>([
    ['asOf', { asOf: '2026-06-30', publishedOn: '2026-10-10' }],
    ['publishedOn', { publishedOn: '2026-09-29' }],
    ['quarter', { quarter: 5 }],
    ['plan', { plan: 'qingdao/2023-2025' }],
  ])('with a wrong %s are refused', async (field, more) => {
    const answer = await post('/release-bulletins', bulletin(more));
    expect([answer.status, answer.body.issues[0].field]).toEqual([400, field]);
  });
});
