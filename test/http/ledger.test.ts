import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LEDGER_OPERATIONS } from '../../api/planning/ledger/ledger-operations.ts';
import { ledgerRoutes } from '../../api/planning/ledger/ledger-routes.ts';
import { type BureauService, openBureauService } from '../support/bureau-service.ts';
import { LEDGER_RULES } from '../support/ledger-rules.ts';
import {
  CITY,
  designate,
  type RegisteredInstitution,
  register,
  setBound,
} from '../support/planning-fixtures.ts';

const PLAN = 'testville/2026';
let service: BureauService;
beforeAll(async () => {
  service = await openBureauService(ledgerRoutes, LEDGER_RULES);
});
afterAll(() => service?.close());
const db = () => service.opened.database;
const get = (path: string, accept?: string) => service.get(path, accept);
const post: BureauService['post'] = (path, body, role) => service.post(path, body, role);

/** The end of an agreement on the day before `on`. */
const event = (institution: number, more: object = {}) => ({
  plan: PLAN,
  event: 'termination',
  institution: `id:${institution}`,
  on: '2026-03-31',
  document: '解除协议通知',
  ...more,
});
const hospital = (given: RegisteredInstitution = {}) =>
  register(db(), {
    name: '第一医院',
    licensingLevel: 'county',
    licensingArea: CITY.west.id,
    designations: [
      { service: 'personal_account', to: '2026-03-30' },
      { service: 'outpatient_pooling', to: '2026-03-30' },
      { service: 'inpatient', to: '2026-03-30' },
    ],
    beds: [
      { category: 'general', designated: 80 },
      { category: 'rehabilitation', designated: 20 },
    ],
    ...given,
  });
interface Lot {
  lotId: string;
  poolKind: string;
  areaCode: string;
  quantity: number;
  balance: number;
  validTo: string;
  usage: string;
  [key: string]: unknown;
}
const summary = (lots: Lot[]) =>
  lots.map((lot) => [lot.poolKind, lot.areaCode, lot.quantity, lot.validTo, lot.usage]).sort();

