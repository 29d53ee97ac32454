import type { WalkGraph } from '../graph.ts';
import { NodeHeap } from './node-heap.ts';

/** Stamps beyond this would no longer fit in 32 bits. */
const LAST_STAMP = 2 ** 32 - 1;

/**
 * What a search writes, kept per graph in each thread: nothing is cleared between searches, a node's distance counts only when
 * its stamp is that of the search. One search at a time uses it, and none of them waits for anything in between.
 */
export class SearchMemory {
  readonly distanceUm: Float64Array;
  readonly stamp: Uint32Array;
  readonly heap = new NodeHeap();
  /** The half-edge by which a node was reached; -1 = from the origin. Only route searches write it. */
  readonly #nodeCount: number;
  #reachedBy: Int32Array | undefined;
  #label: Int32Array | undefined;
  #attached: Int32Array | undefined;
  /** Stamp of the search under way. */
  now = 0;

  constructor(nodeCount: number) {
    this.#nodeCount = nodeCount;
    this.distanceUm = new Float64Array(nodeCount);
    this.stamp = new Uint32Array(nodeCount);
  }

  /** Forgets the search before. */
  begin(): void {
    if (this.now === LAST_STAMP) {
      this.stamp.fill(0);
      this.now = 0;
    }
    this.now += 1;
    this.heap.clear();
  }

  /** Distance of a node in this search; Infinity = not reached. */
  reachedUm(node: number): number {
    return this.stamp[node] === this.now ? this.distanceUm[node]! : Number.POSITIVE_INFINITY;
  }

  /** Per node: the half-edge that led to it; -1 = from the origin. Valid where reached by a search that writes it. */
  get reachedBy(): Int32Array {
    this.#reachedBy ??= new Int32Array(this.#nodeCount);
    return this.#reachedBy;
  }

  /** Per node: the source it is nearest to. Valid where reached by a search from several sources. */
  get label(): Int32Array {
    this.#label ??= new Int32Array(this.#nodeCount);
    return this.#label;
  }

  /** Per node: first entry of the destinations attached to it, -1 = none. Whoever attaches must detach. */
  get attached(): Int32Array {
    this.#attached ??= new Int32Array(this.#nodeCount).fill(-1);
    return this.#attached;
  }
}

const memories = new WeakMap<WalkGraph, SearchMemory>();

/** The memory of this thread for a graph. */
export function searchMemory(graph: WalkGraph): SearchMemory {
  let memory = memories.get(graph);
  if (!memory) {
    memory = new SearchMemory(graph.nodeCount);
    memories.set(graph, memory);
  }
  return memory;
}
