import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ConflictError } from '../../api/errors.ts';
import { bookEntries } from '../../api/planning/ledger/book-entries.ts';
import { lockPools, type PoolKey } from '../../api/planning/ledger/lock-pools.ts';
import { listLotsForUpdate, readPools } from '../../api/planning/ledger/read-pools.ts';
import { addCity, addLot, CITY } from '../support/planning-fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { withPool } from './second-pool.ts';

const PLAN = 'testville/2026';
const ON = '2026-06-30';
const trail = { actor: 'cli:test' };
const pool = (areaId: number): PoolKey => ({ poolKind: 'outpatient_pooling', areaId });
const lot = (area: number, quantity: number, validTo = '2027-03-31') => ({
  poolKind: 'outpatient_pooling',
  area,
  quantity,
  releasedOn: '2026-03-01',
  validTo,
});

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
  await addCity(opened.database);
});
afterAll(() => opened?.close());

const isConflict = (result: PromiseSettledResult<unknown>) =>
  result.status === 'rejected' && result.reason instanceof ConflictError;

async function leftIn(areaId: number): Promise<number> {
  const [read] = await readPools(opened.database, { planId: PLAN, pools: [pool(areaId)], asOf: ON });
  return read?.lots.reduce((sum, one) => sum + one.remaining, 0) ?? 0;
}

async function leastBalance(): Promise<number> {
  const [row] = await opened.database.run<{ least: number }>({
    text: 'select min(balance)::int as least from (select sum(quantity) as balance from ledger_entry group by lot_id) b',
  });
  return row?.least ?? 0;
}

describe('a pool with 100 units and 1,000 attempts at once', () => {
  it('gives exactly 100, over several lots, to those who take the earliest expiry', async () => {
    for (const [quantity, validTo] of [
      [60, '2027-03-31'],
      [39, '2027-06-30'],
      [1, '2027-09-30'],
    ] as const)
      await addLot(opened.database, PLAN, lot(CITY.west.id, quantity, validTo));
    await withPool(opened.database, { poolSize: 20, connectionTimeoutMs: 120_000 }, async (db) => {
      const attempts = Array.from({ length: 1_000 }, () =>
        db.transaction(async (tx) => {
          const lots = await listLotsForUpdate(tx, { planId: PLAN, pools: [pool(CITY.west.id)], on: ON });
          const first = lots.find((one) => one.available > 0);
          if (!first) throw new ConflictError('nothing is left');
          const entry = { lotId: first.lotId, entry: 'consume' as const, quantity: -1 };
          return bookEntries(tx, [entry], { effectiveOn: ON, trail });
        }),
      );
      const results = await Promise.allSettled(attempts);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(100);
      expect(results.filter(isConflict)).toHaveLength(900);
    });
    expect([await leftIn(CITY.west.id), await leastBalance()]).toEqual([0, 0]);
  });

  it('gives exactly 100 even to those who did not look or lock the pool before', async () => {
    const lotId = await addLot(opened.database, PLAN, lot(CITY.east.id, 100));
    await withPool(opened.database, { poolSize: 20, connectionTimeoutMs: 120_000 }, async (db) => {
      const attempts = Array.from({ length: 1_000 }, () =>
        db.transaction((tx) =>
          bookEntries(tx, [{ lotId, entry: 'consume', quantity: -1 }], { effectiveOn: ON, trail }),
        ),
      );
      const results = await Promise.allSettled(attempts);
      expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(100);
      expect(results.filter(isConflict)).toHaveLength(900);
    });
    expect([await leftIn(CITY.east.id), await leastBalance()]).toEqual([0, 0]);
  });
});

describe('writers of several pools', () => {
  it('that name them in any order never wait for each other in a circle', async () => {
    const pools = [CITY.id, CITY.west.id, CITY.east.id, CITY.cityManaged.id].map(pool);
    await withPool(opened.database, { poolSize: 12, connectionTimeoutMs: 120_000 }, async (db) => {
      const orders = Array.from({ length: 60 }, (_, index) => {
        const turned = [...pools.slice(index % 4), ...pools.slice(0, index % 4)];
        return index % 2 ? turned : turned.reverse();
      });
      await Promise.all(orders.map((order) => db.transaction((tx) => lockPools(tx, PLAN, order))));
    });
  });

  it('wait for the one who holds a pool, and not for one who holds another', async () => {
    const seen: string[] = [];
    await withPool(opened.database, { poolSize: 4 }, async (db) => {
      let release = () => {};
      const held = new Promise<void>((resolve) => {
        release = resolve;
      });
      let isHeld = () => {};
      const holding = new Promise<void>((resolve) => {
        isHeld = resolve;
      });
      const holder = db.transaction(async (tx) => {
        await lockPools(tx, PLAN, [pool(CITY.west.id)]);
        isHeld();
        await held;
        seen.push('holder');
      });
      await holding;
      const waiter = db.transaction(async (tx) => {
        await lockPools(tx, PLAN, [pool(CITY.west.id)]);
        seen.push('waiter');
      });
      await db.transaction(async (tx) => {
        await lockPools(tx, PLAN, [pool(CITY.east.id)]);
        seen.push('other pool');
      });
      await db.transaction(async (tx) => {
        await lockPools(tx, 'other/plan', [pool(CITY.west.id)]);
        seen.push('other plan');
      });
      release();
      await Promise.all([holder, waiter]);
    });
    expect(seen).toEqual(['other pool', 'other plan', 'holder', 'waiter']);
  });
});
