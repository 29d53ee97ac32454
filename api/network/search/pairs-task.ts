import type { Places } from './places.ts';
import { beat, type SearchControl } from './task-beat.ts';
import { type GraphHandle, openGraphs } from './thread-graphs.ts';
import { longestUm, metresOf } from './walk-limit.ts';
import { NO_PATH, walksFrom } from './walks-from.ts';

/** Pairs grouped by the point they are searched from: group `g` has the pairs `first[g]` to `first[g + 1] - 1`. */
export interface PairGroups {
  readonly origin: Int32Array;
  readonly first: Int32Array;
  /** The other point of each pair. */
  readonly other: Int32Array;
}

export interface PairsTask extends PairGroups {
  readonly graphs: readonly GraphHandle[];
  readonly places: Places;
  readonly limitM: number;
  /** Groups `from` to `to - 1`. */
  readonly from: number;
  readonly to: number;
}

/** The walk of each pair of some groups, in metres: Infinity = beyond the limit, -1 = no path, NaN = a point is not snapped. */
export function pairsTask(task: PairsTask, control: SearchControl): Float64Array {
  const graphs = openGraphs(task.graphs);
  const boundUm = longestUm(task.limitM);
  const begin = task.first[task.from]!;
  const walkM = new Float64Array(task.first[task.to]! - begin);
  for (let group = task.from; group < task.to; group += 1) {
    if ((group & 0x3f) === 0) beat(control, (group - task.from) / (task.to - task.from));
    const others = task.other.subarray(task.first[group]!, task.first[group + 1]!);
    const walks = walksFrom(graphs, task.places, task.origin[group]!, others, boundUm);
    walkM.set(walks.map(pairMetres), task.first[group]! - begin);
  }
  return walkM;
}

function pairMetres(um: number): number {
  return um === NO_PATH || !Number.isFinite(um) ? um : metresOf(um);
}

/**
 * Pairs `a[i]`–`b[i]` grouped so that few searches answer them: each belongs to the one of its points that has more pairs (of
 * equals the lower), which changes nothing about the walk. `order[k]` is the pair at place `k` of the groups.
 */
export function groupPairs(
  points: number,
  { a, b }: { readonly a: Int32Array; readonly b: Int32Array },
): PairGroups & { readonly order: Int32Array } {
  const pairsOf = new Int32Array(points);
  for (const side of [a, b]) for (const point of side) pairsOf[point]! += 1;
  const originOf = Int32Array.from(a, (one, pair) => {
    const two = b[pair]!;
    const more = pairsOf[one]! - pairsOf[two]!;
    return more > 0 || (more === 0 && one < two) ? one : two;
  });
  const order = Int32Array.from(a.keys()).sort((p, q) => originOf[p]! - originOf[q]! || p - q);
  const origin: number[] = [];
  const first: number[] = [];
  order.forEach((pair, place) => {
    if (origin.at(-1) === originOf[pair]) return;
    origin.push(originOf[pair]!);
    first.push(place);
  });
  return {
    origin: Int32Array.from(origin),
    first: Int32Array.from([...first, order.length]),
    other: order.map((pair) => (originOf[pair] === a[pair] ? b[pair]! : a[pair]!)),
    order,
  };
}
