import type { Database } from '../../db/database.ts';

/**
 * Runs `work` so that all its reads see one state of the data (one repeatable-read, read-only transaction). Inside a
 * transaction of the caller it joins that one, as it stands.
 */
export function inSnapshot<T>(db: Database, work: (tx: Database) => Promise<T>): Promise<T> {
  return db.transaction(async (tx) => {
    // A joined transaction hands over the caller's own database; its isolation can no longer be chosen.
    // The statements of an assessment run for a few milliseconds, about as long as planning them anew would take.
    if (tx !== db)
      await tx.script(
        'set transaction isolation level repeatable read, read only; set local plan_cache_mode = force_generic_plan; set local jit = off',
      );
    return work(tx);
  });
}
