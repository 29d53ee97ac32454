import type { Database } from '../../db/database.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Metric } from '../metric-input.ts';
import { type WalkedPair, walkPairs } from '../on-foot/walk-pairs.ts';
import { type AuditQuestion, type Cursor, listStraightPairs } from './audit-question.ts';
import type { Pair } from './queries.ts';

export type FootVerdict = 'conflict' | 'uncertain' | 'review' | 'beyond';

/** A pair within the limit in a straight line, with what the walk between its ends says. */
export interface PairOnFoot {
  readonly pair: Pair;
  readonly walk: WalkedPair;
  readonly verdict: FootVerdict;
}

/**
 * Walks the pairs after the cursor, a chunk at a time in the order of the cursor, so that memory holds one chunk however many
 * there are; the searches of a chunk run in threads.
 */
export async function* walkStraightPairs(
  db: Database,
  question: AuditQuestion,
  network: WalkNetwork,
  metric: Extract<Metric, { metric: 'walk' }>,
  options: { readonly after: Cursor; readonly chunk: number; readonly signal: AbortSignal },
): AsyncGenerator<readonly PairOnFoot[]> {
  let { after } = options;
  for (;;) {
    options.signal.throwIfAborted();
    const pairs = await listStraightPairs(db, question, after, options.chunk);
    const last = pairs.at(-1);
    if (!last) return;
    yield await walkChunk(network, pairs, metric, options.signal);
    if (pairs.length < options.chunk) return;
    after = { driver: last.driver_id, other: last.other_id };
  }
}

async function walkChunk(
  network: WalkNetwork,
  pairs: readonly Pair[],
  { limitM, maxSnapM }: Extract<Metric, { metric: 'walk' }>,
  signal: AbortSignal,
): Promise<PairOnFoot[]> {
  const points: LonLat[] = [];
  const places = new Map<number, number>();
  const placeOf = (id: number, lon: number, lat: number) => {
    const known = places.get(id);
    if (known !== undefined) return known;
    places.set(id, points.length);
    return points.push({ lon, lat }) - 1;
  };
  const walked = await walkPairs(
    network,
    points,
    pairs.map((pair) => ({
      a: placeOf(pair.a_id, pair.a_lon, pair.a_lat),
      b: placeOf(pair.b_id, pair.b_lon, pair.b_lat),
      straightM: pair.distance_m,
      bandM: pair.band_m,
    })),
    { limitM, maxSnapM },
    { signal },
  );
  return pairs.map((pair, index) => {
    const walk = walked[index]!;
    return { pair, walk, verdict: verdictOf(pair, walk) };
  });
}

function verdictOf({ verdict }: Pair, { finding }: WalkedPair): FootVerdict {
  if (finding === 'beyond' || finding === 'uncertain') return finding;
  if (finding !== 'within') return 'review';
  return verdict === 'within' ? 'conflict' : 'uncertain';
}
