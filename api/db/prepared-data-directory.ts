import { createHash } from 'node:crypto';
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { StartupError } from '../errors.ts';
import { PROGRAM_ROOT } from '../paths.ts';
import { embeddedDatabase } from './connect.ts';
import type { Database } from './database.ts';
import { startEmbeddedEngine } from './embedded-engine.ts';
import { migrate, readMigrations } from './migrate.ts';

/** What a prepared data directory may hold beyond the empty schema. */
export interface PreparedContent {
  /** Part of the archive's name. */
  readonly name: string;
  /** Changes whenever `fill` would write something else. */
  readonly fingerprint: string;
  readonly fill: (database: Database, onProgress: (message: string) => void) => Promise<void>;
}

/**
 * Where the prepared data directory of this program version lies: an empty migrated database as one archive,
 * so that a first start unpacks it (about 3 s) instead of running initdb and CREATE EXTENSION (10 to 20 s).
 * The name changes with the engine's version and with the migrations.
 */
export function preparedArchivePath(content?: PreparedContent): string {
  const require = createRequire(import.meta.url);
  const hash = createHash('sha256');
  for (const name of ['@electric-sql/pglite', '@electric-sql/pglite-postgis']) {
    hash.update(readFileSync(join(packageFolder(require.resolve(name)), 'package.json')));
  }
  for (const migration of readMigrations()) hash.update(migration.checksum);
  if (content) hash.update(content.fingerprint);
  return join(
    cacheFolder(),
    `prepared-${content?.name ?? 'empty'}-${hash.digest('hex').slice(0, 16)}.tar.gz`,
  );
}

/**
 * Makes the archive unless it is there already; safe to run from two processes at once. Returns its path.
 * One with content begins from the empty one.
 */
export async function prepareDataDirectory(
  onProgress: (message: string) => void = () => undefined,
  content?: PreparedContent,
): Promise<string> {
  const path = preparedArchivePath(content);
  if (existsSync(path)) return path;
  const empty = content ? await prepareDataDirectory(onProgress) : undefined;
  onProgress(
    content
      ? `preparing an embedded database with the ${content.name} content (once per version, about 20 s)`
      : 'preparing the embedded database (once per version, about 20 s)',
  );
  const archive = await makeArchive(empty, async (database) => {
    if (content) await content.fill(database, onProgress);
    else await migrate(database);
  });
  const partial = `${path}.${process.pid}.partial`;
  await writeFile(partial, archive);
  await rename(partial, path);
  await removeOldFiles(dirname(path));
  return path;
}

/** Throws the archive away, so that the next prepareDataDirectory makes it anew. */
export async function discardPreparedDataDirectory(content?: PreparedContent): Promise<void> {
  await rm(preparedArchivePath(content), { force: true });
}

async function makeArchive(
  from: string | undefined,
  fill: (database: Database) => Promise<void>,
): Promise<Uint8Array> {
  const engine = await startEmbeddedEngine(from ? { preparedArchive: from } : {});
  try {
    const database = embeddedDatabase(engine);
    try {
      await fill(database);
      await database.script('vacuum analyze');
    } finally {
      await database.close();
    }
    return await engine.dump();
  } finally {
    await engine.stop();
  }
}

/** Archives of other versions, and parts left by a killed process, once nobody can be using them. */
async function removeOldFiles(folder: string): Promise<void> {
  const WEEK_MS = 7 * 24 * 3_600_000;
  for (const name of await readdir(folder)) {
    const file = join(folder, name);
    if (!name.startsWith('prepared-')) continue;
    const { mtimeMs } = await stat(file).catch(() => ({ mtimeMs: Number.POSITIVE_INFINITY }));
    if (Date.now() - mtimeMs > WEEK_MS) await rm(file, { force: true });
  }
}

function packageFolder(entry: string): string {
  for (let folder = join(entry, '..'); ; folder = join(folder, '..')) {
    if (
      existsSync(join(folder, 'package.json')) &&
      readFileSync(join(folder, 'package.json'), 'utf8').includes('"version"')
    )
      return folder;
  }
}

/** The program's own `.cache` when writable, else the user's cache folder, else the system's temporary one. */
function cacheFolder(): string {
  const userCache = process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache');
  const candidates = [
    join(PROGRAM_ROOT, '.cache'),
    join(userCache, 'dingdian'),
    join(tmpdir(), `dingdian-cache-${process.getuid?.() ?? ''}`),
  ];
  const writable = candidates.find(isWritable);
  if (!writable)
    throw new StartupError(
      `No folder for the prepared database can be written (${candidates.join(', ')}). Remedy: set XDG_CACHE_HOME.`,
    );
  return writable;
}

function isWritable(folder: string): boolean {
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    accessSync(folder, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}
