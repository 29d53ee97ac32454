import type { Database } from '../db/database.ts';
import { type AppliedChange, applyChanges } from './apply-changes.ts';
import type { Change } from './changes.ts';

/** Carries the value out of a transaction that must not be committed. */
class Undone<T> extends Error {
  readonly value: T;
  constructor(value: T) {
    super('undone');
    this.value = value;
  }
}

/**
 * Runs `work` on one state of the data (repeatable read) and undoes whatever was written, always. `apply` carries the changes
 * out; what `work` reads before it is the register as it is, what it reads after it the scenario. Other sessions see nothing of
 * it; institutions that a scenario removes or moves cannot be written by others until the work has ended (they wait).
 * Throws InvalidInputError for a change that cannot be made, UnavailableError when somebody else is writing the same rows.
 */
export async function tryChanges<T>(
  db: Database,
  changes: readonly Change[],
  work: (tx: Database, apply: () => Promise<AppliedChange[]>) => Promise<T>,
): Promise<T> {
  try {
    await db.transaction(async (tx) => {
      // A joined transaction would end by being committed.
      if (tx === db) throw new Error('a scenario needs a transaction of its own');
      await tx.script(
        "set transaction isolation level repeatable read; set local lock_timeout = '5s'; set local jit = off",
      );
      throw new Undone(await work(tx, () => applyChanges(tx, changes)));
    });
  } catch (thrown) {
    if (thrown instanceof Undone) return thrown.value as T;
    throw thrown;
  }
  throw new Error('the transaction of a scenario was committed');
}
