import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import { InvalidInputError, UnavailableError } from '../errors.ts';
import { PackedGraphError } from '../network/pack/layout.ts';
import { graphCache } from './graph-cache.ts';
import { GraphPartsError } from './load-graph.ts';
import { PackedWalkNetwork } from './packed-walk-network.ts';
import { UnitedWalkNetwork } from './united-walk-network.ts';
import type { WalkNetwork } from './walk-network.ts';

const listNetworks = namedQuery('walking/list-networks', {
  params: z.object({ code: z.string().nullable() }),
  row: z.object({
    network_id: z.number(),
    code: z.string(),
    area: z.string(),
    source: z.string(),
    source_date: z.string(),
    is_synthetic: z.boolean(),
    is_active: z.boolean(),
    graph_format: z.number(),
    graph_bytes: z.number(),
    graph_key: z.string(),
  }),
  plan: 'generic',
});
type NetworkRow = z.output<(typeof listNetworks)['row']>;

/**
 * The walking network of a question: the version with this code (active or not), or all active ones; null when none is active.
 * What is active is looked up on each call, so an answer never uses a version retired before it began; a graph that this process
 * does not hold is loaded, once for all who wait for it. Throws InvalidInputError (field `network`) for an unknown code,
 * UnavailableError when a stored graph cannot be read.
 */
export async function openWalkNetwork(
  db: Database,
  { network }: { readonly network?: string | undefined } = {},
): Promise<WalkNetwork | null> {
  try {
    return await openOnce(db, network);
  } catch (error) {
    if (!(error instanceof GraphPartsError)) throw readableFault(error);
  }
  // A version may have been removed between the two looks; then the second sees so.
  try {
    return await openOnce(db, network);
  } catch (error) {
    throw readableFault(error);
  }
}

async function openOnce(db: Database, network: string | undefined): Promise<WalkNetwork | null> {
  const rows = await listNetworks(db, { code: network ?? null });
  const chosen = network === undefined ? rows : rows.filter((row) => row.code === network);
  if (network !== undefined && chosen.length === 0) throw unknownNetwork(network, rows);
  const active = rows.filter((row) => row.is_active).map((row) => row.graph_key);
  const cache = graphCache(db);
  cache.dropAllBut(active, network === undefined ? undefined : chosen[0]?.graph_key);
  if (chosen.length === 0) return null;
  const graphs = await Promise.all(
    chosen.map((row) =>
      cache.get(db, { key: row.graph_key, networkId: row.network_id, graphBytes: row.graph_bytes }),
    ),
  );
  const parts = chosen.map((row, index) => new PackedWalkNetwork([versionOf(row)], [graphs[index]!]));
  const [only] = parts;
  return parts.length === 1 && only ? only : new UnitedWalkNetwork(parts);
}

function versionOf(row: NetworkRow) {
  return {
    networkId: row.network_id,
    code: row.code,
    area: row.area,
    source: row.source,
    sourceDate: row.source_date,
    isSynthetic: row.is_synthetic,
  };
}

function unknownNetwork(network: string, active: readonly NetworkRow[]): InvalidInputError {
  const codes = active.map((row) => row.code).join(', ');
  return new InvalidInputError([
    {
      field: 'network',
      value: network,
      reason: 'there is no version of the walking network with this code',
      allowed: `a code of the collection walk-networks${codes ? `; active: ${codes}` : '; none is active'}`,
    },
  ]);
}

function readableFault(error: unknown): unknown {
  if (!(error instanceof GraphPartsError || error instanceof PackedGraphError)) return error;
  return new UnavailableError(
    `a stored walking network cannot be read: ${error.message}. Remedy: import it again`,
    [],
    { cause: error },
  );
}
