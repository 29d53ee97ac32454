import type { Feature, Geometry, Position } from 'geojson';
import type { Snap, WalkNetwork } from '../../walking/walk-network.ts';
import { feature } from '../analysis.ts';
import { walkSeconds } from '../metric-input.ts';
import type { Site } from '../site-input.ts';
import { drawReach } from './draw-reach.ts';
import { PICTURE_NOTE } from './notes.ts';
import type { ReachLimit } from './reach-limits.ts';

interface Reach {
  readonly limit: ReachLimit;
  readonly lines: Position[][];
  /** Kilometres of street. */
  readonly reachedKm: number;
}

/** What is reached within each limit; null when the site is not snapped. */
export interface ReachOfSite {
  readonly snap: Snap;
  readonly reaches: readonly Reach[];
}

/** Searches once for each limit, so that every stretch ends exactly where its limit does. */
export function reachOf(
  network: WalkNetwork,
  site: Site,
  limits: readonly ReachLimit[],
  maxSnapM: number,
): ReachOfSite | null {
  let snap: Snap | null = null;
  const reaches: Reach[] = [];
  for (const limit of limits) {
    const reached = network.reachFrom(site, { limitM: limit.limitM, maxSnapM });
    if (!reached) return null;
    snap = reached.snap;
    const metres = reached.stretches.reduce((sum, { fromM, toM }) => sum + (toM - fromM), 0);
    reaches.push({
      limit,
      lines: reached.stretches.map(({ line }) => line),
      reachedKm: Math.round(metres * 1000) / 1e6,
    });
  }
  return snap && { snap, reaches };
}

/** The way to the network, and for each limit the streets and their picture; nearest limit first. */
export async function reachFeatures(
  { snap, reaches }: ReachOfSite,
  site: Site,
  speedKmh: number,
  signal: AbortSignal,
): Promise<Feature<Geometry | null>[]> {
  const leg = [
    [site.lon, site.lat],
    [snap.lon, snap.lat],
  ];
  const pictures = await drawReach(
    reaches.map(({ limit, lines }) => ({ limitM: limit.limitM, lines: [...lines, leg] })),
    signal,
  );
  const walked = feature(
    { type: 'LineString', coordinates: leg.map(rounded) },
    { role: 'snap', snap_m: snap.snapM, snap_s: walkSeconds(snap.snapM, speedKmh) },
    'snap',
  );
  return [
    walked,
    ...reaches.flatMap(({ limit, lines, reachedKm }, index) => {
      const picture = pictures[index];
      const properties = {
        limit_m: limit.limitM,
        minutes: limit.minutes,
        limit_s: walkSeconds(limit.limitM, speedKmh),
      };
      const streets = feature(
        { type: 'MultiLineString', coordinates: lines.map((line) => line.map(rounded)) },
        { role: 'streets', ...properties, reached_km: reachedKm },
        `streets-${index + 1}`,
      );
      if (!picture) return [streets];
      const coordinates = picture.coordinates.map((rings) => rings.map((ring) => ring.map(rounded)));
      return [
        streets,
        feature(
          { type: 'MultiPolygon', coordinates },
          { role: 'picture', ...properties, note: PICTURE_NOTE },
          `picture-${index + 1}`,
        ),
      ];
    }),
  ];
}

/** Degrees to seven decimals, about a centimetre. */
function rounded(position: Position): Position {
  return position.map((degrees) => Math.round(degrees * 1e7) / 1e7);
}
