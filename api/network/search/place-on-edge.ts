import type { WalkGraph } from '../graph.ts';
import { partBeforeUm } from './edge-measure.ts';
import { type LocalMetric, nearDistanceM } from './local-metric.ts';

/** A place on an edge where a point enters the network. */
export interface PlaceOnEdge {
  readonly edge: number;
  /** Whole micrometres from the edge's source; the rest of its length is to the target. */
  readonly beforeUm: number;
  /** Whole micrometres from the point, in a straight line. */
  readonly snapUm: number;
  readonly lonE7: number;
  readonly latE7: number;
}

/** The place on a segment of an edge that is nearest to a position; `share` is where it lies roughly. */
export function placeOnSegment(
  graph: WalkGraph,
  lonE7: number,
  latE7: number,
  metric: LocalMetric,
  segment: { readonly edge: number; readonly vertex: number; readonly share: number },
): PlaceOnEdge {
  const { edge, vertex, share: roughShare } = segment;
  const { vertexLonE7, vertexLatE7 } = graph;
  const aLon = vertexLonE7[vertex]!;
  const aLat = vertexLatE7[vertex]!;
  const dLon = vertexLonE7[vertex + 1]! - aLon;
  const dLat = vertexLatE7[vertex + 1]! - aLat;
  const share = refineShare(aLon - lonE7, aLat - latE7, dLon, dLat, metric, roughShare);
  const placeLon = share === 1 ? aLon + dLon : aLon + share * dLon;
  const placeLat = share === 1 ? aLat + dLat : aLat + share * dLat;
  const snapM = nearDistanceM(lonE7, latE7, placeLon, placeLat);
  return {
    edge,
    beforeUm: partBeforeUm(graph, edge, vertex, share),
    snapUm: Math.round(snapM * 1e6),
    lonE7: placeLon,
    latE7: placeLat,
  };
}

/**
 * The foot of the perpendicular as the scale changes on the way to it: the rough one, by the scale at the point, lies beside it
 * by a centimetre or more when the point is some hundred metres off, which hardly shows in the snap leg but does in the walk.
 */
function refineShare(
  aLon: number,
  aLat: number,
  dLon: number,
  dLat: number,
  { lon, lonSlope, lat, latSlope }: LocalMetric,
  roughShare: number,
): number {
  let share = roughShare;
  for (let step = 0; step < 3; step += 1) {
    const pLon = aLon + share * dLon;
    const pLat = aLat + share * dLat;
    const x = pLon * (lon + (lonSlope * pLat) / 2);
    const y = pLat * (lat + (latSlope * pLat) / 2);
    const dx = dLon * (lon + (lonSlope * pLat) / 2) + (pLon * lonSlope * dLat) / 2;
    const dy = dLat * (lat + latSlope * pLat);
    const length = dx * dx + dy * dy;
    if (length === 0) return share;
    share = Math.max(0, Math.min(1, share - (x * dx + y * dy) / length));
  }
  return share;
}
