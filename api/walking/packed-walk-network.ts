import type { Position } from 'geojson';
import { InvalidInputError } from '../errors.ts';
import type { LonLat } from '../geo/lon-lat.ts';
import type { WalkGraph } from '../network/graph.ts';
import { append, degrees, edgeLine } from '../network/search/edge-line.ts';
import { findRoute } from '../network/search/find-route.ts';
import { newPlaces, type Place, PositionNumbers, setPlace, snapToAny } from '../network/search/places.ts';
import { reachStretches } from '../network/search/reach-stretches.ts';
import { searchMemory } from '../network/search/search-memory.ts';
import { type GraphHandle, handleOf } from '../network/search/thread-graphs.ts';
import { limitMm, longestUm, metresOf } from '../network/search/walk-limit.ts';
import { NO_PATH, walksFrom } from '../network/search/walks-from.ts';
import { halves, searchMatrix, searchNearestOf, searchPairs, snapMany } from './many-searches.ts';
import type {
  LongRun,
  NearestWalks,
  NetworkVersion,
  PairWalks,
  ReachedStretch,
  Route,
  Snap,
  Walk,
  WalkLimits,
  WalkMatrix,
  WalkNetwork,
} from './walk-network.ts';

/**
 * A walking network on packed graphs, one for each version. Two points at the same position are 0 m apart (nothing is walked);
 * all other walks lead from the point to the network and back, however near the two are.
 */
export class PackedWalkNetwork implements WalkNetwork {
  readonly versions: readonly NetworkVersion[];
  readonly #graphs: readonly WalkGraph[];
  readonly #handles: readonly GraphHandle[];

  /** Graph `i` is that of version `i`. */
  constructor(versions: readonly NetworkVersion[], graphs: readonly WalkGraph[]) {
    this.versions = versions;
    this.#graphs = graphs;
    this.#handles = graphs.map(handleOf);
  }