describe('an event', () => {
  it('of a hospital gives a lot for each service, in the pool of its authority', async () => {
    const id = await hospital({ at: [121.3, 31.05] }); // stands in the east, licensed in the west
    const answer = await post('/release-lots', event(id));
    expect([answer.status, answer.body.outcome, answer.body.created]).toEqual([201, 'release', 3]);
    expect(summary(answer.body.lots)).toEqual([
      ['inpatient_beds', CITY.west.code, 100, '2027-03-31', 'pool'],
      ['outpatient_pooling', CITY.west.code, 1, '2027-03-31', 'pool'],
      ['personal_account_medical', CITY.west.code, 1, '2027-03-31', 'pool'],
    ]);
    expect(answer.body.rules).toEqual(['TV-E1', 'TV-E2', 'TV-E3']);
    const again = await post('/release-lots', event(id));
    expect([again.status, again.body.created]).toEqual([200, 0]);
    expect(again.body.lots).toEqual(answer.body.lots);
    const audit = await db()
      .kysely.selectFrom('audit_log')
      .select(['action', 'entity_id'])
      .where('entity', '=', 'release_lot')
      .execute();
    expect(audit).toEqual([
      { action: 'release', entity_id: answer.body.lots.map((lot: Lot) => lot.lotId).join(',') },
    ]);
  });

  it('of a city authority goes to the pool of the city', async () => {
    const id = await hospital({ licensingLevel: 'city', licensingArea: CITY.id });
    const answer = await post('/release-lots', event(id, { services: ['inpatient'] }));
    expect(summary(answer.body.lots)).toEqual([['inpatient_beds', CITY.code, 100, '2027-03-31', 'pool']]);
    const rest = await post('/release-lots', event(id));
    expect([rest.status, rest.body.created, rest.body.lots.length]).toEqual([201, 2, 3]);
  });

  it('that is a downgrade from II to I releases the pooling place and keeps the personal account', async () => {
    const id = await register(db(), {
      kind: 'pharmacy',
      businessArea: CITY.east.id,
      designations: [{ service: 'personal_account' }, { service: 'outpatient_pooling', to: '2026-03-30' }],
      grades: [
        { scale: 'settlement_level', grade: 'II', to: '2026-03-30' },
        { scale: 'settlement_level', grade: 'I', obtainedBy: 'downgraded', from: '2026-03-31' },
      ],
    });
    const answer = await post('/release-lots', event(id, { event: 'downgrade' }));
    expect(summary(answer.body.lots)).toEqual([
      ['pharmacy_outpatient_pooling', CITY.east.code, 1, '2027-03-31', 'pool'],
    ]);
    const wrong = await post('/release-lots', event(id, { event: 'downgrade', levelFrom: 'III' }));
    expect([wrong.status, wrong.body.issues[0].field]).toEqual([409, 'levelFrom']);
  });

  it('of an institution that never counted releases nothing, and says why', async () => {
    const id = await hospital({
      designations: [{ service: 'outpatient_pooling', to: '2026-03-30', countsFrom: '2027-01-01' }],
    });
    const answer = await post('/release-lots', event(id));
    expect([answer.status, answer.body.outcome, answer.body.lots]).toEqual([200, 'none', []]);
    expect(answer.body.flags[0].en).toContain('2027-01-01');
    for (const type of ['suspension', 'name_change']) {
      const none = await post('/release-lots', event(await hospital(), { event: type }));
      expect([none.status, none.body.outcome, none.body.reason.zh]).toEqual([
        200,
        'none',
        expect.stringContaining('不产生释放量'),
      ]);
    }
  });

  it.each<[string, RegisteredInstitution, object, string]>([
    [
      'without an authority',
      { licensingLevel: undefined as never, licensingArea: undefined as never },
      {},
      'licensing_authority',
    ],
    ['of a provincial authority', { licensingLevel: 'province' }, {}, 'pool_of_provincial_licence'],
    ['with beds unknown', { beds: [{ category: 'general' }] }, {}, 'designated_beds'],
    ['without an agreement on the day before', {}, { on: '2026-06-01' }, 'on'],
    ['for a service that was never agreed', {}, { services: ['dual_channel'] }, 'designation:dual_channel'],
    ['with fewer beds', {}, { event: 'bed_reduction' }, 'event'],
    ['downgraded by unknown levels', {}, { event: 'downgrade' }, 'settlement_levels'],
    [
      'designated only temporarily',
      { designations: [{ service: 'inpatient', to: '2026-03-30', lapsesOn: '2026-03-30' }] },
      {},
      'services',
    ],
  ])('%s is for a person: the item is named and nothing written', async (_what, given, more, field) => {
    const before = await countLots();
    const answer = await post('/release-lots', event(await hospital(given), more));
    expect([answer.status, answer.body.issues[0].field]).toEqual([409, field]);
    expect(await countLots()).toBe(before);
  });

  it('never uses the location of a pharmacy whose business licence is not known', async () => {
    const id = await register(db(), {
      kind: 'pharmacy',
      designations: [{ service: 'personal_account', to: '2026-03-30' }],
    });
    const answer = await post('/release-lots', event(id));
    expect([answer.status, answer.body.issues[0].field]).toEqual([409, 'business_licence_area']);
  });

  it('is not used twice: other content, other event or other day without a new agreement', async () => {
    const id = await hospital();
    expect((await post('/release-lots', event(id))).status).toBe(201);
    for (const more of [{ event: 'withdrawal' }, { on: '2026-03-30' }]) {
      const answer = await post('/release-lots', event(id, more));
      expect([answer.status, answer.body.detail]).toEqual([409, expect.stringContaining('already')]);
    }
    await db().run({
      text: `update bed set designated = 90 where institution_id = ${id} and category = 'general'`,
    });
    const changed = await post('/release-lots', event(id));
    expect([changed.status, changed.body.detail]).toEqual([409, expect.stringContaining('100')]);
    await designate(db(), id, { service: 'outpatient_pooling', from: '2026-05-01', to: '2026-08-31' });
    const later = await post(
      '/release-lots',
      event(id, { on: '2026-09-01', services: ['outpatient_pooling'], event: 'withdrawal' }),
    );
    expect([later.status, summary(later.body.lots)]).toEqual([
      201,
      [['outpatient_pooling', CITY.west.code, 1, '2027-09-30', 'pool']],
    ]);
  });

  it('of a pharmacy: the numbers of the street say whether the exit is for the pool', async () => {
    const pharmacy = (to?: string) =>
      register(db(), {
        kind: 'pharmacy',
        businessArea: CITY.west.id,
        at: [121.1, 31.15], // 西北街道
        designations: [to ? { service: 'personal_account', to } : { service: 'personal_account' }],
      });
    const leavers = [
      await pharmacy('2026-03-30'),
      await pharmacy('2026-03-30'),
      await pharmacy('2026-03-30'),
    ];
    await pharmacy();
    const usages: string[] = [];
    for (const [index, upper] of [3, 4, 5].entries()) {
      await db().run({ text: `delete from pharmacy_bound where area_id = ${CITY.westNorth.id}` });
      await setBound(db(), CITY.westNorth.id, { pharmacyKind: 'personal_account', upper });
      const answer = await post('/release-lots', event(leavers[index]!));
      expect(answer.body.flags.at(-1)?.en ?? '').toContain(upper === 4 ? 'for a person' : 'street');
      usages.push(...answer.body.lots.map((lot: Lot) => lot.usage));
    }
    expect(usages).toEqual(['pool', 'undecided', 'street_capacity']);
    const unbounded = await register(db(), {
      kind: 'pharmacy',
      businessArea: CITY.west.id,
      at: null,
      designations: [{ service: 'personal_account', to: '2026-03-30' }],
    });
    expect((await post('/release-lots', event(unbounded))).body.lots[0].usage).toBe('undecided');
  });
});

