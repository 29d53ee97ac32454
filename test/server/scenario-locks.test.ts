import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Database } from '../../api/db/database.ts';
import { UnavailableError } from '../../api/errors.ts';
import { changesSchema } from '../../api/scenarios/changes.ts';
import { tryChanges } from '../../api/scenarios/try-changes.ts';
import { addInstitution } from '../support/fixtures.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';
import { withPool } from './second-pool.ts';

/** A scenario moves an institution that somebody else is writing. */
let opened: TestDatabase;
let db: Database;
let id: number;

beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
  id = await addInstitution(db, {});
});
afterAll(() => opened?.close());

const rename = (on: Database, name: string) =>
  on.run({ text: 'update institution set name = $2 where institution_id = $1', values: [id, name] });
const changes = () => changesSchema.parse([{ op: 'move', institution: `id:${id}`, lon: 121.7, lat: 31 }]);

it('says that it cannot be asked now while the row stays locked', async () => {
  await withPool(db, { poolSize: 2 }, (second) =>
    second.transaction(async (tx) => {
      await rename(tx, 'held');
      const asked = await tryChanges(db, changes(), (_tx, apply) => apply()).catch((error: unknown) => error);
      expect(asked).toBeInstanceOf(UnavailableError);
    }),
  );
});

it('says so too when the row was written after the scenario began', async () => {
  const asked = await tryChanges(db, changes(), async (tx, apply) => {
    await tx.run({ text: 'select count(*) from institution' });
    await withPool(db, { poolSize: 1 }, async (second) => {
      await rename(second, 'renamed meanwhile');
    });
    return apply();
  }).catch((error: unknown) => error);
  expect(asked).toBeInstanceOf(UnavailableError);
  const [row] = await db.run<{ name: string; lon: number }>({
    text: 'select name, st_x(geom) as lon from institution where institution_id = $1',
    values: [id],
  });
  expect(row).toEqual({ name: 'renamed meanwhile', lon: 121.6 });
});
