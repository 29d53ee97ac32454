import type { WalkGraph } from '../graph.ts';
import { attachDestinations, detachDestinations } from './destinations.ts';
import { Found, searchDestinations } from './one-to-many.ts';
import type { Places } from './places.ts';
import { searchMemory } from './search-memory.ts';

/** No path joins the two: they are on different components, or on different versions of the network. */
export const NO_PATH = -1;

/**
 * The walks from one point to some others in whole micrometres: Infinity = longer than the bound, NO_PATH, NaN = one of the two
 * is not snapped. The same both ways.
 */
export function walksFrom(
  graphs: readonly WalkGraph[],
  places: Places,
  origin: number,
  others: Int32Array,
  boundUm: number,
): Float64Array {
  const { graph: graphOf, edge, position } = places;
  const walkUm = new Float64Array(others.length).fill(Number.NaN);
  const graph = graphs[graphOf[origin]!];
  if (edge[origin]! < 0 || !graph) return walkUm;
  const component = graph.edgeComponent[edge[origin]!];
  const isJoined = (point: number) =>
    graphOf[point] === graphOf[origin] && graph.edgeComponent[edge[point]!] === component;
  const joined: number[] = [];
  const samePosition: number[] = [];
  for (const [index, other] of others.entries()) {
    if (edge[other]! < 0) continue;
    walkUm[index] = NO_PATH;
    if (!isJoined(other)) continue;
    if (position[other] === position[origin]) samePosition.push(joined.length);
    joined.push(index);
  }
  if (joined.length === 0) return walkUm;
  const memory = searchMemory(graph);
  const points = Int32Array.from(joined, (index) => others[index]!);
  const destinations = attachDestinations(graph, memory, places, points);
  const found = new Found(destinations.count);
  const start = { edge: edge[origin]!, beforeUm: places.beforeUm[origin]!, snapUm: places.snapUm[origin]! };
  try {
    searchDestinations(graph, memory, start, destinations, boundUm, found, samePosition);
  } finally {
    detachDestinations(graph, memory, destinations);
  }
  for (const [k, index] of joined.entries()) walkUm[index] = found.walkUm[k]!;
  return walkUm;
}
