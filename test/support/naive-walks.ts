import geodesic from 'geographiclib-geodesic';
import type { LonLat } from '../../api/geo/lon-lat.ts';
import { segmentLengthUm } from '../../api/network/build/segment-length.ts';
import { ISLE_M } from '../../api/network/graph.ts';
import type { StreetGraph } from '../../api/network/street-graph.ts';

const { WGS84 } = geodesic.Geodesic;

/** Metres on the ellipsoid by Karney's inverse. */
export function geodesicM(a: LonLat, b: LonLat): number {
  return WGS84.Inverse(a.lat, a.lon, b.lat, b.lon).s12!;
}

/** A place on a street of the graph as it was before packing. */
export interface NaivePlace {
  readonly edge: number;
  readonly beforeM: number;
  readonly snapM: number;
  readonly isIsle: boolean;
}

/** Walks worked out the slow way: every segment looked at, every street searched, nothing contracted, nothing indexed. */
export class NaiveWalks {
  readonly #graph: StreetGraph;
  readonly #maxSnapM: number;
  readonly #snaps = new Map<LonLat, NaivePlace | null>();

  constructor(graph: StreetGraph, maxSnapM: number) {
    this.#graph = graph;
    this.#maxSnapM = maxSnapM;
  }

  /** Nearest place by golden-section search along each segment with geodesic distances. */
  snap(point: LonLat): NaivePlace | null {
    const known = this.#snaps.get(point);
    if (known !== undefined) return known;
    const place = this.#search(point);
    this.#snaps.set(point, place);
    return place;
  }

  #search(point: LonLat): NaivePlace | null {
    const graph = this.#graph;
    const longest = Math.max(...graph.components.map(({ lengthM }) => lengthM));
    let best: NaivePlace | null = null;
    for (let edge = 0; edge < graph.edgeSource.length; edge++) {
      const { lengthM } = graph.components[graph.nodeComponent[graph.edgeSource[edge]!]!]!;
      const isIsle = lengthM < ISLE_M && lengthM < longest;
      let beforeM = 0;
      for (let vertex = graph.firstVertex[edge]!; vertex < graph.firstVertex[edge + 1]! - 1; vertex++) {
        const lengthOf = this.#segmentM(vertex);
        const { share, snapM } = this.#nearest(point, vertex);
        const isBetter =
          best === null || (isIsle === best.isIsle ? snapM < best.snapM - 1e-7 : best.isIsle && !isIsle);
        if (snapM <= this.#maxSnapM && isBetter)
          best = { edge, beforeM: beforeM + share * lengthOf, snapM, isIsle };
        beforeM += lengthOf;
      }
    }
    return best;
  }

  /** Metres from a place to each node (Infinity = no path), by Bellman-Ford over all streets. */
  nodeDistances({ edge, beforeM, snapM }: NaivePlace): Float64Array {
    const { edgeSource, edgeTarget, nodeLonE7 } = this.#graph;
    const distances = new Float64Array(nodeLonE7.length).fill(Number.POSITIVE_INFINITY);
    const better = (node: number, metres: number) => {
      if (!(metres < distances[node]! - 1e-9)) return false;
      distances[node] = metres;
      return true;
    };
    better(edgeSource[edge]!, snapM + beforeM);
    better(edgeTarget[edge]!, snapM + this.lengthM(edge) - beforeM);
    for (let changed = true; changed; ) {
      changed = false;
      for (let street = 0; street < edgeSource.length; street++) {
        const [source, target] = [edgeSource[street]!, edgeTarget[street]!];
        if (better(target, distances[source]! + this.lengthM(street))) changed = true;
        if (better(source, distances[target]! + this.lengthM(street))) changed = true;
      }
    }
    return distances;
  }

  /** Metres of the shortest walk: Infinity = no path, NaN = not snapped. */
  walkM(a: LonLat, b: LonLat): number {
    const [from, to] = [this.snap(a), this.snap(b)];
    if (!from || !to) return Number.NaN;
    if (a.lon === b.lon && a.lat === b.lat) return 0;
    const distances = this.nodeDistances(from);
    const { edgeSource, edgeTarget } = this.#graph;
    const ways = [
      distances[edgeSource[to.edge]!]! + to.beforeM + to.snapM,
      distances[edgeTarget[to.edge]!]! + this.lengthM(to.edge) - to.beforeM + to.snapM,
    ];
    if (from.edge === to.edge) ways.push(from.snapM + Math.abs(from.beforeM - to.beforeM) + to.snapM);
    return Math.min(...ways);
  }

  /** Metres of street within the limit of a place: by street, what is reached from either end. */
  reachedM(place: NaivePlace, limitM: number): number {
    const distances = this.nodeDistances(place);
    const covered = (length: number, one: number, other: number) =>
      Math.min(length, Math.max(0, limitM - one) + Math.max(0, limitM - other));
    let sum = 0;
    for (let edge = 0; edge < this.#graph.edgeSource.length; edge++) {
      const source = distances[this.#graph.edgeSource[edge]!]!;
      const target = distances[this.#graph.edgeTarget[edge]!]!;
      if (edge !== place.edge) sum += covered(this.lengthM(edge), source, target);
      else
        sum +=
          covered(place.beforeM, source, place.snapM) +
          covered(this.lengthM(edge) - place.beforeM, place.snapM, target);
    }
    return sum;
  }

  lengthM(edge: number): number {
    return this.#graph.edgeLengthUm[edge]! / 1e6;
  }

  #segmentM(vertex: number): number {
    const { vertexLonE7: lon, vertexLatE7: lat } = this.#graph;
    return segmentLengthUm(lon[vertex]!, lat[vertex]!, lon[vertex + 1]!, lat[vertex + 1]!) / 1e6;
  }

  /** Share of the segment's metres, and metres from the point, of its nearest place. */
  #nearest(point: LonLat, vertex: number): { share: number; snapM: number } {
    const { vertexLonE7: lon, vertexLatE7: lat } = this.#graph;
    const at = (share: number): LonLat => ({
      lon: (lon[vertex]! + share * (lon[vertex + 1]! - lon[vertex]!)) / 1e7,
      lat: (lat[vertex]! + share * (lat[vertex + 1]! - lat[vertex]!)) / 1e7,
    });
    const golden = (Math.sqrt(5) - 1) / 2;
    let [low, high] = [0, 1];
    let [left, right] = [1 - golden, golden];
    let [leftM, rightM] = [geodesicM(point, at(left)), geodesicM(point, at(right))];
    for (let step = 0; step < 45; step++) {
      if (leftM <= rightM) {
        [high, right, rightM] = [right, left, leftM];
        left = high - golden * (high - low);
        leftM = geodesicM(point, at(left));
      } else {
        [low, left, leftM] = [left, right, rightM];
        right = low + golden * (high - low);
        rightM = geodesicM(point, at(right));
      }
    }
    const shares = [0, 1, (low + high) / 2].map((share) => ({ share, snapM: geodesicM(point, at(share)) }));
    const best = shares.reduce((least, one) => (one.snapM < least.snapM ? one : least));
    const [before, after] = [geodesicM(at(0), at(best.share)), geodesicM(at(best.share), at(1))];
    return { share: before + after > 0 ? before / (before + after) : 0, snapM: best.snapM };
  }
}
