import { searchNearest } from './nearest-source.ts';
import type { Places } from './places.ts';
import { searchMemory } from './search-memory.ts';
import { beat, type SearchControl } from './task-beat.ts';
import { type GraphHandle, openGraphs } from './thread-graphs.ts';
import { longestUm, metresOf } from './walk-limit.ts';

export interface NearestTask {
  readonly graphs: readonly GraphHandle[];
  readonly sources: Places;
  /** Whole micrometres, by source. */
  readonly offsetUm: Float64Array;
  readonly targets: Places;
  readonly limitM: number;
}

/** The nearest source of each target: metres (Infinity = none within the limit, NaN = not snapped) and its index (-1 = none). */
export function nearestTask(
  task: NearestTask,
  control: SearchControl,
): { readonly walkM: Float64Array; readonly source: Int32Array } {
  const { sources, offsetUm, targets } = task;
  const count = targets.edge.length;
  const result = {
    walkUm: new Float64Array(count).fill(Number.POSITIVE_INFINITY),
    source: new Int32Array(count).fill(-1),
  };
  const graphs = openGraphs(task.graphs);
  for (const [index, graph] of graphs.entries()) {
    const memory = searchMemory(graph);
    const tell = () => beat(control, index / graphs.length);
    searchNearest(graph, index, memory, sources, offsetUm, targets, longestUm(task.limitM), result, tell);
  }
  const walkM = result.walkUm.map((um, target) =>
    targets.edge[target]! < 0 ? Number.NaN : um === Number.POSITIVE_INFINITY ? um : metresOf(um),
  );
  return { walkM, source: result.source };
}
