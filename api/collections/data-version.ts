import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';

const readDataVersion = namedQuery('collections/read-data-version', {
  params: z.object({}),
  row: z.object({ version: z.string() }),
});

/** A text that changes whenever stored data may have changed: the base of entity tags. */
export async function getDataVersion(db: Database): Promise<string> {
  const [row] = await readDataVersion(db, {});
  if (!row) throw new Error('the database gave no snapshot');
  return row.version;
}
