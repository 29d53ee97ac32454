import type { WalkGraph } from '../graph.ts';
import { expand, type Start, startAt } from './bounded-search.ts';
import type { SearchMemory } from './search-memory.ts';

/** A stretch of an edge that is reached, from its nearer end outward: distances from the edge's source, and whole walks. */
export interface Stretch {
  readonly edge: number;
  readonly beginUm: number;
  readonly endUm: number;
  readonly fromUm: number;
  readonly toUm: number;
}

/**
 * Every stretch of street within the bound of a place, each metre once: where an edge is reached from both ends, two stretches
 * meet where the walks are equally long. By the walk to the node they start from; the place's own edge first.
 */
export function reachStretches(
  graph: WalkGraph,
  memory: SearchMemory,
  start: Start,
  boundUm: number,
): Stretch[] {
  const { heap, distanceUm, stamp } = memory;
  const { edgeSource, edgeTarget, edgeLengthUm, firstHalf, halfEdge } = graph;
  const settled: number[] = [];
  startAt(graph, memory, start, boundUm);
  while (heap.pop()) {
    const node = heap.node;
    if (heap.key > distanceUm[node]!) continue;
    settled.push(node);
    expand(graph, memory, node, heap.key, boundUm);
  }
  const stretches: Stretch[] = [];
  const ownLength = edgeLengthUm[start.edge]!;
  const atSource = memory.reachedUm(edgeSource[start.edge]!);
  const atTarget = memory.reachedUm(edgeTarget[start.edge]!);
  if (start.snapUm <= boundUm) {
    cover(stretches, start.edge, 0, start.beforeUm, atSource, start.snapUm, boundUm);
    cover(stretches, start.edge, start.beforeUm, ownLength, start.snapUm, atTarget, boundUm);
  }
  for (const node of settled) {
    for (let half = firstHalf[node]!; half < firstHalf[node + 1]!; half += 1) {
      const edge = halfEdge[half]! >> 1;
      const source = edgeSource[edge]!;
      // Each edge once: from its source, or from its target when only that is reached.
      const isTurn = halfEdge[half]! & 1 ? stamp[source] !== memory.now : true;
      if (edge === start.edge || !isTurn) continue;
      const length = edgeLengthUm[edge]!;
      cover(
        stretches,
        edge,
        0,
        length,
        memory.reachedUm(source),
        memory.reachedUm(edgeTarget[edge]!),
        boundUm,
      );
    }
  }
  return stretches;
}

/** The stretches between two distances along an edge whose ends are reached at `low` and `high` (Infinity = not). */
function cover(
  stretches: Stretch[],
  edge: number,
  beginUm: number,
  endUm: number,
  low: number,
  high: number,
  boundUm: number,
): void {
  const length = endUm - beginUm;
  const fromLow = Math.max(0, Math.min(length, boundUm - low));
  const fromHigh = Math.max(0, Math.min(length, boundUm - high));
  // Reached throughout from both ends: they meet where the walks are equally long, to the micrometre.
  const isMet = Number.isFinite(low) && Number.isFinite(high) && fromLow + fromHigh >= length;
  const lower = isMet ? Math.max(0, Math.min(length, Math.ceil((length + high - low) / 2))) : fromLow;
  const upper = isMet ? length - lower : fromHigh;
  if (lower > 0) stretches.push({ edge, beginUm, endUm: beginUm + lower, fromUm: low, toUm: low + lower });
  if (upper > 0)
    stretches.push({ edge, beginUm: endUm, endUm: endUm - upper, fromUm: high, toUm: high + upper });
}
