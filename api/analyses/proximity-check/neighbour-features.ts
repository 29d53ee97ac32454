import type { Feature, Geometry } from 'geojson';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { WalkNetwork } from '../../walking/walk-network.ts';
import { feature } from '../analysis.ts';
import { type Metric, walkSeconds } from '../metric-input.ts';
import { drawRoutes } from '../on-foot/draw-routes.ts';
import type { NeighbourOnFoot, WalkFacts } from './neighbours-on-foot.ts';
import type { Neighbour } from './queries.ts';

/** A neighbour as a point, its role being its relation to the site. */
export function neighbourFeature(
  { lon, lat, relation, total_in_relation: _total, ...row }: Neighbour,
  siteAccuracyM: number,
  walk: Record<string, unknown> = {},
): Feature<Geometry | null> {
  const properties = { role: relation, ...row, band_m: row.accuracy_m + siteAccuracyM, ...walk };
  return feature({ type: 'Point', coordinates: [lon, lat] }, properties, row.institution_id);
}

export interface WalkFeatures {
  readonly neighbours: Feature<Geometry | null>[];
  /** The place where the site enters the network, and the routes. */
  readonly ways: Feature<Geometry | null>[];
  /** Whether some relation has more institutions than are listed. */
  readonly isCut: boolean;
}

/** What is drawn of walks: at most `limit` neighbours of each relation, and the routes of the first that were reached. */
export async function walkFeatures(question: {
  network: WalkNetwork | null;
  point: LonLat & { readonly accuracyM: number };
  walk: WalkFacts;
  metric: Extract<Metric, { metric: 'walk' }>;
  limit: number;
  maxRoutes: number;
  signal: AbortSignal;
}): Promise<WalkFeatures> {
  const { network, point, walk, metric, limit, maxRoutes, signal } = question;
  const seconds = (walkM: number | null) => (walkM === null ? null : walkSeconds(walkM, metric.speedKmh));
  const listed = firstOfEach(walk.neighbours, limit);
  const reached = listed.flatMap((one) =>
    one.relation !== 'beyond-on-foot' && one.walkM !== null && one.finding !== 'contradictory'
      ? [{ ...one, walkM: one.walkM }]
      : [],
  );
  const drawn = network ? reached.slice(0, maxRoutes) : [];
  const routes = network
    ? await drawRoutes(
        network,
        drawn.map(({ row, walkM }) => ({ from: point, to: row, walkM })),
        metric.maxSnapM,
        signal,
      )
    : [];
  const snap = walk.siteSnap;
  return {
    neighbours: listed.map(({ row, relation, finding, walkM, snapM }) =>
      neighbourFeature(row, point.accuracyM, {
        role: relation,
        ...(relation === 'beyond'
          ? {}
          : { walk_m: walkM, walk_s: seconds(walkM), snap_m: snapM, on_foot: finding }),
      }),
    ),
    ways: [
      ...(snap
        ? [
            feature(
              { type: 'Point', coordinates: [snap.lon, snap.lat] },
              {
                role: 'site-snap',
                snap_m: snap.snapM,
                network:
                  network?.versions.find((version) => version.networkId === snap.networkId)?.code ?? null,
              },
            ),
          ]
        : []),
      ...drawn.flatMap(({ row, relation }, index) => {
        const route = routes[index];
        if (!route) return [];
        return [
          feature(
            { type: 'LineString', coordinates: route.line },
            {
              role: 'route',
              institution_id: row.institution_id,
              relation,
              walk_m: route.walkM,
              walk_s: seconds(route.walkM),
              site_snap_m: route.startSnapM,
              snap_m: route.endSnapM,
            },
            `route-${row.institution_id}`,
          ),
        ];
      }),
    ],
    isCut: listed.length < walk.neighbours.length,
  };
}

function firstOfEach(neighbours: readonly NeighbourOnFoot[], limit: number): NeighbourOnFoot[] {
  const listed = new Map<string, number>();
  return neighbours.filter(({ relation }) => {
    const place = listed.get(relation) ?? 0;
    listed.set(relation, place + 1);
    return place < limit;
  });
}
