import { mkdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../errors.ts';
import { type LockHolder, parseHolder, runsHere, thisProcess } from './lock-holder.ts';

/** How often the holder touches its lock, and after how long without a touch a lock of another machine counts as left behind. */
const TOUCH_MS = 10_000;
const LEFT_BEHIND_MS = 60_000;
/** A lock being written is empty for an instant. */
const WRITING_MS = 5_000;

/**
 * Takes the data directory for this process: a file `dingdian.lock` beside the data that names the holder.
 * A lock left by a process that no longer runs is taken over. Returns the release function.
 * Throws StartupError naming the holder and the remedy.
 */
export function lockDataDirectory(directory: string): () => void {
  const lockFile = join(directory, 'dingdian.lock');
  try {
    mkdirSync(directory, { recursive: true });
    if (!create(lockFile)) takeOver(directory, lockFile);
  } catch (error) {
    throw error instanceof StartupError ? error : notUsable(directory, error as Error);
  }
  const timer = setInterval(() => touch(lockFile), TOUCH_MS).unref();
  return () => {
    clearInterval(timer);
    rmSync(lockFile, { force: true });
  };
}

/** False when the file exists already. */
function create(file: string): boolean {
  try {
    writeFileSync(file, JSON.stringify(thisProcess()), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Replaces a lock that was left behind. Of several processes that find it at once, only the one that makes the guard
 * file may remove it; otherwise one could remove the new lock of another.
 */
function takeOver(directory: string, lockFile: string): void {
  refuseIfHeld(directory, lockFile);
  const guard = `${lockFile}.takeover`;
  if (ageMs(guard) > WRITING_MS) rmSync(guard, { force: true });
  if (!create(guard)) throw heldBy(directory, undefined);
  try {
    refuseIfHeld(directory, lockFile);
    rmSync(lockFile, { force: true });
    if (!create(lockFile)) throw heldBy(directory, undefined);
  } finally {
    rmSync(guard, { force: true });
  }
}

function refuseIfHeld(directory: string, lockFile: string): void {
  const age = ageMs(lockFile);
  const holder = parseHolder(readText(lockFile));
  if (!holder) {
    if (age < WRITING_MS) throw heldBy(directory, undefined);
    return;
  }
  const isHeld = holder.host === hostname() ? runsHere(holder) : age < LEFT_BEHIND_MS;
  if (isHeld) throw heldBy(directory, holder);
}

/** Time since the file was last touched; infinite when it is not there. */
function ageMs(file: string): number {
  const touched = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
  return touched === undefined ? Number.POSITIVE_INFINITY : Date.now() - touched;
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return '';
  }
}

function touch(file: string): void {
  try {
    utimesSync(file, new Date(), new Date());
  } catch {
    // the folder was removed under a running program; the database will say so
  }
}

function heldBy(directory: string, holder: LockHolder | undefined): StartupError {
  const who = holder ? ` (process ${holder.processId} on ${holder.host})` : '';
  return new StartupError(
    `The data directory ${directory} is in use by another dingdian process${who}. ` +
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
