import type { LonLat } from '../geo/lon-lat.ts';
import { uniteMatrices, uniteNearest, unitePairs, uniteWalks } from './unite-walks.ts';
import type {
  LongRun,
  NearestWalks,
  NetworkVersion,
  PairWalks,
  ReachedStretch,
  Route,
  Snap,
  WalkLimits,
  WalkMatrix,
  WalkNetwork,
} from './walk-network.ts';

/**
 * Several versions side by side, each walked by itself: the shortest walk on any of them counts, so that a second network over
 * the same ground never makes a walk longer. No walk leads from one into another; where two points are snapped only to
 * different ones, no path is known.
 */
export class UnitedWalkNetwork implements WalkNetwork {
  readonly versions: readonly NetworkVersion[];
  readonly #parts: readonly WalkNetwork[];

  constructor(parts: readonly WalkNetwork[]) {
    this.versions = parts.flatMap((part) => part.versions);
    this.#parts = parts;
  }

  snap(point: LonLat, maxSnapM: number): Snap | null {
    const snaps = this.#parts.flatMap((part) => part.snap(point, maxSnapM) ?? []);
    return snaps.reduce<Snap | null>((best, one) => (best && best.snapM <= one.snapM ? best : one), null);
  }

  walksFrom(origin: LonLat, destinations: readonly LonLat[], limits: WalkLimits) {
    return uniteWalks(this.#parts.map((part) => part.walksFrom(origin, destinations, limits)));
  }

  route(origin: LonLat, destination: LonLat, limits: WalkLimits): Route | null {
    const routes = this.#parts.flatMap((part) => part.route(origin, destination, limits) ?? []);
    return routes.reduce<Route | null>((best, one) => (best && best.walkM <= one.walkM ? best : one), null);
  }

  /** The stretches of every version that the point is snapped to; where versions overlap, the same street may stand twice. */
  reachFrom(
    origin: LonLat,
    limits: WalkLimits,
  ): { readonly snap: Snap; readonly stretches: ReachedStretch[] } | null {
    const reached = this.#parts.flatMap((part) => part.reachFrom(origin, limits) ?? []);
    const nearest = reached.toSorted((a, b) => a.snap.snapM - b.snap.snapM)[0];
    return nearest ? { snap: nearest.snap, stretches: reached.flatMap(({ stretches }) => stretches) } : null;
  }

  async matrix(
    origins: readonly LonLat[],
    destinations: readonly LonLat[],
    limits: WalkLimits,
    run: LongRun = {},
  ): Promise<WalkMatrix> {
    return uniteMatrices(
      await this.#each(run, (part, own) => part.matrix(origins, destinations, limits, own)),
    );
  }

  async nearest(
    sources: readonly LonLat[],
    targets: readonly LonLat[],
    limits: WalkLimits,
    { offsetsM, ...run }: LongRun & { readonly offsetsM?: Float64Array } = {},
  ): Promise<NearestWalks> {
    const offsets = offsetsM ? { offsetsM } : {};
    return uniteNearest(
      await this.#each(run, (part, own) => part.nearest(sources, targets, limits, { ...own, ...offsets })),
    );
  }

  async pairs(
    points: readonly LonLat[],
    pairs: { readonly a: Int32Array; readonly b: Int32Array },
    limits: WalkLimits,
    run: LongRun = {},
  ): Promise<PairWalks> {
    return unitePairs(await this.#each(run, (part, own) => part.pairs(points, pairs, limits, own)), pairs);
  }

  async #each<T>(run: LongRun, ask: (part: WalkNetwork, run: LongRun) => Promise<T>): Promise<T[]> {
    const answers: T[] = [];
    for (const [index, part] of this.#parts.entries())
      answers.push(
        await ask(part, {
          signal: run.signal,
          onProgress: (done) => run.onProgress?.((index + done) / this.#parts.length),
        }),
      );
    return answers;
  }
}
