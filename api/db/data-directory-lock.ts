import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StartupError } from '../errors.ts';

/**
 * Takes the data directory for this process: a file `dingdian.lock` beside the data, holding the process id.
 * A lock left by a process that no longer runs is taken over. Returns the release function.
 * Throws StartupError naming the holder and the remedy.
 */
export function lockDataDirectory(directory: string): () => void {
  mkdirSync(directory, { recursive: true });
  const lockFile = join(directory, 'dingdian.lock');
  for (let attempt = 0; attempt < 2; attempt += 1) {
    try {
      writeFileSync(lockFile, String(process.pid), { flag: 'wx' });
      return () => rmSync(lockFile, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw notUsable(directory, error as Error);
      const holder = readHolder(lockFile);
      if (holder !== undefined && isRunning(holder)) throw heldBy(directory, holder);
      rmSync(lockFile, { force: true });
    }
  }
  throw heldBy(directory, undefined);
}

function readHolder(lockFile: string): number | undefined {
  try {
    const holder = Number(readFileSync(lockFile, 'utf8'));
    return Number.isInteger(holder) && holder > 0 ? holder : undefined;
  } catch {
    return undefined;
  }
}

function isRunning(processId: number): boolean {
  if (processId === process.pid) return true;
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function heldBy(directory: string, holder: number | undefined): StartupError {
  return new StartupError(
    `The data directory ${directory} is in use by another dingdian process${holder ? ` (process ${holder})` : ''}. ` +
      'Remedy: stop that process, use its HTTP interface for this job, or set DATA_DIR to another folder.',
  );
}

function notUsable(directory: string, cause: Error): StartupError {
  return new StartupError(
    `The data directory ${directory} cannot be written (${cause.message}). Remedy: set DATA_DIR to a writable folder.`,
    [],
    { cause },
  );
}
