import { packGraph } from '../../api/network/pack/pack-graph.ts';
import { unpackGraph } from '../../api/network/pack/unpack-graph.ts';
import type { StreetGraph } from '../../api/network/street-graph.ts';
import { PackedWalkNetwork } from '../../api/walking/packed-walk-network.ts';

/** A walking network of some graphs, each a version, without a database. */
export function packedNetwork(...graphs: StreetGraph[]): PackedWalkNetwork {
  const versions = graphs.map((_, index) => ({
    networkId: index + 1,
    code: `version-${index + 1}`,
    area: `area-${index + 1}`,
    source: 'invented',
    sourceDate: '2026-01-01',
    isSynthetic: true,
  }));
  return new PackedWalkNetwork(
    versions,
    graphs.map((graph) => unpackGraph([packGraph(graph)])),
  );
}
