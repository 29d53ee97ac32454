import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { InvalidInputError } from '../../errors.ts';
import type { DistanceMatrix } from '../../geo/distance-matrix.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { type CandidatePairs, chordCandidates } from './chord-candidates.ts';

/** Arrays travel as PostgreSQL array literals: the driver's own array text costs several times as much. */
const listStraightPairs = namedQuery('points/list-straight-pairs', {
  params: z.object({
    lon: z.string(),
    lat: z.string(),
    a: z.string(),
    b: z.string(),
    limitM: z.number(),
  }),
  row: z.object({ distances_m: z.string().nullable() }),
});

/** Pairs measured by one statement: about 100 to 200 ms on the embedded engine, which cannot be interrupted. */
const CHUNK_PAIRS = 40_000;
/** Most pairs of one matrix; 16 bytes each. */
const MAX_PAIRS = 12_000_000;

export interface StraightOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
  /** Default 12 million. */
  readonly maxPairs?: number;
}

/**
 * The straight distances within `limitM` metres (the limit itself included) from origins to destinations, exactly as the SQL
 * function `distance_m` gives them. Candidates are found here by their chord, which loses none; every distance is measured and
 * compared by PostGIS, so that one function owns the comparison: a geodesic computed here would agree to nanometres and still
 * round some pairs to the other millimetre. One statement measures a bounded chunk; `signal` ends the work between and within
 * them. Throws InvalidInputError (field radiusM) when more than `maxPairs` pairs lie within the limit.
 */
export async function straightMatrix(
  db: Database,
  origins: readonly LonLat[],
  destinations: readonly LonLat[],
  limitM: number,
  { signal, onProgress, maxPairs = MAX_PAIRS }: StraightOptions = {},
): Promise<DistanceMatrix> {
  const bound = signal ? db.withSignal(signal) : db;
  const chunks: DistanceMatrix[] = [];
  let pairs = 0;
  for (const candidates of chordCandidates(origins, destinations, limitM, CHUNK_PAIRS)) {
    signal?.throwIfAborted();
    const chunk = await measure(bound, origins, destinations, candidates, limitM);
    chunks.push(chunk);
    pairs += chunk.from.length;
    if (pairs > maxPairs) throw tooManyPairs(limitM, maxPairs);
    onProgress?.(((candidates.from.at(-1) ?? 0) + 1) / origins.length);
  }
  const matrix = {
    from: new Int32Array(pairs),
    to: new Int32Array(pairs),
    distanceM: new Float64Array(pairs),
  };
  let filled = 0;
  for (const chunk of chunks) {
    matrix.from.set(chunk.from, filled);
    matrix.to.set(chunk.to, filled);
    matrix.distanceM.set(chunk.distanceM, filled);
    filled += chunk.from.length;
  }
  return matrix;
}

async function measure(
  db: Database,
  origins: readonly LonLat[],
  destinations: readonly LonLat[],
  { from, to }: CandidatePairs,
  limitM: number,
): Promise<DistanceMatrix> {
  const points = new Points();
  const a = Array.from(from, (origin) => points.placeOf(`o${origin}`, origins[origin]));
  const b = Array.from(to, (destination) => points.placeOf(`d${destination}`, destinations[destination]));
  const [row] = await listStraightPairs(db, {
    lon: literal(points.lon),
    lat: literal(points.lat),
    a: literal(a),
    b: literal(b),
    limitM,
  });
  const distances = (row?.distances_m ?? '').split(',');
  if (distances.length !== from.length)
    throw new Error(`${distances.length} distances for ${from.length} pairs`);
  const within = [...distances.keys()].filter((index) => distances[index] !== '');
  return {
    from: Int32Array.from(within, (index) => from[index] as number),
    to: Int32Array.from(within, (index) => to[index] as number),
    distanceM: Float64Array.from(within, (index) => Number(distances[index])),
  };
}

/** The points of one chunk, each once. */
class Points {
  readonly lon: number[] = [];
  readonly lat: number[] = [];
  readonly #places = new Map<string, number>();

  /** Place of a point, counted from 1 as SQL arrays are. */
  placeOf(key: string, point: LonLat | undefined): number {
    const known = this.#places.get(key);
    if (known !== undefined) return known;
    if (!point) throw new Error(`no point ${key}`);
    this.lon.push(point.lon);
    const place = this.lat.push(point.lat);
    this.#places.set(key, place);
    return place;
  }
}

function literal(values: readonly number[]): string {
  return `{${values.join(',')}}`;
}

function tooManyPairs(limitM: number, maxPairs: number): InvalidInputError {
  return new InvalidInputError([
    {
      field: 'radiusM',
      value: limitM,
      reason: `more than ${maxPairs} pairs of points lie within this limit`,
      allowed: 'a shorter limit or a smaller area',
    },
  ]);
}
