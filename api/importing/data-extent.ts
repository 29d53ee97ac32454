import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';

const none = z.object({});
const clearExtent = namedQuery('importing/clear-data-extent', { params: none, row: none });
const rebuildExtent = namedQuery('importing/rebuild-data-extent', {
  params: z.object({ asOf: z.string() }),
  row: none,
});
const rebuildEdges = namedQuery('importing/rebuild-data-extent-edges', { params: none, row: none });

/** Rebuilds where data exists (and its outline in pieces) from the areas valid on the date; empty when there are none. */
export async function rebuildDataExtent(tx: Database, asOf: string): Promise<void> {
  await clearExtent(tx, {});
  await rebuildExtent(tx, { asOf });
  await rebuildEdges(tx, {});
}
