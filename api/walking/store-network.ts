import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';
import type { BuildReport } from '../network/build/build-report.ts';
import { outlineStreets } from '../network/build/outline-streets.ts';
import { GRAPH_FORMAT } from '../network/pack/layout.ts';
import type { StreetGraph } from '../network/street-graph.ts';
import { insertGraph, type TellRows } from './insert-graph.ts';

const insertNetwork = namedQuery('walk-networks/insert-network', {
  params: z.object({ facts: z.string(), outline: z.string() }),
  row: z.object({ network_id: z.number() }),
});

/** What is known of a network besides its streets. */
export interface NetworkFacts {
  /** Lower-case letters, digits, dots and hyphens; unique. */
  readonly code: string;
  /** What it serves: a division code or a name of one's own. */
  readonly area: string;
  readonly titleZh: string;
  readonly titleEn: string;
  readonly source: string;
  /** `YYYY-MM-DD`. */
  readonly sourceDate: string;
  readonly document: string;
  readonly profile: string;
  readonly profileHash: string;
  readonly isSynthetic: boolean;
  readonly fileName: string;
  readonly sha256: string;
}

/** A network that is built, and packed for searching. */
export interface BuiltNetwork {
  readonly graph: StreetGraph;
  readonly packed: Uint8Array;
  readonly report: BuildReport;
}

/** How the file of a network was read. */
export interface NetworkSource {
  readonly format: string;
  readonly crs: string;
  readonly cutWays: number;
}

/** What is kept in the column `report`. */
export interface StoredReport extends NetworkSource {
  readonly build: BuildReport;
}

/** Stores a version of the walking network, not active yet; returns its number. Run it inside a transaction. */
export async function storeNetwork(
  tx: Database,
  facts: NetworkFacts,
  { graph, packed, report, source }: BuiltNetwork & { readonly source: NetworkSource },
  tell?: TellRows,
): Promise<number> {
  const outline = {
    type: 'Polygon',
    coordinates: [outlineStreets(graph.vertexLonE7, graph.vertexLatE7)],
  };
  const [stored] = await insertNetwork(tx, {
    facts: JSON.stringify({
      code: facts.code,
      area: facts.area,
      title_zh: facts.titleZh,
      title_en: facts.titleEn,
      source: facts.source,
      source_date: facts.sourceDate,
      document: facts.document,
      profile: facts.profile,
      profile_hash: facts.profileHash,
      is_synthetic: facts.isSynthetic,
      file_name: facts.fileName,
      sha256: facts.sha256,
      nodes: report.nodes,
      edges: report.edges,
      length_m: report.lengthKm * 1000,
      components: report.components,
      largest_share: report.largestShare,
      report: { ...source, build: report } satisfies StoredReport,
      graph_format: GRAPH_FORMAT,
      graph_bytes: packed.length,
    }),
    outline: JSON.stringify(outline),
  });
  await insertGraph(tx, stored!.network_id, graph, packed, tell);
  return stored!.network_id;
}
