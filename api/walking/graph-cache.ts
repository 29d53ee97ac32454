import type { Database } from '../db/database.ts';
import type { WalkGraph } from '../network/graph.ts';
import { loadGraph } from './load-graph.ts';

/** A stored version and the size of its graph. */
export interface StoredGraph {
  /** Unique to one import of one version. */
  readonly key: string;
  readonly networkId: number;
  readonly graphBytes: number;
}

/**
 * The graphs of one database that this process holds. A version never changes, so a graph is loaded once, by whoever needs it
 * first; others who need it wait for that, and those who do not go on. Whoever has a graph keeps it until done, dropped or not.
 */
class GraphCache {
  readonly #loaded = new Map<string, WalkGraph>();
  readonly #loading = new Map<string, Promise<WalkGraph>>();
  #namedLast: string | undefined;

  async get(db: Database, { key, networkId, graphBytes }: StoredGraph): Promise<WalkGraph> {
    const loaded = this.#loaded.get(key);
    if (loaded) return loaded;
    // A transaction may hold the only connection there is: it never waits for a load that needs one.
    if (db.inTransaction) return this.#keep(key, await loadGraph(db, networkId, graphBytes));
    let loading = this.#loading.get(key);
    if (!loading) {
      // Others wait for this too: it must not end with the request that began it.
      const shared = db.withSignal(new AbortController().signal);
      loading = loadGraph(shared, networkId, graphBytes)
        .then((graph) => this.#keep(key, graph))
        .finally(() => this.#loading.delete(key));
      this.#loading.set(key, loading);
    }
    return loading;
  }

  /** Drops all but the active versions and the one that was last asked for by name. */
  dropAllBut(active: readonly string[], named: string | undefined): void {
    this.#namedLast = named ?? this.#namedLast;
    for (const key of this.#loaded.keys())
      if (!active.includes(key) && key !== this.#namedLast) this.#loaded.delete(key);
  }

  #keep(key: string, graph: WalkGraph): WalkGraph {
    const before = this.#loaded.get(key);
    if (before) return before;
    this.#loaded.set(key, graph);
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
