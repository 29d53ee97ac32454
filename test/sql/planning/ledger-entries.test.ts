import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bookEntries } from '../../../api/planning/ledger/book-entries.ts';
import { lockPools } from '../../../api/planning/ledger/lock-pools.ts';
import { listLotsForUpdate, readPools } from '../../../api/planning/ledger/read-pools.ts';
import { openTestDatabase, type TestDatabase } from '../../support/test-database.ts';

const PLAN = 'dalian/2025-2027';
const KIND = 'outpatient_pooling';
const trail = { actor: 'cli:test' };
let opened: TestDatabase;
let areaId: number;
beforeAll(async () => {
  opened = await openTestDatabase();
  areaId = await addArea('210202');
});
afterAll(() => opened?.close());
const db = () => opened.database;

async function addArea(code: string, period: { from?: string; to?: string } = {}): Promise<number> {
  const row = await db()
    .kysely.insertInto('area')
    .values({
      code,
      level: 'management',
      name: `区${code}`,
      source: 'fixture',
      content_hash: 'x',
      valid_from: period.from ?? null,
      valid_to: period.to ?? null,
    })
    .returning('area_id')
    .executeTakeFirstOrThrow();
  return row.area_id;
}

async function addLot(
  lot: { quantity?: number; on?: string; to?: string; usage?: string; area?: number } = {},
): Promise<string> {
  const lotId = randomUUID();
  const { quantity = 10, on = '2026-02-10', to = '2027-03-31', usage = 'pool', area = areaId } = lot;
  await db()
    .kysely.insertInto('release_lot')
    .values({
      lot_id: lotId,
      plan_id: PLAN,
      pool_kind: KIND,
      area_id: area,
      quantity,
      event: 'termination',
      institution_name: '某机构',
      released_on: on,
      valid_to: to,
      usage,
      document: '文件',
      entered_by: 'cli:test',
    })
    .execute();
  await book(on, [{ lotId, entry: 'release', quantity }]);
  return lotId;
}

const book = (on: string, entries: Parameters<typeof bookEntries>[1]) =>
  db().transaction((tx) => bookEntries(tx, entries, { effectiveOn: on, trail }));

async function balanceOf(lotId: string, asOf: string) {
  const pools = await readPools(db(), { planId: PLAN, pools: [{ poolKind: KIND, areaId }], asOf });
  return pools.flatMap((pool) => pool.lots).find((lot) => lot.lotId === lotId);
}

