import { afterAll, beforeAll, expect, test } from 'vitest';
import { TimeLimitError } from '../../api/errors.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { withPool } from './second-pool.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

const limit = (db: TestDatabase['database']) =>
  db.run<{ limit: string }>({ text: `select current_setting('statement_timeout') as limit` });

test('a time limit of its own holds for every kind of statement, and for nobody else on the same connection', async () => {
  await withPool(opened.database, { poolSize: 1, statementTimeoutMs: 300 }, async (db) => {
    const patient = db.withTimeLimit(5_000);
    const slow = { text: 'select pg_sleep(0.6)' };
    for (let turn = 0; turn < 2; turn += 1) {
      await patient.run(slow);
      await patient.transaction((tx) => tx.run(slow));
      await patient.script('select pg_sleep(0.6)');
      expect(await limit(patient.withSignal(new AbortController().signal))).toEqual([{ limit: '5s' }]);
      await expect(db.run(slow)).rejects.toThrow(TimeLimitError);
      expect(await limit(db)).toEqual([{ limit: '300ms' }]);
      expect(await patient.transaction((tx) => limit(tx), { timeoutMs: 0 })).toEqual([{ limit: '0' }]);
      expect(await db.transaction((tx) => limit(tx))).toEqual([{ limit: '300ms' }]);
    }
  });
});
