import type { WalkGraph } from '../graph.ts';
import type { SearchMemory } from './search-memory.ts';

/** Where a search starts: a place on an edge, the snap leg to it walked already. */
export interface Start {
  readonly edge: number;
  readonly beforeUm: number;
  readonly snapUm: number;
}

/** Begins a search at a place: both ends of its edge are in the heap when they are within the bound. */
export function startAt(graph: WalkGraph, memory: SearchMemory, start: Start, boundUm: number): void {
  memory.begin();
  const { edge, beforeUm, snapUm } = start;
  offer(memory, graph.edgeSource[edge]!, snapUm + beforeUm, boundUm);
  offer(memory, graph.edgeTarget[edge]!, snapUm + graph.edgeLengthUm[edge]! - beforeUm, boundUm);
}

/** Puts a node into the heap when this is the shortest way to it so far; true if so. */
export function offer(memory: SearchMemory, node: number, distanceUm: number, boundUm: number): boolean {
  if (distanceUm > boundUm || distanceUm >= memory.reachedUm(node)) return false;
  memory.stamp[node] = memory.now;
  memory.distanceUm[node] = distanceUm;
  memory.heap.push(distanceUm, node);
  return true;
}

/** Goes on to the neighbours of a node that is settled at this distance. */
export function expand(
  graph: WalkGraph,
  memory: SearchMemory,
  node: number,
  distanceUm: number,
  boundUm: number,
): void {
  const { halfHead, halfLengthUm } = graph;
  const { stamp, distanceUm: distances, now, heap } = memory;
  const end = graph.firstHalf[node + 1]!;
  for (let half = graph.firstHalf[node]!; half < end; half += 1) {
    const reached = distanceUm + halfLengthUm[half]!;
    if (reached > boundUm) continue;
    const head = halfHead[half]!;
    if (stamp[head] === now && distances[head]! <= reached) continue;
    stamp[head] = now;
    distances[head] = reached;
    heap.push(reached, head);
  }
}
