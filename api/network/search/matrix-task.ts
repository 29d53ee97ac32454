import { ResultTooLargeError } from '../../errors.ts';
import type { DistanceMatrix } from '../../geo/distance-matrix.ts';
import type { WalkGraph } from '../graph.ts';
import { attachDestinations, type Destinations, detachDestinations, pointsOn } from './destinations.ts';
import { GrowingMatrix } from './growing-matrix.ts';
import { Found, searchDestinations } from './one-to-many.ts';
import type { Places } from './places.ts';
import { type SearchMemory, searchMemory } from './search-memory.ts';
import { beat, type SearchControl } from './task-beat.ts';
import { type GraphHandle, openGraphs } from './thread-graphs.ts';
import { longestUm, metresOf } from './walk-limit.ts';

export interface MatrixTask {
  readonly graphs: readonly GraphHandle[];
  readonly origins: Places;
  readonly destinations: Places;
  readonly limitM: number;
  /** Entries at most. */
  readonly maxEntries: number;
  /** Origins `from` to `to - 1`. */
  readonly from: number;
  readonly to: number;
}

/** The walks of some origins to all destinations; sorted by origin, then destination. Throws ResultTooLargeError. */
export function matrixTask(task: MatrixTask, control: SearchControl): DistanceMatrix {
  const graphs = openGraphs(task.graphs);
  const matrix = new GrowingMatrix();
  const sides: (Side | undefined)[] = [];
  try {
    for (let origin = task.from; origin < task.to; origin += 1) {
      if ((origin & 0x3f) === 0) beat(control, (origin - task.from) / (task.to - task.from));
      const edge = task.origins.edge[origin]!;
      const graph = graphs[task.origins.graph[origin]!];
      if (edge < 0 || !graph) continue;
      sides[task.origins.graph[origin]!] ??= openSide(graph, task.origins.graph[origin]!, task.destinations);
      if (matrix.size > task.maxEntries) throw tooManyEntries(task.maxEntries);
      addRow(matrix, task, origin, sides[task.origins.graph[origin]!]!);
    }
  } finally {
    for (const side of sides) if (side) detachDestinations(side.graph, side.memory, side.destinations);
  }
  return matrix.matrix();
}

export function tooManyEntries(maxEntries: number): ResultTooLargeError {
  return new ResultTooLargeError(
    `more than ${maxEntries} pairs lie within the walking limit; ask for a shorter limit or fewer points`,
  );
}

/** The destinations on one of the graphs. */
interface Side {
  readonly graph: WalkGraph;
  readonly memory: SearchMemory;
  readonly destinations: Destinations;
  readonly found: Found;
  /** By number of position, places among the destinations. */
  readonly atPosition: ReadonlyMap<number, readonly number[]>;
}

function openSide(graph: WalkGraph, graphIndex: number, places: Places): Side {
  const memory = searchMemory(graph);
  const destinations = attachDestinations(graph, memory, places, pointsOn(places, graphIndex));
  const atPosition = new Map<number, number[]>();
  destinations.index.forEach((point, place) => {
    const position = places.position[point]!;
    const list = atPosition.get(position);
    if (list) list.push(place);
    else atPosition.set(position, [place]);
  });
  return { graph, memory, destinations, found: new Found(destinations.count), atPosition };
}

function addRow(matrix: GrowingMatrix, { origins, limitM }: MatrixTask, origin: number, side: Side): void {
  const { graph, memory, destinations, found } = side;
  const start = {
    edge: origins.edge[origin]!,
    beforeUm: origins.beforeUm[origin]!,
    snapUm: origins.snapUm[origin]!,
  };
  const samePosition = side.atPosition.get(origins.position[origin]!);
  searchDestinations(graph, memory, start, destinations, longestUm(limitM), found, samePosition);
  const positions = found.positions.subarray(0, found.count).sort();
  for (const position of positions)
    matrix.add(origin, destinations.index[position]!, metresOf(found.walkUm[position]!));
}
