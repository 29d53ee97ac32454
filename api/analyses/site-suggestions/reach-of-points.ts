import type { Database } from '../../db/database.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { distanceVerdict } from '../../policy/distance-verdict.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import type { Metric } from '../metric-input.ts';
import { judgeWalk, MAX_BAND_SEARCHED_M, type WalkFinding } from '../on-foot/judge-walk.ts';
import { straightMatrix } from '../points/straight-matrix.ts';

/** A point and the accuracy of its position in metres. */
export type BandedPoint = LonLat & { readonly accuracy_m: number };

/** Positions of one class are searched as far as the least exact of the class needs. */
const CLASSES_M = [0, 50, 200, 1_000, Number.POSITIVE_INFINITY] as const;

export interface ReachOptions {
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/** Who could not be joined to the walking network. */
export interface Unsnapped {
  /** Per point: 1 = farther than maxSnapM from the network. */
  readonly points: Uint8Array;
}

/**
 * Tells each pair of a point and a cell that may lie within the limit, by the metric, in the order of classes of accuracy, then
 * points, then cells. `metres`: by the metric; NaN where it is not known; `straightM`: the straight line.
 */
export async function reachOfPoints(
  {
    db,
    metric,
    network,
  }: { readonly db: Database; readonly metric: Metric; readonly network: WalkNetwork | null },
  points: readonly BandedPoint[],
  cells: readonly LonLat[],
  { signal, onProgress }: ReachOptions,
  tell: (point: number, cell: number, finding: WalkFinding, metres: number, straightM: number) => void,
): Promise<Unsnapped> {
  const unsnapped = new Uint8Array(points.length);
  for (const [place, most] of CLASSES_M.entries()) {
    const least = CLASSES_M[place - 1] ?? -1;
    const members = [...points.keys()].filter((index) => {
      const band = points[index]!.accuracy_m;
      return band > least && band <= most;
    });
    if (members.length === 0) continue;
    const band = members.reduce((widest, index) => Math.max(widest, points[index]!.accuracy_m), 0);
    const own = members.map((index) => points[index]!);
    const share = (from: number, to: number) => (done: number) =>
      onProgress((place + from + done * (to - from)) / CLASSES_M.length);
    const straight = await straightMatrix(db, own, cells, metric.limitM + band, {
      signal,
      onProgress: share(0, metric.metric === 'walk' ? 0.3 : 1),
    });
    const walked =
      metric.metric === 'walk' && network
        ? await network.pairs(
            [...own, ...cells],
            { a: straight.from, b: straight.to.map((cell) => cell + own.length) },
            { limitM: metric.limitM + Math.min(band, MAX_BAND_SEARCHED_M), maxSnapM: metric.maxSnapM },
            { signal, onProgress: share(0.3, 1) },
          )
        : null;
    for (let pair = 0; pair < straight.from.length; pair += 1) {
      const point = members[straight.from[pair]!]!;
      const cell = straight.to[pair]!;
      const straightM = straight.distanceM[pair]!;
      const bandM = points[point]!.accuracy_m;
      const { limitM } = metric;
      // A straight line beyond doubt beyond the limit decides, on foot too.
      const inLine = distanceVerdict(straightM, limitM, bandM);
      if (inLine === 'beyond') continue;
      if (!walked) {
        tell(point, cell, inLine, straightM, straightM);
        continue;
      }
      if (Number.isNaN(walked.snapM[straight.from[pair]!]!)) unsnapped[point] = 1;
      const walkM = walked.walkM[pair]!;
      const bandSearchedM = Math.min(band, MAX_BAND_SEARCHED_M);
      const finding = judgeWalk({ walkM, straightM, limitM, bandM, bandSearchedM });
      if (finding !== 'beyond')
        tell(point, cell, finding, walkM >= 0 && walkM < Infinity ? walkM : Number.NaN, straightM);
    }
    onProgress((place + 1) / CLASSES_M.length);
  }
  return { points: unsnapped };
}
