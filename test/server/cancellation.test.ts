import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../api/db/database.ts';
import { ClientGoneError, TimeLimitError, UnavailableError } from '../../api/errors.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { withPool } from './second-pool.ts';

let opened: TestDatabase;
let watcher: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  watcher = opened.database;
});
afterAll(() => opened.close());

const SLEEP = { text: 'select pg_sleep(60)' };
/** Waits until `n` backends of this database sleep. */
async function untilSleeping(n: number): Promise<void> {
  for (;;) {
    const [row] = await watcher.run<{ n: number }>({
      text: `select count(*)::int as n from pg_stat_activity
             where datname = current_database() and state = 'active' and query like '%pg_sleep(%' and pid <> pg_backend_pid()`,
    });
    if (row?.n === n) return;
    await wait(20);
  }
}

describe('a request that is given up', () => {
  it('stops its running statement on the server, and the same connection serves the next statement', async () => {
    await withPool(watcher, { poolSize: 1 }, async (db) => {
      const pid = async () =>
        (await db.run<{ pid: number }>({ text: 'select pg_backend_pid() as pid' }))[0]!.pid;
      const before = await pid();
      const controller = new AbortController();
      const sleeping = db.withSignal(controller.signal).run(SLEEP);
      const outcome = expect(sleeping).rejects.toThrow(ClientGoneError);
      await untilSleeping(1);
      controller.abort();
      await outcome;
      expect(await pid()).toBe(before);
      await untilSleeping(0);
    });
  });

  it('gives the reason of its signal', async () => {
    const controller = new AbortController();
    const sleeping = watcher.withSignal(controller.signal).run(SLEEP);
    const reason = new TimeLimitError('the request took longer than 1 s');
    const outcome = expect(sleeping).rejects.toBe(reason);
    await untilSleeping(1);
    controller.abort(reason);
    await outcome;
  });

  it('stops a statement of kysely and one inside a transaction, which rolls back', async () => {
    const controller = new AbortController();
    const db = watcher.withSignal(controller.signal);
    await watcher.script('create table kept (n int)');
    const work = db.transaction(async (tx) => {
      await tx.run({ text: 'insert into kept values (1)' });
      await tx.kysely.selectNoFrom((eb) => eb.fn('pg_sleep', [eb.val(60)]).as('slept')).execute();
    });
    const outcome = expect(work).rejects.toThrow(ClientGoneError);
    await untilSleeping(1);
    controller.abort();
    await outcome;
    expect(await watcher.run({ text: 'select * from kept' })).toEqual([]);
  });

  it('never hits the next statement of the connection, whenever the cancel arrives', async () => {
    await withPool(watcher, { poolSize: 1 }, async (db) => {
      for (let round = 0; round < 60; round += 1) {
        const controller = new AbortController();
        const short = db
          .withSignal(controller.signal)
          .run({ text: 'select pg_sleep($1::float8)', values: [0.002] });
        setTimeout(() => controller.abort(), round % 6);
        await short.catch((error: unknown) => expect(error).toBeInstanceOf(ClientGoneError));
        expect(
          await db.run({ text: 'select $1::int as round, pg_sleep(0.003)::text as slept', values: [round] }),
        ).toEqual([{ round, slept: '' }]);
      }
    });
  });
});

describe('limits', () => {
  it('a statement beyond its time limit ends as TimeLimitError and leaves the connection usable', async () => {
    await withPool(watcher, { poolSize: 1, statementTimeoutMs: 150 }, async (db) => {
      await expect(db.run(SLEEP)).rejects.toThrow(TimeLimitError);
      expect(await db.run({ text: 'select 1 as one' })).toEqual([{ one: 1 }]);
      const inside = db.transaction((tx) => tx.run({ text: 'select pg_sleep(0.4)::text as slept' }), {
        timeoutMs: 0,
      });
      expect(await inside).toEqual([{ slept: '' }]);
      await expect(db.run(SLEEP)).rejects.toThrow(TimeLimitError);
    });
  });

  it('says so when every connection stays busy', async () => {
    await withPool(watcher, { poolSize: 1, connectionTimeoutMs: 200 }, async (db) => {
      await db.transaction(async () => {
        await expect(db.run({ text: 'select 1' })).rejects.toThrow(UnavailableError);
        await expect(db.run({ text: 'select 1' })).rejects.toThrow(/connection to the database is busy/);
      });
      expect(await db.run({ text: 'select 1 as one' })).toEqual([{ one: 1 }]);
    });
  });
});

describe('a connection that is lost', () => {
  const endBackends = () =>
    watcher.run({
      text: `select pg_terminate_backend(pid) from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()`,
    });

  it('fails the statement under way as UnavailableError, and the next one gets a new connection', async () => {
    await withPool(watcher, { poolSize: 1 }, async (db) => {
      const sleeping = expect(db.run(SLEEP)).rejects.toThrow(UnavailableError);
      await untilSleeping(1);
      await endBackends();
      await sleeping;
      expect(await db.run({ text: 'select 1 as one' })).toEqual([{ one: 1 }]);
    });
  });

  it('does not end the process when it is lost between two statements of a transaction', async () => {
    await withPool(watcher, { poolSize: 1 }, async (db) => {
      const work = db.transaction(async (tx) => {
        await tx.run({ text: 'select 1' });
        await endBackends();
        await wait(200);
        await tx.run({ text: 'select 2' });
      });
      await expect(work).rejects.toThrow(UnavailableError);
      expect(await db.run({ text: 'select 1 as one' })).toEqual([{ one: 1 }]);
    });
  });
});
