import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Database } from '../../api/db/database.ts';
import { countPendingMigrations, type Migration, migrate, readMigrations } from '../../api/db/migrate.ts';
import { StartupError } from '../../api/errors.ts';
import { openTestDatabase, type TestDatabase } from '../support/test-database.ts';

const known = readMigrations();
let opened: TestDatabase;
let db: Database;

// A test database has been migrated already; the extra migrations of these tests are added behind the known ones.
beforeAll(async () => {
  opened = await openTestDatabase();
  db = opened.database;
});
afterAll(() => opened.close());

const migration = (version: number, name: string, text: string): Migration => ({
  version,
  name,
  text,
  checksum: text,
});
const next = known.length + 1;
const listTables = async () =>
  (
    await db.run<{ name: string }>({
      text: "select relname as name from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r' order by 1",
    })
  ).map((row) => row.name);

describe('migrations', () => {
  it('are recorded once each, with the checksum of their file', async () => {
    const rows = await db.run({
      text: 'select version, name, checksum from schema_migration order by version',
    });
    expect(rows).toEqual(known.map(({ version, name, checksum }) => ({ version, name, checksum })));
    expect(await countPendingMigrations(db)).toBe(0);
  });

  it('do nothing the second time', async () => {
    const before = await listTables();
    expect(await migrate(db)).toEqual([]);
    expect(await listTables()).toEqual(before);
  });

  it('leave nothing of one that fails, and say which it was', async () => {
    const bad = migration(
      next,
      'half',
      'create table half (n int); insert into half values (1); insert into nowhere values (1)',
    );
    const attempt = migrate(db, [...known, bad]);
    await expect(attempt).rejects.toThrow(StartupError);
    await expect(attempt).rejects.toThrow(new RegExp(`Migration ${next} \\(half\\) failed.*nowhere.*Remedy`));
    expect(await listTables()).not.toContain('half');
    expect(await migrate(db)).toEqual([]);
  });

  it('keep those before the one that fails', async () => {
    const good = migration(next, 'good', 'create table good (n int)');
    const bad = migration(next + 1, 'bad', 'select 1 / 0');
    await expect(migrate(db, [...known, good, bad])).rejects.toThrow(/\(bad\) failed/);
    expect(await listTables()).toContain('good');
    expect(await migrate(db, [...known, good])).toEqual([]);
  });

  it('refuse a database that is newer than the program, and change nothing', async () => {
    await expect(migrate(db, known)).rejects.toThrow(/newer than the program.*Remedy/);
    await db.script(`drop table good; delete from schema_migration where version = ${next}`);
    expect(await migrate(db)).toEqual([]);
  });

  it('refuse a file that was changed after it was applied', async () => {
    const changed = known.map((each) => (each.version === 2 ? { ...each, checksum: 'other' } : each));
    await expect(migrate(db, changed)).rejects.toThrow(
      /Migration 2 .* was changed after it was applied.*Remedy/,
    );
  });

  it('refuse a history with a gap', async () => {
    await db.transaction(async (tx) => {
      await tx.script(
        'create table set_aside as select * from schema_migration where version = 3; delete from schema_migration where version = 3',
      );
    });
    await expect(migrate(db)).rejects.toThrow(/lacks migration 3 but has migration 4.*Remedy/);
    await db.script('insert into schema_migration select * from set_aside; drop table set_aside');
    expect(await migrate(db)).toEqual([]);
  });
});
