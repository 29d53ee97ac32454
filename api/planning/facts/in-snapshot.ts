import type { Database } from '../../db/database.ts';

/**
 * Runs `work` so that all its reads see one state of the data (one repeatable-read, read-only transaction). Inside a
 * transaction of the caller it joins that one, as it stands.
 */
export function inSnapshot<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    // A joined transaction hands over the caller's own database; its isolation can no longer be chosen.
    if (tx !== db) await tx.run({ text: 'set transaction isolation level repeatable read, read only' });
    return work(tx);
  });
}
