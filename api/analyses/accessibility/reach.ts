import type { Database } from '../../db/database.ts';
import type { DistanceMatrix } from '../../geo/distance-matrix.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Metric } from '../metric-input.ts';
import { judgeWalk } from '../on-foot/judge-walk.ts';
import { straightMatrix } from '../points/straight-matrix.ts';

/** Why the access of a place is not known in full; bits, so that a place may have several. */
export const DOUBT = {
  /** The place is farther than maxSnapM from the network, a supplier is within the limit in a straight line. */
  placeNotSnapped: 1,
  supplierNotSnapped: 2,
  noPath: 4,
  /** A walk shorter than the straight line: the network is wrong there. */
  contradictory: 8,
  /** A supplier within reach whose supply is not known. */
  supplyUnknown: 16,
} as const;

/** Who reaches whom: suppliers (`from`) and places (`to`). */
export interface Reach {
  /** Distances within the limit by the metric asked for. */
  readonly matrix: DistanceMatrix;
  /** Per place: bits of DOUBT. Beyond the limit in a straight line nothing is in doubt. */
  readonly doubts: Uint8Array;
  /** Per supplier: 1 = farther than maxSnapM from the network, so that nobody is known to reach it. */
  readonly unsnapped: Uint8Array;
}

interface Run {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Measures from suppliers to places by the metric. `network` belongs to metric=walk. */
export async function measureReach(
  db: Database,
  suppliers: readonly LonLat[],
  places: readonly LonLat[],
  metric: Metric,
  network: WalkNetwork | null,
  { signal, onProgress }: Run,
): Promise<Reach> {
  const onFoot = metric.metric === 'walk';
  const straight = await straightMatrix(db, suppliers, places, metric.limitM, {
    signal,
    onProgress: (done) => onProgress(onFoot ? done * 0.3 : done),
    limitField: !onFoot ? 'radiusM' : metric.minutes === null ? 'maxWalkM' : 'minutes',
  });
  const doubts = new Uint8Array(places.length);
  const unsnapped = new Uint8Array(suppliers.length);
  if (!onFoot) return { matrix: straight, doubts, unsnapped };
  if (!network) throw new Error('a walk needs a network');
  const { limitM, maxSnapM } = metric;
  const { walkM, snapM } = await network.pairs(
    [...suppliers, ...places],
    { a: straight.from, b: straight.to.map((place) => place + suppliers.length) },
    { limitM, maxSnapM },
    { signal, onProgress: (done) => onProgress(0.3 + done * 0.7) },
  );
  const keep = new Uint8Array(walkM.length);
  for (let pair = 0; pair < walkM.length; pair++) {
    const supplier = straight.from[pair] as number;
    const place = straight.to[pair] as number;
    const doubt = (bit: number) => {
      doubts[place] = (doubts[place] as number) | bit;
    };
    const finding = judgeWalk({
      walkM: walkM[pair] as number,
      straightM: straight.distanceM[pair] as number,
      limitM,
      bandM: 0,
      bandSearchedM: 0,
    });
    if (finding === 'within') keep[pair] = 1;
    else if (finding === 'no-path') doubt(DOUBT.noPath);
    else if (finding === 'contradictory') doubt(DOUBT.contradictory);
    else if (finding === 'not-snapped') {
      const supplierMissing = Number.isNaN(snapM[supplier] as number);
      if (supplierMissing) {
        unsnapped[supplier] = 1;
        doubt(DOUBT.supplierNotSnapped);
      }
      if (Number.isNaN(snapM[suppliers.length + place] as number)) doubt(DOUBT.placeNotSnapped);
    }
  }
  return { matrix: pairsOf({ ...straight, distanceM: walkM }, keep), doubts, unsnapped };
}

/** The entries marked with 1. Plain loops: there may be millions. */
export function pairsOf({ from, to, distanceM }: DistanceMatrix, marked: Uint8Array): DistanceMatrix {
  let count = 0;
  for (let pair = 0; pair < marked.length; pair++) count += marked[pair] as number;
  const kept = {
    from: new Int32Array(count),
    to: new Int32Array(count),
    distanceM: new Float64Array(count),
  };
  let place = 0;
  for (let pair = 0; pair < marked.length; pair++) {
    if (marked[pair] !== 1) continue;
    kept.from[place] = from[pair] as number;
    kept.to[place] = to[pair] as number;
    kept.distanceM[place] = distanceM[pair] as number;
    place++;
  }
  return kept;
}
