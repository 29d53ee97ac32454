import type { Database } from '../db/database.ts';

const listeners = new WeakMap<Database, Set<() => void>>();

/** Tells the runner of this process, if it has one, that a job was submitted or dismissed; others see it when they look. */
export function ring(db: Database): void {
  for (const hear of listeners.get(db) ?? []) hear();
}

/** Calls `hear` at every ring; returns how to stop listening. */
export function listenTo(db: Database, hear: () => void): () => void {
  const heard = listeners.get(db) ?? new Set();
  listeners.set(db, heard.add(hear));
  return () => void heard.delete(hear);
}