const byHand = (more: object = {}) => ({
  plan: PLAN,
  poolKind: 'outpatient_pooling',
  areaCode: CITY.east.code,
  quantity: 3,
  event: 'withdrawal',
  institutionName: `诊所${randomUUID()}`,
  on: '2026-05-06',
  document: '退出协议',
  ...more,
});

describe('a lot by hand', () => {
  it('is valid as the plan says, once', async () => {
    const given = byHand();
    const made = await post('/release-lots', given);
    expect([made.status, made.body.validTo, made.body.balance]).toEqual([201, '2027-06-30', 3]);
    expect((await post('/release-lots', given)).status).toBe(200);
    const other = await post('/release-lots', { ...given, quantity: 4 });
    expect([other.status, other.body.issues[0]]).toEqual([
      409,
      expect.objectContaining({ field: 'quantity', value: 4 }),
    ]);
    const shown = await get(made.headers.location!);
    expect(shown.body.entries).toEqual([
      expect.objectContaining({
        entry: 'release',
        quantity: 3,
        effectiveOn: '2026-05-06',
        document: '退出协议',
      }),
    ]);
  });

  it.each<[string, object]>([
    ['validTo', { validTo: '2027-05-06' }],
    ['areaCode', { areaCode: CITY.westSouth.code }],
    ['streetCode', { usage: 'undecided' }],
    ['streetCode', { usage: 'street_capacity', streetCode: '1' }],
    ['institution', { institutionName: undefined }],
    ['institution', { institution: 'nobody', institutionName: undefined }],
    ['quantity', { quantity: 0 }],
    ['event', { event: 'transfer' }],
    ['plan', { plan: 'kaifeng/nowhere' }],
    ['plan', { plan: 'kaifeng/2025-2030' }],
  ])('with a wrong %s is refused', async (field, more) => {
    const answer = await post('/release-lots', byHand(more));
    expect([answer.status, answer.body.issues[0].field]).toEqual([400, field]);
  });

  it('of a pharmacy does not enter a pool of clinics', async () => {
    const id = await register(db(), { kind: 'pharmacy' });
    const answer = await post(
      '/release-lots',
      byHand({ institution: `id:${id}`, institutionName: undefined }),
    );
    expect([answer.status, answer.body.issues[0].field]).toEqual([400, 'poolKind']);
  });

  it('of an institution whose agreement was released already is refused', async () => {
    const id = await hospital();
    expect((await post('/release-lots', event(id, { services: ['outpatient_pooling'] }))).status).toBe(201);
    const given = (on: string) =>
      byHand({
        institution: `id:${id}`,
        institutionName: undefined,
        areaCode: CITY.west.code,
        quantity: 1,
        on,
      });
    expect((await post('/release-lots', given('2026-03-31'))).status).toBe(409);
    expect((await post('/release-lots', given('2026-08-01'))).status).toBe(409);
    await designate(db(), id, { service: 'outpatient_pooling', from: '2026-06-01', to: '2026-07-31' });
    expect((await post('/release-lots', given('2026-08-01'))).status).toBe(201);
  });

  it('is written only by editors', async () => {
    expect((await post('/release-lots', byHand(), null)).status).toBe(401);
    expect((await post('/release-lots', byHand(), 'reader')).status).toBe(403);
  });

  it('whose use is open is decided once', async () => {
    const given = byHand({
      poolKind: 'pharmacy_personal_account',
      usage: 'undecided',
      streetCode: CITY.eastSouth.code,
    });
    const { lotId } = (await post('/release-lots', given)).body;
    const pool = async () =>
      (
        await get(
          `/release-pools?plan=${PLAN}&asOf=2026-06-01&poolKind=pharmacy_personal_account&areaCode=${CITY.east.code}`,
        )
      ).body.pools[0];
    expect(await pool()).toMatchObject({ available: 0, undecided: 3, streetCapacity: 0 });
    const decide = (usage: string) => post(`/release-lots/${lotId}/usage`, { usage, document: '会议纪要' });
    expect((await decide('undecided')).status).toBe(400);
    expect((await decide('street_capacity')).body.usage).toBe('street_capacity');
    expect((await decide('street_capacity')).status).toBe(200);
    expect((await decide('pool')).status).toBe(409);
    expect(await pool()).toMatchObject({ available: 0, undecided: 0, streetCapacity: 3 });
    expect((await post(`/release-lots/${randomUUID()}/usage`, { usage: 'pool', document: 'x' })).status).toBe(
      404,
    );
  });
});

