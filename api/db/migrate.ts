import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import type { Database } from './database.ts';

export interface Migration {
  readonly version: number;
  readonly name: string;
  readonly text: string;
  readonly checksum: string;
}

/** Any constant serves as the lock's name; this one spells "ding". */
const MIGRATION_LOCK = 0x64696e67;

/** The program's migrations in order. Throws when a number is missing or double. */
export function readMigrations(folder = join(PROGRAM_ROOT, 'migrations')): Migration[] {
  const files = readdirSync(folder)
    .filter((file) => file.endsWith('.sql'))
    .sort();
  return files.map((file, index) => {
    const version = Number(file.slice(0, 4));
    if (version !== index + 1) throw new Error(`migration ${file} should be number ${index + 1}`);
    const text = readFileSync(join(folder, file), 'utf8');
    return {
      version,
      name: file.slice(5, -4),
      text,
      checksum: createHash('sha256').update(text).digest('hex'),
    };
  });
}

/**
 * Brings the schema up to date: each missing migration in a transaction of its own, under an advisory lock,
 * so that two processes may start at once. Returns the names applied.
 * Throws StartupError when an applied file was changed, the database is newer than the program, or a migration fails
 * (nothing of it is kept).
 */
export async function migrate(database: Database, migrations = readMigrations()): Promise<string[]> {
  const applied: string[] = [];
  for (;;) {
    const name = await database.transaction((tx) => applyNext(tx, migrations), { timeoutMs: 0 });
    if (name === undefined) return applied;
    applied.push(name);
  }
}

async function applyNext(tx: Database, migrations: readonly Migration[]): Promise<string | undefined> {
  await tx.run({ text: 'select pg_advisory_xact_lock($1)', values: [MIGRATION_LOCK] });
  const done = await listApplied(tx);
  checkHistory(done, migrations);
  const next = migrations[done.length];
  if (!next) return undefined;
  try {
    if (done.length === 0) await tx.script(HISTORY_TABLE);
    await tx.script(next.text);
  } catch (error) {
    throw cannotApply(next, error as Error);
  }
  await tx.run({
    text: 'insert into schema_migration (version, name, checksum) values ($1, $2, $3)',
    values: [next.version, next.name, next.checksum],
  });
  return next.name;
}

const HISTORY_TABLE = `create table if not exists schema_migration (
  version int primary key, name text not null, checksum text not null, applied_at timestamptz not null default now())`;

/** Looks before it creates: a role that may not create tables can still start an up-to-date database. */
async function listApplied(db: Database): Promise<AppliedMigration[]> {
  const [found] = await db.run<{ table: string | null }>({
    text: "select to_regclass('schema_migration')::text as table",
  });
  if (!found?.table) return [];
  return db.run<AppliedMigration>({
    text: 'select version, name, checksum from schema_migration order by version',
  });
}

interface AppliedMigration {
  readonly version: number;
  readonly name: string;
  readonly checksum: string;
}

function checkHistory(done: readonly AppliedMigration[], migrations: readonly Migration[]): void {
  for (const [index, row] of done.entries()) {
    const known = migrations[row.version - 1];
    if (!known)
      throw new StartupError(
        `The database has migration ${row.version} (${row.name}), which this program does not know: it is newer than the program. ` +
          'Remedy: start the program version that wrote it, or a newer one.',
      );
    if (row.version !== index + 1)
      throw new StartupError(
        `The database lacks migration ${index + 1} but has migration ${row.version}. Remedy: restore the table schema_migration from a backup.`,
      );
    if (known.checksum !== row.checksum)
      throw new StartupError(
        `Migration ${row.version} (${row.name}) was changed after it was applied. Remedy: restore the file; migrations are append-only.`,
      );
  }
}

function cannotApply(migration: Migration, error: Error): StartupError {
  const remedies: Record<string, string> = {
    '42501':
      'let a superuser run `create extension postgis; create extension btree_gist;` in this database once, and make the role ' +
      'of DATABASE_URL the owner of the database',
    '25006': 'point DATABASE_URL at the primary server; this one is read-only',
    '0A000': 'install PostGIS and the contrib extensions of PostgreSQL on the server',
  };
  const remedy = remedies[String((error as { code?: unknown }).code)] ?? 'correct the cause and start again';
  return new StartupError(
    `Migration ${migration.version} (${migration.name}) failed and nothing of it was kept: ${error.message}. Remedy: ${remedy}.`,
    [],
    { cause: error },
  );
}

/** Number of migrations that the database lacks; 0 when it is up to date. */
export async function countPendingMigrations(database: Database): Promise<number> {
  return readMigrations().length - (await listApplied(database)).length;
}
