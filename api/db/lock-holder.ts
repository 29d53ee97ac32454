import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';

/** Who holds a lock. Process ids are used again (in a container every start has the same), so the start time is kept too. */
export interface LockHolder {
  readonly processId: number;
  readonly host: string;
  /** Boot and start time of the process; null where the system does not tell. */
  readonly started: string | null;
}

export function thisProcess(): LockHolder {
  return { processId: process.pid, host: hostname(), started: startOf(process.pid) };
}

/** The holder that a lock file names; undefined when it is empty or not a lock. */
export function parseHolder(text: string): LockHolder | undefined {
  try {
    const { processId, host, started } = JSON.parse(text) as Partial<LockHolder>;
    if (!Number.isInteger(processId) || typeof host !== 'string') return undefined;
    return { processId: processId!, host, started: started ?? null };
  } catch {
    return undefined;
  }
}

/** Whether the holder, a process of this machine, still runs. */
export function runsHere(holder: LockHolder): boolean {
  if (!isProcess(holder.processId)) return false;
  const started = startOf(holder.processId);
  return started === null || holder.started === null || started === holder.started;
}

function isProcess(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Linux: boot id and start tick of a process (field 22 of /proc/<pid>/stat; the name before it may hold spaces). */
function startOf(processId: number): string | null {
  try {
    const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return `${boot}/${stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19]}`;
  } catch {
    return null;
  }
}
