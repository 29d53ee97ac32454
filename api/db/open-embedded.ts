import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { embeddedDatabase } from './connect.ts';
import { lockDataDirectory } from './data-directory-lock.ts';
import type { Database } from './database.ts';
import { type EmbeddedEngine, startEmbeddedEngine } from './embedded-engine.ts';
import {
  discardPreparedDataDirectory,
  type PreparedContent,
  prepareDataDirectory,
  preparedArchivePath,
} from './prepared-data-directory.ts';

/**
 * Opens the embedded engine on `<directory>/pglite`, making it on the first start (with `content` where that was prepared);
 * locks the directory until `close`.
 * Throws StartupError with the remedy.
 */
export async function openEmbedded(
  directory: string,
  onProgress: (message: string) => void,
  content?: PreparedContent,
): Promise<{ database: Database; close(): Promise<void> }> {
  const folder = resolve(directory);
  const release = lockDataDirectory(folder);
  try {
    const engine = await openEngine(folder, onProgress, content);
    const database = embeddedDatabase(engine);
    return {
      database,
      close: async () => {
        try {
          await database.close();
          await engine.stop();
        } finally {
          release();
        }
      },
    };
  } catch (error) {
    release();
    throw error;
  }
}

async function openEngine(
  folder: string,
  onProgress: (message: string) => void,
  content: PreparedContent | undefined,
): Promise<EmbeddedEngine> {
  const dataDirectory = join(folder, 'pglite');
  // Stands while a new database is being made: what it marks is a first start that was cut short and holds nobody's data.
  const unfinished = join(folder, 'pglite.unfinished');
  if (existsSync(dataDirectory) && !existsSync(unfinished)) {
    onProgress(`opening the database in ${folder}`);
    return startEmbeddedEngine({ dataDirectory });
  }
  onProgress(`first start: making a database in ${folder}`);
  writeFileSync(unfinished, '');
  rmSync(dataDirectory, { recursive: true, force: true });
  const engine = await startFromArchive(dataDirectory, onProgress, content);
  rmSync(unfinished);
  return engine;
}

/**
 * From the archive with the content where one was prepared, else from the empty one: making one with content first
 * would take longer than filling the new database. A damaged archive is thrown away and the empty one made anew once.
 */
async function startFromArchive(
  dataDirectory: string,
  onProgress: (message: string) => void,
  content: PreparedContent | undefined,
): Promise<EmbeddedEngine> {
  const filled = content && preparedArchivePath(content);
  try {
    const preparedArchive = filled && existsSync(filled) ? filled : await prepareDataDirectory(onProgress);
    return await startEmbeddedEngine({ dataDirectory, preparedArchive });
  } catch {
    onProgress('the prepared database could not be used: making it anew');
    await discardPreparedDataDirectory(content);
    await discardPreparedDataDirectory();
    rmSync(dataDirectory, { recursive: true, force: true });
    return startEmbeddedEngine({ dataDirectory, preparedArchive: await prepareDataDirectory(onProgress) });
  }
}
