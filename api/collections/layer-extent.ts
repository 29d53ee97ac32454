import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import type { Collection } from './collection.ts';

const bound = z.number().nullable();
const readExtent = namedQuery('collections/read-extent', {
  params: z.object({ table: z.string() }),
  row: z.object({ west: bound, south: bound, east: bound, north: bound }),
});

/** `[west, south, east, north]` in degrees that holds the layer; undefined when it is empty or has no geometry. */
export async function findLayerExtent(
  db: Database,
  collection: Collection,
): Promise<[number, number, number, number] | undefined> {
  if (!collection.extentTable) return undefined;
  const [row] = await readExtent(db, { table: collection.extentTable });
  if (!row || row.west === null || row.south === null || row.east === null || row.north === null)
    return undefined;
  // The index keeps single precision, rounded outwards; so is this.
  return [
    outwards(row.west, -180),
    outwards(row.south, -90),
    outwards(row.east, 180),
    outwards(row.north, 90),
  ];
}

function outwards(degrees: number, limit: number): number {
  const rounded = limit < 0 ? Math.floor(degrees * 1e4) / 1e4 : Math.ceil(degrees * 1e4) / 1e4;
  return limit < 0 ? Math.max(rounded, limit) : Math.min(rounded, limit);
}
