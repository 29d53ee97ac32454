import { sql } from 'kysely';
import type { Database } from '../db/database.ts';
import type { Collection } from './collection.ts';
import { selectionCondition } from './item-conditions.ts';
import type { Selection } from './item-query.ts';

/** The exact number of features of a selection. */
export async function countItems(
  db: Database,
  collection: Collection,
  selection: Selection,
): Promise<number> {
  const { rows } = await sql<{ matched: number }>`
    select count(*) as matched from ${sql.table(collection.source)} v where ${selectionCondition(collection, selection)}`.execute(
    db.kysely,
  );
  return rows[0]?.matched ?? 0;
}
