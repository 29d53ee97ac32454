import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import type { Database } from '../../api/db/database.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

/** A ring that does not close: GEOS throws on it, where SQL could not have told so before. */
const OPEN_RING = `st_geomfromgeojson('{"type":"Polygon","coordinates":[[[0,0],[1,1],[0,1],[0.5,0.5]]]}')`;
const GIVES_UP = /PostGIS gave up on a geometry/;

let opened: TestDatabase;
let db: Database;
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());

// A server's PostGIS catches these itself, and says so in words of its own.
describe.skipIf(inject('serverUrl') !== undefined)(
  'an exception inside PostGIS on the embedded engine',
  () => {
    it('is an error, never an answer without rows', async () => {
      await expect(db.run({ text: `select st_isvalid(${OPEN_RING}) as valid` })).rejects.toThrow(GIVES_UP);
      expect(await db.run({ text: 'select 1 as one' })).toEqual([{ one: 1 }]);
    });

    it('is one with parameters, and in a statement of several rows', async () => {
      await expect(
        db.run({
          text: `select st_isvalid(case when n = $1::int then ${OPEN_RING} else st_point(0, 0) end) as valid from generate_series(1, 5) n`,
          values: [4],
        }),
      ).rejects.toThrow(GIVES_UP);
      await expect(db.script(`select 1; select st_isvalid(${OPEN_RING}); select 2`)).rejects.toThrow(
        GIVES_UP,
      );
    });

    it('ends a transaction: nothing of it is kept', async () => {
      await db.script('create table kept (n int)');
      await expect(
        db.transaction(async (tx) => {
          await tx.run({ text: 'insert into kept values (1)' });
          await tx
            .run({ text: `insert into kept select 2 where st_isvalid(${OPEN_RING})` })
            .catch(() => undefined);
          await tx.run({ text: 'insert into kept values (3)' });
        }),
      ).rejects.toThrow(/transaction is aborted/);
      expect(await db.run({ text: 'select count(*)::int as n from kept' })).toEqual([{ n: 0 }]);
    });

    it('leaves errors of the statement, and what PostGIS survives, as they are', async () => {
      await expect(db.run({ text: 'select 1 / 0' })).rejects.toThrow('division by zero');
      const [row] = await db.run({
        text: `select st_isvalid('POLYGON((0 0,2 2,2 0,0 2,0 0))'::geometry) as valid`,
      });
      expect(row).toEqual({ valid: false });
    });
  },
);
