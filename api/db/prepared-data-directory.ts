import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { PROGRAM_ROOT } from '../paths.ts';
import { embeddedDatabase } from './connect.ts';
import { startEmbeddedEngine } from './embedded-engine.ts';
import { migrate, readMigrations } from './migrate.ts';

/**
 * Where the prepared data directory of this program version lies: an empty migrated database as one archive,
 * so that a first start unpacks it (about 3 s) instead of running initdb and CREATE EXTENSION (10 to 20 s).
 * The name changes with the engine's version and with the migrations.
 */
export function preparedArchivePath(): string {
  const require = createRequire(import.meta.url);
  const hash = createHash('sha256');
  for (const name of ['@electric-sql/pglite', '@electric-sql/pglite-postgis']) {
    hash.update(readFileSync(join(packageFolder(require.resolve(name)), 'package.json')));
  }
  for (const migration of readMigrations()) hash.update(migration.checksum);
  return join(cacheFolder(), `prepared-${hash.digest('hex').slice(0, 16)}.tar.gz`);
}

/** Makes the archive unless it is there already; safe to run from two processes at once. Returns its path. */
export async function prepareDataDirectory(): Promise<string> {
  const path = preparedArchivePath();
  if (existsSync(path)) return path;
  const engine = await startEmbeddedEngine({});
  const database = embeddedDatabase(engine);
  try {
    await migrate(database);
    await database.script('vacuum analyze');
  } finally {
    await database.close();
  }
  const archive = await engine.dump();
  await engine.stop();
  const partial = `${path}.${process.pid}`;
  await writeFile(partial, archive);
  await rename(partial, path);
  return path;
}

function packageFolder(entry: string): string {
  for (let folder = join(entry, '..'); ; folder = join(folder, '..')) {
    if (existsSync(join(folder, 'package.json')) && readFileSync(join(folder, 'package.json'), 'utf8').includes('"version"'))
      return folder;
  }
}

/** The program's own `.cache` when writable, else the user's cache folder. */
function cacheFolder(): string {
  const own = join(PROGRAM_ROOT, '.cache');
  try {
    mkdirSync(own, { recursive: true });
    accessSync(own, constants.W_OK);
    return own;
  } catch {
    const folder = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'dingdian');
    mkdirSync(folder, { recursive: true });
    return folder;
  }
}
