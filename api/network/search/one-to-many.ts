import type { WalkGraph } from '../graph.ts';
import { expand, type Start, startAt } from './bounded-search.ts';
import type { Destinations } from './destinations.ts';
import type { SearchMemory } from './search-memory.ts';

/** The destinations that a search found: `count` positions among them, and the walk to each by position. */
export class Found {
  readonly walkUm: Float64Array;
  readonly positions: Int32Array;
  count = 0;

  constructor(destinations: number) {
    this.walkUm = new Float64Array(destinations).fill(Number.POSITIVE_INFINITY);
    this.positions = new Int32Array(destinations);
  }

  offer(position: number, walkUm: number): boolean {
    const before = this.walkUm[position]!;
    if (walkUm >= before) return false;
    if (before === Number.POSITIVE_INFINITY) {
      this.positions[this.count] = position;
      this.count += 1;
    }
    this.walkUm[position] = walkUm;
    return true;
  }

  clear(): void {
    for (let index = 0; index < this.count; index += 1)
      this.walkUm[this.positions[index]!] = Number.POSITIVE_INFINITY;
    this.count = 0;
  }

  /** Longest walk found so far. */
  farthestUm(): number {
    let farthest = 0;
    for (let index = 0; index < this.count; index += 1)
      farthest = Math.max(farthest, this.walkUm[this.positions[index]!]!);
    return farthest;
  }
}

/**
 * The shortest walks from one place to the destinations attached, none longer than `boundUm` (whole micrometres, both snap legs
 * included). Ends as soon as every destination is certain. Destinations at the position of the start itself (`samePosition`, by
 * their place among the destinations) are 0 away: nothing is walked.
 */
export function searchDestinations(
  graph: WalkGraph,
  memory: SearchMemory,
  start: Start,
  destinations: Destinations,
  boundUm: number,
  found: Found,
  samePosition: readonly number[] = [],
): void {
  const { next, legUm, count, edge, beforeUm, snapUm } = destinations;
  const { attached, heap, distanceUm } = memory;
  found.clear();
  for (const position of samePosition) found.offer(position, 0);
  // Along the edge itself: its destinations hang on its source by their even entries.
  for (let entry = attached[graph.edgeSource[start.edge]!]!; entry >= 0; entry = next[entry]!) {
    const position = entry >> 1;
    if (entry & 1 || edge[position] !== start.edge) continue;
    const walkUm = start.snapUm + Math.abs(beforeUm[position]! - start.beforeUm) + snapUm[position]!;
    if (walkUm <= boundUm) found.offer(position, walkUm);
  }
  startAt(graph, memory, start, boundUm);
  // What the search may still shorten; known once every destination has a walk.
  let endUm = boundUm;
  let mayEnd = true;
  while (heap.pop()) {
    const node = heap.node;
    const reached = heap.key;
    if (reached > distanceUm[node]!) continue;
    if (mayEnd && found.count === count) {
      endUm = found.farthestUm();
      mayEnd = false;
    }
    if (reached >= endUm && found.count === count) break;
    for (let entry = attached[node]!; entry >= 0; entry = next[entry]!) {
      const walkUm = reached + legUm[entry]!;
      if (walkUm <= boundUm && found.offer(entry >> 1, walkUm)) mayEnd = true;
    }
    expand(graph, memory, node, reached, endUm);
  }
}
