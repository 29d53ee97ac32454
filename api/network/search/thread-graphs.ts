import type { WalkGraph } from '../graph.ts';
import { viewGraph } from '../pack/layout.ts';

/** A graph as it is handed to a thread: its memory, and a number that no other graph of the process has. */
export interface GraphHandle {
  readonly key: number;
  readonly buffer: SharedArrayBuffer;
}

/** Graphs that this thread has opened; those of the last task only, so that a retired version does not linger. */
let opened = new Map<number, WalkGraph>();
/** Graphs that were loaded in this thread itself, while somebody holds them. */
const loadedHere = new Map<number, WeakRef<WalkGraph>>();

/** The graphs behind the handles; their search memory is kept while task follows task on the same network. */
export function openGraphs(handles: readonly GraphHandle[]): WalkGraph[] {
  const now = new Map<number, WalkGraph>();
  const graphs = handles.map(({ key, buffer }) => {
    const own = loadedHere.get(key)?.deref();
    if (own) return own;
    const graph = opened.get(key) ?? viewGraph(buffer);
    now.set(key, graph);
    return graph;
  });
  opened = now;
  return graphs;
}

const keys = new WeakMap<WalkGraph, number>();
let lastKey = 0;

/** What to hand to threads for a graph loaded in this one. */
export function handleOf(graph: WalkGraph): GraphHandle {
  let key = keys.get(graph);
  if (key === undefined) {
    lastKey += 1;
    key = lastKey;
    keys.set(graph, key);
    for (const [other, reference] of loadedHere) if (!reference.deref()) loadedHere.delete(other);
    loadedHere.set(key, new WeakRef(graph));
  }
  return { key, buffer: graph.buffer };
}