describe('entries of a lot', () => {
  it('add up to its balance on each day', async () => {
    const lotId = await addLot();
    await book('2026-05-01', [{ lotId, entry: 'consume', quantity: -3 }]);
    await book('2026-06-01', [{ lotId, entry: 'suspend', quantity: -4 }]);
    await book('2026-07-01', [{ lotId, entry: 'restore', quantity: 1 }]);
    await book('2026-08-01', [{ lotId, entry: 'reset', quantity: -4, touched: false }]);
    const on = async (day: string) => {
      const lot = await balanceOf(lotId, day);
      return lot && [lot.remaining, lot.suspended, lot.wipedByPoolReset];
    };
    expect(await on('2026-02-09')).toBeUndefined();
    expect(await on('2026-02-10')).toEqual([10, 0, 0]);
    expect(await on('2026-05-01')).toEqual([7, 0, 0]);
    expect(await on('2026-06-30')).toEqual([3, 4, 0]);
    expect(await on('2026-07-01')).toEqual([4, 3, 0]);
    expect(await on('2027-03-31')).toEqual([0, 3, 4]);
    expect(await on('2027-04-01')).toBeUndefined();
  });

  it.each<[string, string, Parameters<typeof bookEntries>[1][number], RegExp]>([
    [
      'more than it holds',
      '2026-05-01',
      { lotId: '', entry: 'consume', quantity: -11 },
      /balance would be -1/,
    ],
    [
      'before its release',
      '2026-02-09',
      { lotId: '', entry: 'consume', quantity: -1 },
      /not valid on that day/,
    ],
    [
      'after its last day',
      '2027-04-01',
      { lotId: '', entry: 'reset', quantity: -1 },
      /not valid on that day/,
    ],
    [
      'more than was suspended',
      '2026-05-01',
      { lotId: '', entry: 'restore', quantity: 1 },
      /restored|released/,
    ],
    [
      'a second release',
      '2026-05-01',
      { lotId: '', entry: 'release', quantity: 1 },
      /more than was released/,
    ],
  ])('are refused: %s', async (_what, day, entry, reason) => {
    const lotId = await addLot();
    await expect(book(day, [{ ...entry, lotId }])).rejects.toThrow(reason);
    expect((await balanceOf(lotId, '2027-03-31'))?.remaining).toBe(10);
  });

  it('may be used on the last day', async () => {
    const lotId = await addLot({ on: '2026-03-31' });
    await book('2027-03-31', [{ lotId, entry: 'consume', quantity: -10 }]);
    expect((await balanceOf(lotId, '2027-03-31'))?.remaining).toBe(0);
  });

  it('cannot overdraw a later day', async () => {
    const lotId = await addLot();
    await book('2026-09-01', [{ lotId, entry: 'consume', quantity: -8 }]);
    await expect(book('2026-05-01', [{ lotId, entry: 'consume', quantity: -3 }])).rejects.toThrow(
      /2026-09-01.*-1/,
    );
    await book('2026-05-01', [{ lotId, entry: 'consume', quantity: -2 }]);
    const lots = await db().transaction((tx) =>
      listLotsForUpdate(tx, { planId: PLAN, pools: [{ poolKind: KIND, areaId }], on: '2026-05-02' }),
    );
    expect(lots.find((lot) => lot.lotId === lotId)).toMatchObject({ balance: 8, available: 0 });
  });

  it('are booked all or none', async () => {
    const [first, second] = [await addLot(), await addLot()];
    await expect(
      book('2026-05-01', [
        { lotId: first, entry: 'consume', quantity: -5 },
        { lotId: second, entry: 'consume', quantity: -11 },
      ]),
    ).rejects.toThrow(second);
    expect((await balanceOf(first, '2026-05-01'))?.remaining).toBe(10);
    const ids = await book('2026-05-01', [
      { lotId: second, entry: 'consume', quantity: -1 },
      { lotId: first, entry: 'consume', quantity: -2 },
    ]);
    const rows = await db()
      .kysely.selectFrom('ledger_entry')
      .selectAll()
      .where('entry_id', 'in', ids)
      .execute();
    expect(ids.map((id) => rows.find((row) => row.entry_id === id)?.quantity)).toEqual([-1, -2]);
  });

  it('are not drawn from a lot outside the pool', async () => {
    const lotId = await addLot({ usage: 'undecided' });
    await expect(book('2026-05-01', [{ lotId, entry: 'consume', quantity: -1 }])).rejects.toThrow(
      /not in its pool/,
    );
    await expect(
      book('2026-05-01', [{ lotId: randomUUID(), entry: 'consume', quantity: -1 }]),
    ).rejects.toThrow(/no such lot/);
  });

  it('and lots are never changed or deleted', async () => {
    const lotId = await addLot();
    for (const text of [
      `update ledger_entry set quantity = 5 where lot_id = '${lotId}'`,
      `delete from ledger_entry where lot_id = '${lotId}'`,
      `update release_lot set quantity = 50 where lot_id = '${lotId}'`,
      `update release_lot set valid_to = '2030-01-01' where lot_id = '${lotId}'`,
      'delete from release_lot',
    ])
      await expect(db().run({ text }), text).rejects.toThrow(/append-only/);
  });
});

describe('pools', () => {
  it('are one whatever version of the area a lot names, and empty ones are there', async () => {
    const before = await addArea('210203', { to: '2026-06-30' });
    const after = await addArea('210203', { from: '2026-07-01' });
    const [first, second] = [await addLot({ area: before }), await addLot({ area: after, on: '2026-08-01' })];
    for (const id of [before, after]) {
      const [pool] = await readPools(db(), {
        planId: PLAN,
        pools: [{ poolKind: KIND, areaId: id }],
        asOf: '2026-08-01',
      });
      expect(pool?.lots.map((lot) => lot.lotId).sort()).toEqual([first, second].sort());
    }
    const [empty] = await readPools(db(), {
      planId: PLAN,
      pools: [{ poolKind: 'inpatient_beds', areaId: after }],
      asOf: '2026-08-01',
    });
    expect(empty).toEqual({
      poolKind: 'inpatient_beds',
      areaCode: '210203',
      areaLevel: 'management',
      lots: [],
    });
  });

  it('show lots of the cut-off and of the day of settlement', async () => {
    const area = await addArea('210204');
    const early = await addLot({ area, on: '2026-03-31', to: '2027-03-31' });
    const late = await addLot({ area, on: '2027-03-20', to: '2028-03-31' });
    const lots = async (asOf: string, ledgerAsOf: string) => {
      const [pool] = await readPools(db(), {
        planId: PLAN,
        pools: [{ poolKind: KIND, areaId: area }],
        asOf,
        ledgerAsOf,
      });
      return pool?.lots.map((lot) => lot.lotId);
    };
    expect(await lots('2027-03-01', '2027-03-10')).toEqual([early]);
    expect(await lots('2027-03-01', '2027-03-31')).toEqual([early, late]);
    expect(await lots('2027-04-01', '2027-04-01')).toEqual([late]);
  });

  it('are locked by several writers in one order', async () => {
    const area = await addArea('210205');
    const pools = [
      { poolKind: KIND, areaId },
      { poolKind: KIND, areaId: area },
    ] as const;
    await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        db().transaction((tx) => lockPools(tx, PLAN, index % 2 ? pools : [...pools].reverse())),
      ),
    );
  });
});
