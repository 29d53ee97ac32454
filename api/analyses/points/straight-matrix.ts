import { z } from 'zod';
import { runInThread } from '../../compute/run-in-thread.ts';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { InvalidInputError } from '../../errors.ts';
import type { DistanceMatrix } from '../../geo/distance-matrix.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { lonLatColumns } from '../../geo/lon-lat-columns.ts';
import { type StraightInput, straightDistances } from '../../geo/straight-distances.ts';

const listStraightPairs = namedQuery('points/list-straight-pairs', {
  params: z.object({
    lonA: z.array(z.number()),
    latA: z.array(z.number()),
    lonB: z.array(z.number()),
    latB: z.array(z.number()),
  }),
  row: z.object({ distances_m: z.array(z.number()).nullable() }),
});

/** Pairs asked of PostGIS by one statement. */
const CHUNK_PAIRS = 5_000;
/** Most pairs of one matrix; 16 bytes each. */
const MAX_PAIRS = 12_000_000;
/** So many combinations are measured at once (some milliseconds); more in a thread. */
const AT_ONCE = 2_000;

export interface StraightOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Default 12 million. */
  readonly maxPairs?: number;
  /** The input that sets the limit, for the error; default radiusM. */
  readonly limitField?: string;
}

/**
 * The straight distances within `limitM` metres (the limit itself included) from origins to destinations, exactly as the SQL
 * function `distance_m` gives them. Millions of pairs through PostGIS would take ten times as long and hold the embedded engine,
 * so they are measured here by the same geodesic (Karney), which agrees with PostGIS to nanometres; the pairs for which
 * nanometres could decide the millimetre are asked of `distance_m`, which so remains the one owner of every comparison.
 * Throws InvalidInputError (field `limitField`) when more than `maxPairs` pairs lie within the limit.
 */
export async function straightMatrix(
  db: Database,
  origins: readonly LonLat[],
  destinations: readonly LonLat[],
  limitM: number,
  { signal, onProgress, maxPairs = MAX_PAIRS, limitField = 'radiusM' }: StraightOptions = {},
): Promise<DistanceMatrix> {
  signal?.throwIfAborted();
  const input: StraightInput = {
    origins: lonLatColumns(origins),
    destinations: lonLatColumns(destinations),
    limitM,
    maxPairs,
  };
  const measured =
    origins.length * destinations.length <= AT_ONCE
      ? straightDistances(input, () => undefined)
      : await runInThread('straight-distances', input, { signal, onProgress });
  if (measured.tooMany) throw tooManyPairs(limitField, limitM, maxPairs);
  const { doubtful, from, to, distanceM } = measured;
  for (let start = 0; start < doubtful.length; start += CHUNK_PAIRS) {
    const entries = [...doubtful.subarray(start, start + CHUNK_PAIRS)];
    const a = entries.map((entry) => origins[from[entry] as number] as LonLat);
    const b = entries.map((entry) => destinations[to[entry] as number] as LonLat);
    const exact = await askDistances(signal ? db.withSignal(signal) : db, a, b);
    for (const [index, entry] of entries.entries()) distanceM[entry] = exact[index] as number;
  }
  // A doubtful entry may have been listed although it is beyond.
  const beyond = new Set(doubtful.filter((entry) => (distanceM[entry] as number) > limitM));
  if (beyond.size === 0) return { from, to, distanceM };
  const kept = (_: number, entry: number) => !beyond.has(entry);
  return { from: from.filter(kept), to: to.filter(kept), distanceM: distanceM.filter(kept) };
}

async function askDistances(db: Database, a: readonly LonLat[], b: readonly LonLat[]): Promise<number[]> {
  const [row] = await listStraightPairs(db, {
    lonA: a.map(({ lon }) => lon),
    latA: a.map(({ lat }) => lat),
    lonB: b.map(({ lon }) => lon),
    latB: b.map(({ lat }) => lat),
  });
  const distances = row?.distances_m ?? [];
  if (distances.length !== a.length) throw new Error(`${distances.length} distances for ${a.length} pairs`);
  return distances;
}

function tooManyPairs(field: string, limitM: number, maxPairs: number): InvalidInputError {
  return new InvalidInputError([
    {
      field,
      value: limitM,
      reason: `more than ${maxPairs} pairs of points lie within this limit`,
      allowed: 'a shorter limit or a smaller area',
    },
  ]);
}
