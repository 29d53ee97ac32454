import type { LonLat } from '../api/geo/lon-lat.ts';
import type { WalkGraph } from '../api/network/graph.ts';
import { packGraph } from '../api/network/pack/pack-graph.ts';
import { unpackGraph } from '../api/network/pack/unpack-graph.ts';
import { type CityStreets, largeCityStreets } from '../test/support/city-streets.ts';
import { tileStreets } from '../test/support/tile-streets.ts';

const DIRECTED_EDGES = 1_100_000;
/** Degrees of longitude from one copy to the next. */
const STEP = 2;

/** A city several times over, side by side. */
export interface TiledCity extends CityStreets {
  readonly copies: number;
  readonly packed: WalkGraph;
  readonly directedEdges: number;
  readonly memoryBytes: number;
  readonly packedBytes: number;
  /** Half a box around a source that holds whatever is within 1,250 m. */
  readonly boxDegrees: number;
}

/** Xi'an (an invented city when the real files are absent) so often that the packed graph has about 1.1 million directed edges. */
export async function largeStreets(): Promise<TiledCity> {
  return tiledCity(await largeCityStreets());
}

/** A city so often that the packed graph has about 1.1 million directed edges. */
export function tiledCity(city: CityStreets): TiledCity {
  const { edgeCount } = unpackGraph([packGraph(city.graph)]);
  const copies = Math.ceil(DIRECTED_EDGES / (2 * edgeCount));
  const graph = tileStreets(city.graph, copies, STEP);
  const bytes = packGraph(graph);
  const packed = unpackGraph([bytes]);
  const { report } = city;
  return {
    ...city,
    graph,
    report: {
      ...report,
      nodes: graph.nodeLonE7.length,
      edges: graph.edgeSource.length,
      lengthKm: report.lengthKm * copies,
      components: graph.components.length,
      largestShare: report.largestShare / copies,
    },
    copies,
    packed,
    directedEdges: 2 * packed.edgeCount,
    memoryBytes: packed.buffer.byteLength,
    packedBytes: bytes.length,
    boxDegrees: 0.0145,
  };
}

/** Random places in the dense middle of the copies, the middle widened so many times. */
export function placesIn(
  { core, copies }: TiledCity,
  count: number,
  wider: number,
  random: () => number,
): LonLat[] {
  const width = core.east - core.west;
  const height = core.north - core.south;
  return Array.from({ length: count }, () => ({
    lon: core.west + (0.5 + (random() - 0.5) * wider) * width + STEP * Math.floor(random() * copies),
    lat: core.south + (0.5 + (random() - 0.5) * wider) * height,
  }));
}
