import type { Database } from '../db/database.ts';
import type { WalkGraph } from '../network/graph.ts';
import { loadGraph } from './load-graph.ts';

/** A stored version and the size of its graph. */
export interface StoredGraph {
  readonly networkId: number;
  readonly graphBytes: number;
}

/**
 * The graphs of one database that this process holds. A version never changes, so a graph is loaded once, by whoever needs it
 * first; others who need it wait for that, and those who do not go on. Whoever has a graph keeps it until done, dropped or not.
 */
class GraphCache {
  readonly #loaded = new Map<number, WalkGraph>();
  readonly #loading = new Map<number, Promise<WalkGraph>>();
  #namedLast: number | undefined;

  async get(db: Database, { networkId, graphBytes }: StoredGraph): Promise<WalkGraph> {
    const loaded = this.#loaded.get(networkId);
    if (loaded) return loaded;
    // A transaction may hold the only connection there is: it never waits for a load that needs one.
    if (db.inTransaction) return this.#keep(networkId, await loadGraph(db, networkId, graphBytes));
    let loading = this.#loading.get(networkId);
    if (!loading) {
      // Others wait for this too: it must not end with the request that began it.
      const shared = db.withSignal(new AbortController().signal);
      loading = loadGraph(shared, networkId, graphBytes)
        .then((graph) => this.#keep(networkId, graph))
        .finally(() => this.#loading.delete(networkId));
      this.#loading.set(networkId, loading);
    }
    return loading;
  }

  /** Drops all but the active versions and the one that was last asked for by name. */
  dropAllBut(active: readonly number[], named: number | undefined): void {
    this.#namedLast = named ?? this.#namedLast;
    for (const networkId of this.#loaded.keys())
      if (!active.includes(networkId) && networkId !== this.#namedLast) this.#loaded.delete(networkId);
  }

  #keep(networkId: number, graph: WalkGraph): WalkGraph {
    const before = this.#loaded.get(networkId);
    if (before) return before;
    this.#loaded.set(networkId, graph);
    return graph;
  }
}

const caches = new WeakMap<object, GraphCache>();

/** The graphs held for a database, whatever copy of it is given. */
export function graphCache(db: Database): GraphCache {
  let cache = caches.get(db.root);
  if (!cache) {
    cache = new GraphCache();
    caches.set(db.root, cache);
  }
  return cache;
}
