import type { WalkGraph } from '../graph.ts';
import type { Places } from './places.ts';
import type { SearchMemory } from './search-memory.ts';

/** Walk of each target from its nearest source, by point; only entries of targets on the graph are written. */
export interface NearestResult {
  /** Infinity = none within the bound. */
  readonly walkUm: Float64Array;
  /** -1 = none. */
  readonly source: Int32Array;
}

/**
 * One search from all sources on a graph at once: each node gets its nearest source, of equals the lowest. `offsetUm` (whole
 * micrometres, by source) is walked before the source is left. The targets are read off the ends of their edges afterwards.
 */
export function searchNearest(
  graph: WalkGraph,
  graphIndex: number,
  memory: SearchMemory,
  sources: Places,
  offsetUm: Float64Array,
  targets: Places,
  boundUm: number,
  result: NearestResult,
  beat: () => void,
): void {
  memory.begin();
  const { label, heap, distanceUm } = memory;
  const onEdge = sourcesByEdge(sources, graphIndex);
  const { edgeSource, edgeTarget, edgeLengthUm, firstHalf, halfHead, halfLengthUm } = graph;
  const offer = (node: number, um: number, source: number) => {
    if (um > boundUm) return;
    const before = memory.reachedUm(node);
    if (um > before || (um === before && label[node]! <= source)) return;
    memory.stamp[node] = memory.now;
    distanceUm[node] = um;
    label[node] = source;
    heap.push(um, node);
  };
  for (const [edge, list] of onEdge) {
    for (const source of list) {
      const startUm = offsetUm[source]! + sources.snapUm[source]!;
      offer(edgeSource[edge]!, startUm + sources.beforeUm[source]!, source);
      offer(edgeTarget[edge]!, startUm + edgeLengthUm[edge]! - sources.beforeUm[source]!, source);
    }
  }
  for (let count = 0; heap.pop(); count += 1) {
    if ((count & 0x3fff) === 0) beat();
    const node = heap.node;
    const reached = heap.key;
    // A node whose source changed at an equal distance is in the heap again: its neighbours learn of it.
    if (reached > distanceUm[node]!) continue;
    const source = label[node]!;
    for (let half = firstHalf[node]!; half < firstHalf[node + 1]!; half += 1)
      offer(halfHead[half]!, reached + halfLengthUm[half]!, source);
  }
  for (let target = 0; target < targets.edge.length; target += 1) {
    if ((target & 0x3ff) === 0) beat();
    const edge = targets.edge[target]!;
    if (edge < 0 || targets.graph[target] !== graphIndex) continue;
    const beforeUm = targets.beforeUm[target]!;
    let bestUm = Number.POSITIVE_INFINITY;
    let bestSource = -1;
    const take = (um: number, source: number) => {
      if (um > bestUm || (um === bestUm && source > bestSource)) return;
      bestUm = um;
      bestSource = source;
    };
    const snapUm = targets.snapUm[target]!;
    const begin = edgeSource[edge]!;
    const end = edgeTarget[edge]!;
    if (memory.stamp[begin] === memory.now) take(distanceUm[begin]! + beforeUm + snapUm, label[begin]!);
    if (memory.stamp[end] === memory.now)
      take(distanceUm[end]! + edgeLengthUm[edge]! - beforeUm + snapUm, label[end]!);
    for (const source of onEdge.get(edge) ?? []) {
      const isSame = sources.position[source] === targets.position[target];
      const alongUm = sources.snapUm[source]! + Math.abs(sources.beforeUm[source]! - beforeUm) + snapUm;
      // At the source's own position nothing is walked.
      take(offsetUm[source]! + (isSame ? 0 : alongUm), source);
    }
    if (bestUm > boundUm) continue;
    result.walkUm[target] = bestUm;
    result.source[target] = bestSource;
  }
}

/** Sources of a graph by the edge they are on, ascending. */
function sourcesByEdge({ graph, edge }: Places, graphIndex: number): Map<number, number[]> {
  const byEdge = new Map<number, number[]>();
  edge.forEach((on, source) => {
    if (on < 0 || graph[source] !== graphIndex) return;
    const list = byEdge.get(on);
    if (list) list.push(source);
    else byEdge.set(on, [source]);
  });
  return byEdge;
}
