import { createHash } from 'node:crypto';
import type { Database } from '../../api/db/database.ts';
import { standardProfile } from '../../api/importing/network/load-profile.ts';
import { buildStreetGraph } from '../../api/network/build/build-street-graph.ts';
import type { StreetWay } from '../../api/network/build/street-collector.ts';
import { packGraph } from '../../api/network/pack/pack-graph.ts';
import type { StreetGraph } from '../../api/network/street-graph.ts';
import { activateNetwork } from '../../api/walking/activate-network.ts';
import { type NetworkFacts, storeNetwork } from '../../api/walking/store-network.ts';

/** A line of [longitude, latitude] positions in degrees. */
export type Line = readonly (readonly [lon: number, lat: number])[];

export interface StreetOptions {
  /** Tags of all lines, or of each by its index; default `highway=residential`. */
  readonly tags?: Readonly<Record<string, string>> | ((index: number) => Readonly<Record<string, string>>);
}

/** Lines as streets without node ids: they connect at equal positions of one level. Line `i` has the way id `i`. */
export function streetWays(lines: readonly Line[], { tags }: StreetOptions = {}): StreetWay[] {
  return lines.map((line, index) => ({
    id: String(index),
    tags: { highway: 'residential', ...(typeof tags === 'function' ? tags(index) : tags) },
    parts: [{ lon: line.map(([lon]) => lon), lat: line.map(([, lat]) => lat) }],
  }));
}

/** The walking network of some lines, by the standard profile. */
export function streetGraphOf(lines: readonly Line[], options: StreetOptions = {}): StreetGraph {
  return buildStreetGraph(streetWays(lines, options), standardProfile().profile).graph;
}

export interface NetworkOptions extends StreetOptions {
  /** Default `test-streets`. */
  readonly code?: string;
  /** Default `test`. */
  readonly area?: string;
  /** Default true: it decides at once, and retires what was active in its area. */
  readonly active?: boolean;
  readonly isSynthetic?: boolean;
  readonly sourceDate?: string;
  readonly source?: string;
}

/** Stores the network of some lines as a version; active unless said otherwise. */
export async function loadNetwork(
  db: Database,
  lines: readonly Line[],
  options: NetworkOptions = {},
): Promise<{ networkId: number; code: string; graph: StreetGraph }> {
  const { graph, report } = buildStreetGraph(streetWays(lines, options), standardProfile().profile);
  const code = options.code ?? 'test-streets';
  const facts: NetworkFacts = {
    code,
    area: options.area ?? 'test',
    titleZh: '测试路网',
    titleEn: 'Streets of a test',
    source: options.source ?? 'invented for a test',
    sourceDate: options.sourceDate ?? '2026-01-01',
    document: 'none',
    profile: 'foot',
    profileHash: standardProfile().hash,
    isSynthetic: options.isSynthetic ?? true,
    fileName: `${code}.geojson`,
    sha256: createHash('sha256').update(JSON.stringify(lines)).digest('hex'),
  };
  const networkId = await db.transaction(async (tx) => {
    const stored = await storeNetwork(tx, facts, {
      graph,
      report,
      packed: packGraph(graph),
      source: { format: 'geojson', crs: 'CRS84', cutWays: 0 },
    });
    if (options.active ?? true) await activateNetwork(tx, code, { actor: 'test' });
    return stored;
  });
  return { networkId, code, graph };
}
