import type { Position } from 'geojson';
import type { DistanceMatrix } from '../geo/distance-matrix.ts';
import type { LonLat } from '../geo/lon-lat.ts';

/** A version of the walking network that takes part in an answer. */
export interface NetworkVersion {
  readonly networkId: number;
  readonly code: string;
  readonly area: string;
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly sourceDate: string;
  readonly isSynthetic: boolean;
}

/** How far to search. */
export interface WalkLimits {
  /** Longest whole walk in metres, both snap legs included; the limit itself is within (compared in whole millimetres). */
  readonly limitM: number;
  /** Longest way in metres between a point and the network; beyond it the point is not snapped and nothing is concluded. */
  readonly maxSnapM: number;
}

/** For work that may take long: progress 0…1, and a signal that ends it (the promise rejects with the signal's reason). */
export interface LongRun {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number) => void) | undefined;
}

/** Where a point enters the network: the nearest place on an edge (not only a node). */
export interface Snap {
  /** Metres from the point to that place, in a straight line; walked too. */
  readonly snapM: number;
  readonly lon: number;
  readonly lat: number;
  /** Version of the network that the edge belongs to. */
  readonly networkId: number;
}

/**
 * The walk from one point to another. `beyond`: a path exists, longer than the limit. `no-path`: both are snapped, and nothing
 * joins the parts of the network they stand on; whether one can walk there is unknown. `not-snapped`: a point is farther than
 * `maxSnapM` from the network: nothing may be concluded.
 */
export type Walk =
  | {
      readonly status: 'reached';
      readonly walkM: number;
      readonly startSnapM: number;
      readonly endSnapM: number;
    }
  | { readonly status: 'beyond'; readonly startSnapM: number; readonly endSnapM: number }
  | { readonly status: 'no-path'; readonly startSnapM: number; readonly endSnapM: number }
  | { readonly status: 'not-snapped'; readonly startSnapM: number | null; readonly endSnapM: number | null };

/** The path of a walk as a line from point to point, snap legs included; positions are [longitude, latitude]. */
export interface Route {
  readonly walkM: number;
  readonly startSnapM: number;
  readonly endSnapM: number;
  readonly line: Position[];
}

/** A stretch of street that is reached, from its nearer end outward; metres are those of the whole walk from the point. */
export interface ReachedStretch {
  readonly line: Position[];
  readonly fromM: number;
  readonly toM: number;
}

/** All walks of some origins to some destinations within the limit. */
export interface WalkMatrix extends DistanceMatrix {
  /** Per origin and per destination: metres to the network, NaN = not snapped. */
  readonly originSnapM: Float64Array;
  readonly destinationSnapM: Float64Array;
}

/** The walk of each target from its nearest source. */
export interface NearestWalks {
  /** Per target, offsets of the sources included; Infinity = no source within the limit, NaN = the target is not snapped. */
  readonly walkM: Float64Array;
  /** Per target: index of that source (the lowest of equals), -1 = none. */
  readonly source: Int32Array;
  readonly targetSnapM: Float64Array;
  /** Per source: NaN = not snapped. */
  readonly sourceSnapM: Float64Array;
}

/** The walk of each pair that was asked for. */
export interface PairWalks {
  /** Infinity = beyond the limit, -1 = no path joins them, NaN = one of them is not snapped. */
  readonly walkM: Float64Array;
  /** Per point. */
  readonly snapM: Float64Array;
}

/**
 * The walking network of a question: one version, or all active ones side by side (each is walked by itself, and the shortest
 * walk on any of them counts). Distances are metres on the ellipsoid along the streets, rounded to the millimetre, the same in both directions.
 * The single searches run at once (a millisecond or so); those that return a promise run in worker threads.
 */
export interface WalkNetwork {
  readonly versions: readonly NetworkVersion[];
  /** null when the network is farther than `maxSnapM`. */
  snap(point: LonLat, maxSnapM: number): Snap | null;
  /** One entry for each destination, in their order. */
  walksFrom(origin: LonLat, destinations: readonly LonLat[], limits: WalkLimits): Walk[];
  /** null unless the destination is reached within the limit. */
  route(origin: LonLat, destination: LonLat, limits: WalkLimits): Route | null;
  /** Every stretch within the limit, the snap leg counted; null when the point is not snapped. */
  reachFrom(
    origin: LonLat,
    limits: WalkLimits,
  ): { readonly snap: Snap; readonly stretches: ReachedStretch[] } | null;
  matrix(
    origins: readonly LonLat[],
    destinations: readonly LonLat[],
    limits: WalkLimits,
    run?: LongRun,
  ): Promise<WalkMatrix>;
  /** `offsetsM` are added to the walks from each source (not negative): accuracy bands, weights. */
  nearest(
    sources: readonly LonLat[],
    targets: readonly LonLat[],
    limits: WalkLimits,
    options?: LongRun & { readonly offsetsM?: Float64Array },
  ): Promise<NearestWalks>;
  /** Pairs as indexes into `points`: pair `i` is `a[i]`, `b[i]`. */
  pairs(
    points: readonly LonLat[],
    pairs: { readonly a: Int32Array; readonly b: Int32Array },
    limits: WalkLimits,
    run?: LongRun,
  ): Promise<PairWalks>;
}
