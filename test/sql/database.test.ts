import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '../../api/db/database.ts';
import { ClientGoneError, TimeLimitError } from '../../api/errors.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
let db: Database;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  await db.script('create table note (id int primary key, text text)');
});
afterAll(async () => {
  await db.close();
  await opened.close();
});
beforeEach(() => db.script('truncate note'));

const addNote = (on: Database, id: number) =>
  on.run({ text: 'insert into note values ($1, $2)', values: [id, 'x'] });
const countNotes = async () =>
  (await db.run<{ n: number }>({ text: 'select count(*) as n from note' }))[0]!.n;

describe('values', () => {
  it('gives dates as text, 64-bit integers and numerics as numbers, alone and in arrays', async () => {
    const [row] = await db.run({
      text: `select date '2026-02-28' as day, 5::bigint as big, 1.25::numeric as exact, array[date '2026-01-01', null] as days,
                    array[1, null, 3]::bigint[] as bigs, array[0.5, 2]::numeric[] as exacts, '{}'::bigint[] as none`,
    });
    expect(row).toEqual({
      day: '2026-02-28',
      big: 5,
      exact: 1.25,
      days: ['2026-01-01', null],
      bigs: [1, null, 3],
      exacts: [0.5, 2],
      none: [],
    });
  });

  it('keeps a 64-bit integer beyond 2^53 exact, as text', async () => {
    const [row] = await db.run({ text: 'select 9007199254740993::bigint as h3' });
    expect(row).toEqual({ h3: '9007199254740993' });
  });
});

describe('transactions', () => {
  it('keeps everything when the work succeeds', async () => {
    const result = await db.transaction(async (tx) => {
      await addNote(tx, 1);
      await tx.kysely.selectFrom('area').select('area_id').limit(1).execute();
      await addNote(tx, 2);
      return 'done';
    });
    expect(result).toBe('done');
    expect(await countNotes()).toBe(2);
  });

  it('keeps nothing when the work fails, and the connection is usable afterwards', async () => {
    const work = db.transaction(async (tx) => {
      await addNote(tx, 1);
      throw new Error('changed my mind');
    });
    await expect(work).rejects.toThrow('changed my mind');
    expect(await countNotes()).toBe(0);
  });

  it('hands on the database’s own error of a broken rule', async () => {
    await addNote(db, 1);
    await expect(addNote(db, 1)).rejects.toMatchObject({ code: '23505', constraint: 'note_pkey' });
  });

  it('a nested transaction joins the outer one: its work goes when the outer fails', async () => {
    const work = db.transaction(async (tx) => {
      await tx.transaction((inner) => addNote(inner, 1));
      throw new Error('outer fails');
    });
    await expect(work).rejects.toThrow('outer fails');
    expect(await countNotes()).toBe(0);
  });

  it('does not report success when a failed statement was ignored and PostgreSQL therefore rolled back', async () => {
    const work = db.transaction(async (tx) => {
      await addNote(tx, 1);
      await addNote(tx, 1).catch(() => undefined);
    });
    await expect(work).rejects.toThrow(/rolled back/);
    expect(await countNotes()).toBe(0);
  });

  it('rolls back when the request is given up between two statements', async () => {
    const controller = new AbortController();
    const work = db.withSignal(controller.signal).transaction(async (tx) => {
      await addNote(tx, 1);
      controller.abort();
      await addNote(tx, 2);
    });
    await expect(work).rejects.toThrow(ClientGoneError);
    expect(await countNotes()).toBe(0);
  });

  it('rolls back when the request is given up just before the commit', async () => {
    const controller = new AbortController();
    const work = db.withSignal(controller.signal).transaction(async (tx) => {
      await addNote(tx, 1);
      controller.abort(new TimeLimitError('the request took too long'));
    });
    await expect(work).rejects.toThrow(TimeLimitError);
    expect(await countNotes()).toBe(0);
  });
});

describe('after an error', () => {
  // The embedded engine's own protocol layer shifts answers by one statement after an error; see api/db/ready-filter.ts.
  const failing = [
    ['when run', 'select $1::int / (select 0) as a', [1], '22012'],
    ['when bound', 'select $1::int as a', ['not a number'], '22P02'],
    ['when parsed', 'select $1::int from nowhere', [1], '42P01'],
    ['after some rows', 'select $1::int / (3 - n) as a from generate_series(1, 5) n', [6], '22012'],
  ] as const;
  it.each(failing)('each later statement gets its own answer (%s)', async (when, text, values, code) => {
    await expect(db.run({ text, values })).rejects.toMatchObject({ code });
    for (let n = 1; n <= 3; n += 1)
      expect(await db.run({ text: 'select $1::int as n', values: [n] })).toEqual([{ n }]);
    await expect(db.run({ name: `failing ${when}`, text, values })).rejects.toMatchObject({ code });
    for (let n = 4; n <= 6; n += 1)
      expect(await db.run({ name: 'plain', text: 'select $1::int as n', values: [n] })).toEqual([{ n }]);
  });
});

describe('signals', () => {
  it('begins no statement for a request that is over', async () => {
    const over = db.withSignal(AbortSignal.abort());
    await expect(addNote(over, 1)).rejects.toThrow(ClientGoneError);
    await expect(over.kysely.selectFrom('area').selectAll().execute()).rejects.toThrow(ClientGoneError);
    await expect(over.transaction((tx) => addNote(tx, 1))).rejects.toThrow(ClientGoneError);
    expect(await countNotes()).toBe(0);
  });

  it('says why the request was given up', async () => {
    const reason = new TimeLimitError('the request took longer than 1 s');
    await expect(addNote(db.withSignal(AbortSignal.abort(reason)), 1)).rejects.toBe(reason);
  });

  it('lets go of a request that waits for a connection, and loses no connection by it', async () => {
    const size = db.engine === 'embedded' ? 1 : 8;
    const open = openGate();
    const holders = Array.from({ length: size }, () => db.transaction(() => open.promise));
    await eventually(() => db.poolFigures().open === size && db.poolFigures().idle === 0);
    const controller = new AbortController();
    const waiting = addNote(db.withSignal(controller.signal), 1);
    await eventually(() => db.poolFigures().waiting === 1);
    controller.abort();
    await expect(waiting).rejects.toThrow(ClientGoneError);
    open.resolve();
    await Promise.all(holders);
    await eventually(() => db.poolFigures().idle === db.poolFigures().open);
    expect(await countNotes()).toBe(0);
  });
});

it('close waits for work under way and may be called twice', async () => {
  const other = await openTestDatabase();
  const work = other.database.run<{ n: number }>({
    text: 'select count(*) as n from generate_series(1, 300000)',
  });
  await eventually(() => other.database.poolFigures().open === 1);
  await Promise.all([other.database.close(), other.database.close()]);
  expect(await work).toEqual([{ n: 300000 }]);
  await other.close();
});

async function eventually(condition: () => boolean): Promise<void> {
  for (let attempt = 0; attempt < 500 && !condition(); attempt += 1) await wait(10);
  expect(condition()).toBe(true);
}

/** A promise and the function that fulfils it. */
function openGate(): { promise: Promise<void>; resolve: () => void } {
  let resolve: () => void = () => undefined;
  const promise = new Promise<void>((fulfil) => {
    resolve = fulfil;
  });
  return { promise, resolve };
}