describe('lists', () => {
  it('page through the lots in the order of their use', async () => {
    const path = `/release-lots?plan=${PLAN}&areaCode=${CITY.west.code}&asOf=2026-09-30`;
    const all = (await get(`${path}&limit=500`)).body.items as Lot[];
    expect(all.length).toBeGreaterThan(8);
    expect(all.map((lot) => lot.validTo)).toEqual(all.map((lot) => lot.validTo).sort());
    const seen: Lot[] = [];
    let next: string | undefined = `${path}&limit=4`;
    while (next) {
      const { body } = await get(next);
      expect(body.items.length).toBeLessThanOrEqual(4);
      seen.push(...body.items);
      next = body.next && new URL(body.next).pathname + new URL(body.next).search;
    }
    expect(seen).toEqual(all);
  });

  it('give the balance and validity of any day', async () => {
    const { lotId } = (await post('/release-lots', byHand({ on: '2026-03-31', quantity: 2 }))).body;
    const on = async (asOf: string) =>
      (await get(`/release-lots?valid=true&asOf=${asOf}&limit=500`)).body.items.some(
        (lot: Lot) => lot.lotId === lotId,
      );
    expect(await on('2026-03-30')).toBe(false);
    expect(await on('2026-03-31')).toBe(true);
    expect(await on('2027-03-31')).toBe(true);
    expect(await on('2027-04-01')).toBe(false);
    expect((await get(`/release-lots/${lotId}?asOf=2027-04-01`)).body).toMatchObject({
      isValid: false,
      balance: 2,
    });
    expect((await get(`/release-lots/${randomUUID()}`)).status).toBe(404);
    expect((await get('/release-lots/1')).status).toBe(404);
    expect((await get('/release-lots?after=x')).status).toBe(400);
    expect((await get('/release-lots?plan=none/1')).status).toBe(400);
  });

  it('answer as they are described', async () => {
    const described = (id: string) => LEDGER_OPERATIONS.find((one) => one.operationId === id)?.answer;
    const lots = (await get('/release-lots')).body;
    expect(described('list-release-lots')?.safeParse(lots).error).toBeUndefined();
    const lot = (await get(`/release-lots/${lots.items[0].lotId}`)).body;
    expect(described('get-release-lot')?.safeParse(lot).error).toBeUndefined();
    const pools = (await get(`/release-pools?plan=${PLAN}`)).body;
    expect(described('list-release-pools')?.safeParse(pools).error).toBeUndefined();
  });
});

describe('pools', () => {
  it('add up what is valid on the same day, each with its own last day', async () => {
    const kind = 'inpatient_beds';
    const lot = (on: string, quantity: number) =>
      post('/release-lots', byHand({ poolKind: kind, on, quantity, areaCode: CITY.east.code }));
    await lot('2026-03-31', 10);
    await lot('2026-04-01', 20);
    await lot('2027-04-01', 40);
    await lot('2024-12-31', 5);
    await lot('2025-12-31', 7); // the plan applies from 2026-01-01
    const on = async (asOf: string) => {
      const { body } = await get(
        `/release-pools?plan=${PLAN}&poolKind=${kind}&areaCode=${CITY.east.code}&asOf=${asOf}`,
      );
      const [pool] = body.pools;
      return pool && [pool.available, pool.expiring, pool.beforePlan, pool.unit];
    };
    expect(await on('2024-12-30')).toBeUndefined();
    expect(await on('2026-03-31')).toEqual([10, [{ validTo: '2027-03-31', quantity: 10 }], 7, 'beds']);
    expect(await on('2027-03-31')).toEqual([
      30,
      [
        { validTo: '2027-03-31', quantity: 10 },
        { validTo: '2027-06-30', quantity: 20 },
      ],
      0,
      'beds',
    ]);
    expect((await on('2027-04-01'))?.[0]).toBe(60);
    expect((await on('2028-06-30'))?.[0]).toBe(40);
    expect((await on('2028-07-01'))?.[0]).toBe(0);
  });
});

async function countLots(): Promise<number> {
  const rows = await db().kysely.selectFrom('release_lot').select('lot_id').execute();
  return rows.length;
}
