import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import type { WalkGraph } from '../network/graph.ts';
import { GraphReader } from '../network/pack/compress-graph.ts';

const readGraphParts = namedQuery('walking/read-graph-parts', {
  params: z.object({ networkId: z.number(), firstPart: z.number(), parts: z.number() }),
  row: z.object({ part: z.number(), content: z.instanceof(Uint8Array) }),
});

/** Parts in one statement: few round trips, and the embedded engine is free for others in between. */
const PARTS_AT_ONCE = 3;

/** The stored parts are not what the head of the version says: it was removed meanwhile, or is damaged. */
export class GraphPartsError extends Error {}

/**
 * Reads a packed version straight into the shared memory it is searched in. Throws GraphPartsError when parts are missing,
 * PackedGraphError when the bytes are damaged or of another format.
 */
export async function loadGraph(db: Database, networkId: number, bytes: number): Promise<WalkGraph> {
  const reader = new GraphReader();
  let end = 0;
  for (let part = 0; end < bytes; ) {
    const rows = await readGraphParts(db, { networkId, firstPart: part, parts: PARTS_AT_ONCE });
    if (rows.length === 0) throw new GraphPartsError(`the graph has ${end} bytes of ${bytes}`);
    for (const row of rows) {
      if (row.part !== part) throw new GraphPartsError(`part ${part} of the graph is missing`);
      reader.add(row.content);
      end += row.content.length;
      part += 1;
    }
  }
  return reader.finish();
}
