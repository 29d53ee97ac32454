import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

let opened: TestDatabase;
beforeAll(async () => {
  opened = await openTestDatabase();
});
afterAll(() => opened.close());

/** Statements that fail while they are parsed, bound or executed, prepared by name or not. */
const FAILING = [
  { text: 'select $1::int / 0 as q', values: [1] },
  { text: 'select no_such_function($1)', values: [1] },
  { text: 'select no_such_function()' },
  { text: 'select $1::int as q', values: ['not a number'] },
  { name: 'failing', text: 'select no_such_function($1)', values: [1] },
  { text: 'insert into area_statistic (area_id) values ($1)', values: [-1] },
];

describe('a statement that fails', () => {
  it('never shifts the answers of the statements after it', async () => {
    const step = fc.oneof(fc.integer({ min: 0, max: 1_000_000 }), fc.constantFrom(...FAILING));
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        for (const next of steps) {
          if (typeof next === 'object') await expect(opened.database.run(next)).rejects.toThrow();
          else {
            const rows = await opened.database.run({
              name: 'echo',
              text: 'select $1::int as echoed',
              values: [next],
            });
            expect(rows).toEqual([{ echoed: next }]);
          }
        }
      }),
      { numRuns: 40, seed: 20 },
    );
  });

  it('rolls its transaction back and leaves the connection usable', async () => {
    const attempt = opened.database.transaction(async (tx) => {
      await tx.run({
        text: `insert into area (code, level, name, source, content_hash) values ('M1', 'management', '市本级', 't', 't')`,
      });
      await tx.run({ text: 'select $1::int / 0', values: [1] });
    });
    await expect(attempt).rejects.toThrow(/division by zero/);
    expect(await opened.database.run({ text: 'select count(*)::int as n from area' })).toEqual([{ n: 0 }]);
  });
});