  snap(point: LonLat, maxSnapM: number): Snap | null {
    const place = snapToAny(this.#graphs, point, maxSnapM);
    return place && this.#snapOf(place);
  }

  walksFrom(origin: LonLat, destinations: readonly LonLat[], { limitM, maxSnapM }: WalkLimits): Walk[] {
    const places = newPlaces(destinations.length + 1);
    const numbers = new PositionNumbers();
    for (const [index, point] of [origin, ...destinations].entries()) {
      places.position[index] = numbers.of(point);
      setPlace(places, index, snapToAny(this.#graphs, point, maxSnapM));
    }
    const others = Int32Array.from(destinations, (_, index) => index + 1);
    const walks = walksFrom(this.#graphs, places, 0, others, longestUm(limitM));
    const snapM = (index: number) => (places.edge[index]! < 0 ? null : metresOf(places.snapUm[index]!));
    const startSnapM = snapM(0);
    return [...walks].map((um, index): Walk => {
      const endSnapM = snapM(index + 1);
      if (startSnapM === null || endSnapM === null) return { status: 'not-snapped', startSnapM, endSnapM };
      if (um === NO_PATH) return { status: 'no-path', startSnapM, endSnapM };
      if (um === Number.POSITIVE_INFINITY) return { status: 'beyond', startSnapM, endSnapM };
      if (places.position[index + 1] === places.position[0])
        return { status: 'reached', walkM: 0, startSnapM: 0, endSnapM: 0 };
      return { status: 'reached', walkM: metresOf(um), startSnapM, endSnapM };
    });
  }

  route(origin: LonLat, destination: LonLat, { limitM, maxSnapM }: WalkLimits): Route | null {
    const from = snapToAny(this.#graphs, origin, maxSnapM);
    const to = snapToAny(this.#graphs, destination, maxSnapM);
    const graph = from && this.#graphs[from.graph];
    if (!from || !to || !graph || from.graph !== to.graph) return null;
    const ends = [positionOf(origin), positionOf(destination)] as const;
    if (origin.lon === destination.lon && origin.lat === destination.lat)
      return { walkM: 0, startSnapM: 0, endSnapM: 0, line: [...ends] };
    const path = findRoute(graph, searchMemory(graph), from, to, longestUm(limitM));
    if (!path) return null;
    const line: Position[] = [ends[0]];
    for (const position of path.line) append(line, position);
    append(line, ends[1]);
    return {
      walkM: metresOf(path.walkUm),
      startSnapM: metresOf(from.snapUm),
      endSnapM: metresOf(to.snapUm),
      line: line.length > 1 ? line : [...ends],
    };
  }

  reachFrom(
    origin: LonLat,
    { limitM, maxSnapM }: WalkLimits,
  ): { readonly snap: Snap; readonly stretches: ReachedStretch[] } | null {
    const place = snapToAny(this.#graphs, origin, maxSnapM);
    const graph = place && this.#graphs[place.graph];
    if (!place || !graph) return null;
    const reached = reachStretches(graph, searchMemory(graph), place, limitMm(limitM) * 1000);
    const stretches = reached.map(({ edge, beginUm, endUm, fromUm, toUm }) => ({
      line: edgeLine(graph, edge, beginUm, endUm),
      fromM: metresOf(fromUm),
      toM: metresOf(toUm),
    }));
    return { snap: this.#snapOf(place), stretches };
  }

  async matrix(
    origins: readonly LonLat[],
    destinations: readonly LonLat[],
    { limitM, maxSnapM }: WalkLimits,
    run: LongRun = {},
  ): Promise<WalkMatrix> {
    const { snapping, searching } = halves(run);
    const numbers = new PositionNumbers();
    const from = await snapMany(this.#handles, origins, maxSnapM, numbers, snapping);
    const to =
      origins === destinations
        ? from
        : await snapMany(this.#handles, destinations, maxSnapM, numbers, { signal: run.signal });
    return searchMatrix(this.#handles, from, to, limitM, searching);
  }

  async nearest(
    sources: readonly LonLat[],
    targets: readonly LonLat[],
    limits: WalkLimits,
    { offsetsM, ...run }: LongRun & { readonly offsetsM?: Float64Array } = {},
  ): Promise<NearestWalks> {
    const { snapping, searching } = halves(run);
    const offsetUm = wholeOffsets(sources.length, offsetsM);
    const numbers = new PositionNumbers();
    const from = await snapMany(this.#handles, sources, limits.maxSnapM, numbers, { signal: run.signal });
    const to = await snapMany(this.#handles, targets, limits.maxSnapM, numbers, snapping);
    return searchNearestOf(this.#handles, from, to, offsetUm, limits, searching);
  }

  async pairs(
    points: readonly LonLat[],
    pairs: { readonly a: Int32Array; readonly b: Int32Array },
    { limitM, maxSnapM }: WalkLimits,
    run: LongRun = {},
  ): Promise<PairWalks> {
    const { snapping, searching } = halves(run);
    const places = await snapMany(this.#handles, points, maxSnapM, new PositionNumbers(), snapping);
    return searchPairs(this.#handles, places, pairs, limitM, searching);
  }

  #snapOf(place: Place): Snap {
    return {
      snapM: metresOf(place.snapUm),
      lon: degrees(place.lonE7 / 1e7),
      lat: degrees(place.latE7 / 1e7),
      networkId: this.versions[place.graph]!.networkId,
    };
  }
}

function positionOf({ lon, lat }: LonLat): Position {
  return [lon, lat];
}

/** Offsets in whole micrometres. Throws InvalidInputError for one that is negative, not finite or missing. */
function wholeOffsets(count: number, offsetsM: Float64Array | undefined): Float64Array {
  if (!offsetsM) return new Float64Array(count);
  if (offsetsM.length !== count || offsetsM.some((offset) => !(offset >= 0) || !Number.isFinite(offset)))
    throw new InvalidInputError([
      { field: 'offsetsM', reason: 'one number of metres for each source, none negative', allowed: '0…' },
    ]);
  return offsetsM.map((offset) => Math.round(offset * 1e6));
}
