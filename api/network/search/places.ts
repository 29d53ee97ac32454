import type { LonLat } from '../../geo/lon-lat.ts';
import type { WalkGraph } from '../graph.ts';
import type { PlaceOnEdge } from './place-on-edge.ts';
import { snapPoint } from './snap-point.ts';
import { metresOf } from './walk-limit.ts';

/** Many points on the graphs of a network, as columns in shared memory. */
export interface Places {
  /** Which of the network's graphs. */
  readonly graph: Int32Array;
  /** -1 = not snapped. */
  readonly edge: Int32Array;
  readonly beforeUm: Float64Array;
  readonly snapUm: Float64Array;
  /** Equal for points at the same position, also of another set that was numbered with this one. */
  readonly position: Int32Array;
}

/** Numbers the positions of some sets of points; equal positions get equal numbers. */
export class PositionNumbers {
  /** By a mix of both coordinates, the last position with it; `#before` leads to others that happen to have the same mix. */
  readonly #last = new Map<number, number>();
  readonly #before: number[] = [];
  readonly #lon: number[] = [];
  readonly #lat: number[] = [];

  of({ lon, lat }: LonLat): number {
    const mix = lon * 7919.31 + lat;
    const last = this.#last.get(mix) ?? -1;
    for (let number = last; number >= 0; number = this.#before[number]!)
      if (this.#lon[number] === lon && this.#lat[number] === lat) return number;
    this.#last.set(mix, this.#lon.length);
    this.#before.push(last);
    this.#lat.push(lat);
    return this.#lon.push(lon) - 1;
  }
}

export function newPlaces(count: number): Places {
  return {
    graph: new Int32Array(new SharedArrayBuffer(4 * count)),
    edge: new Int32Array(new SharedArrayBuffer(4 * count)).fill(-1),
    beforeUm: new Float64Array(new SharedArrayBuffer(8 * count)),
    snapUm: new Float64Array(new SharedArrayBuffer(8 * count)),
    position: new Int32Array(new SharedArrayBuffer(4 * count)),
  };
}

/** A place and the graph it is on. */
export interface Place extends PlaceOnEdge {
  readonly graph: number;
}

/**
 * The nearest place on any of the graphs; of equals the first graph's. A street beats an isle of another graph, however near
 * that is, as within one.
 */
export function snapToAny(graphs: readonly WalkGraph[], point: LonLat, maxSnapM: number): Place | null {
  let best: Place | null = null;
  let bestIsIsle = false;
  for (const [index, graph] of graphs.entries()) {
    const place = snapPoint(graph, point, maxSnapM);
    if (!place) continue;
    const isIsle = graph.componentIsIsle[graph.edgeComponent[place.edge]!] === 1;
    const isNearer = best === null || (isIsle === bestIsIsle ? place.snapUm < best.snapUm : bestIsIsle);
    if (!isNearer) continue;
    best = { ...place, graph: index };
    bestIsIsle = isIsle;
  }
  return best;
}

export function setPlace(places: Places, point: number, place: Place | null): void {
  places.graph[point] = place?.graph ?? 0;
  places.edge[point] = place?.edge ?? -1;
  places.beforeUm[point] = place?.beforeUm ?? 0;
  places.snapUm[point] = place?.snapUm ?? 0;
}

/** Metres to the network of each point; NaN = not snapped. */
export function snapMetres({ edge, snapUm }: Places): Float64Array {
  return Float64Array.from(edge, (on, point) => (on < 0 ? Number.NaN : metresOf(snapUm[point] ?? 0)));
}
