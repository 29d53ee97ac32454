import type { Position } from 'geojson';
import type { WalkGraph } from '../graph.ts';
import { offer, type Start } from './bounded-search.ts';
import { append, edgeLine } from './edge-line.ts';
import type { SearchMemory } from './search-memory.ts';

/** A shortest path along the network from place to place; its line ends at the places, the snap legs are not in it. */
export interface NetworkPath {
  /** Snap legs included. */
  readonly walkUm: number;
  readonly line: Position[];
}

/** Reached from the origin, not over another edge. */
const FROM_ORIGIN = -1;

/** The shortest path between two places of a graph, or null when it is longer than `boundUm`. */
export function findRoute(
  graph: WalkGraph,
  memory: SearchMemory,
  origin: Start,
  destination: Start,
  boundUm: number,
): NetworkPath | null {
  const { reachedBy, heap, distanceUm } = memory;
  const { firstHalf, halfHead, halfEdge, halfLengthUm, edgeSource, edgeTarget, edgeLengthUm } = graph;
  const begin = edgeSource[origin.edge]!;
  const end = edgeTarget[origin.edge]!;
  memory.begin();
  const starts = [
    { node: begin, um: origin.snapUm + origin.beforeUm },
    { node: end, um: origin.snapUm + edgeLengthUm[origin.edge]! - origin.beforeUm },
  ];
  for (const [side, { node, um }] of starts.entries())
    if (offer(memory, node, um, boundUm)) reachedBy[node] = FROM_ORIGIN - side;
  const last = edgeSource[destination.edge]!;
  const far = edgeTarget[destination.edge]!;
  const lastLegUm = destination.beforeUm + destination.snapUm;
  const farLegUm = edgeLengthUm[destination.edge]! - destination.beforeUm + destination.snapUm;
  let bestUm = Number.POSITIVE_INFINITY;
  let lastNode = -1;
  if (origin.edge === destination.edge)
    bestUm = origin.snapUm + Math.abs(origin.beforeUm - destination.beforeUm) + destination.snapUm;
  while (heap.pop()) {
    const node = heap.node;
    const reached = heap.key;
    if (reached > distanceUm[node]!) continue;
    if (reached >= bestUm) break;
    if (node === last && reached + lastLegUm < bestUm) {
      bestUm = reached + lastLegUm;
      lastNode = node;
    }
    if (node === far && reached + farLegUm < bestUm) {
      bestUm = reached + farLegUm;
      lastNode = node;
    }
    for (let half = firstHalf[node]!; half < firstHalf[node + 1]!; half += 1)
      if (offer(memory, halfHead[half]!, reached + halfLengthUm[half]!, boundUm))
        reachedBy[halfHead[half]!] = halfEdge[half]!;
  }
  if (bestUm > boundUm) return null;
  const line =
    lastNode < 0
      ? edgeLine(graph, origin.edge, origin.beforeUm, destination.beforeUm)
      : lineThrough(graph, memory, origin, destination, lastNode, bestUm);
  return { walkUm: bestUm, line };
}

/** The line back from the last node to the origin, turned round. */
function lineThrough(
  graph: WalkGraph,
  memory: SearchMemory,
  origin: Start,
  destination: Start,
  lastNode: number,
  walkUm: number,
): Position[] {
  const { edgeSource, edgeTarget, edgeLengthUm } = graph;
  // On a loop both ends are one node: which way in is told by the length.
  const isBySource =
    edgeSource[destination.edge] === lastNode &&
    memory.distanceUm[lastNode]! + destination.beforeUm + destination.snapUm === walkUm;
  const lengthUm = edgeLengthUm[destination.edge]!;
  const parts: Position[][] = [
    edgeLine(graph, destination.edge, isBySource ? 0 : lengthUm, destination.beforeUm),
  ];
  let node = lastNode;
  for (let by = memory.reachedBy[node]!; by >= 0; by = memory.reachedBy[node]!) {
    const edge = by >> 1;
    const length = edgeLengthUm[edge]!;
    parts.push(by & 1 ? edgeLine(graph, edge, length, 0) : edgeLine(graph, edge, 0, length));
    node = by & 1 ? edgeTarget[edge]! : edgeSource[edge]!;
  }
  const toSource = memory.reachedBy[node] === FROM_ORIGIN;
  parts.push(edgeLine(graph, origin.edge, origin.beforeUm, toSource ? 0 : edgeLengthUm[origin.edge]!));
  const line: Position[] = [];
  for (const part of parts.reverse()) for (const position of part) append(line, position);
  return line;
}
