import type { WalkGraph } from '../graph.ts';
import type { Places } from './places.ts';
import type { SearchMemory } from './search-memory.ts';

/**
 * The destinations of some searches on one graph, attached to the ends of their edges, so that a search finds them when it
 * settles those. Entry `2k` hangs on the source of the edge of the `k`-th destination, `2k + 1` on its target.
 */
export interface Destinations {
  readonly count: number;
  /** Index of the `k`-th among all points. */
  readonly index: Int32Array;
  readonly edge: Int32Array;
  readonly beforeUm: Float64Array;
  readonly snapUm: Float64Array;
  /** Next entry at the same node, -1 = last. */
  readonly next: Int32Array;
  /** Per entry: from the node to the point, its snap leg included. */
  readonly legUm: Float64Array;
}

/** Attaches some of the points, all snapped to this graph; `detachDestinations` must follow before others are attached. */
export function attachDestinations(
  graph: WalkGraph,
  memory: SearchMemory,
  places: Places,
  index: Int32Array,
): Destinations {
  const count = index.length;
  const edge = new Int32Array(count);
  const beforeUm = new Float64Array(count);
  const snapUm = new Float64Array(count);
  const next = new Int32Array(2 * count);
  const legUm = new Float64Array(2 * count);
  const { attached } = memory;
  // From the last to the first, so that each node's list ascends.
  for (let k = count - 1; k >= 0; k -= 1) {
    const point = index[k]!;
    const on = places.edge[point]!;
    edge[k] = on;
    beforeUm[k] = places.beforeUm[point]!;
    snapUm[k] = places.snapUm[point]!;
    const source = graph.edgeSource[on]!;
    const target = graph.edgeTarget[on]!;
    legUm[2 * k] = beforeUm[k]! + snapUm[k]!;
    legUm[2 * k + 1] = graph.edgeLengthUm[on]! - beforeUm[k]! + snapUm[k]!;
    next[2 * k + 1] = attached[target]!;
    attached[target] = 2 * k + 1;
    next[2 * k] = attached[source]!;
    attached[source] = 2 * k;
  }
  return { count, index, edge, beforeUm, snapUm, next, legUm };
}

export function detachDestinations(graph: WalkGraph, memory: SearchMemory, { edge }: Destinations): void {
  for (const on of edge) {
    memory.attached[graph.edgeSource[on]!] = -1;
    memory.attached[graph.edgeTarget[on]!] = -1;
  }
}

/** The points that are snapped to graph number `graphIndex`, ascending. */
export function pointsOn({ graph, edge }: Places, graphIndex: number): Int32Array {
  const points: number[] = [];
  for (let point = 0; point < edge.length; point += 1)
    if (graph[point] === graphIndex && edge[point]! >= 0) points.push(point);
  return Int32Array.from(points);
}
