import type { LonLat } from '../../geo/lon-lat.ts';
import { PIECE_SEGMENTS, type WalkGraph } from '../graph.ts';
import { partBeforeUm } from './edge-measure.ts';
import { type LocalMetric, localMetric, nearDistanceM } from './local-metric.ts';

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

/** Nearest place so far, of streets or of isles. */
interface Best {
  squaredM: number;
  edge: number;
  vertex: number;
  /** Share of the segment that begins at `vertex`. */
  share: number;
}

/** First radius of the search in metres; it grows until the nearest street lies inside. */
const FIRST_RADIUS_M = 60;
const GROWTH = 4;

/**
 * The nearest place on any edge of a graph, at most `maxSnapM` metres away (compared in whole millimetres); of equals the one
 * on the lowest edge. Isles count only when there is nothing else within `maxSnapM`. Exact to the millimetre.
 */
export function snapPoint(graph: WalkGraph, { lon, lat }: LonLat, maxSnapM: number): PlaceOnEdge | null {
  const lonE7 = lon * 1e7;
  const latE7 = lat * 1e7;
  const metric = localMetric(latE7);
  const street = emptyBest();
  const isle = emptyBest();
  for (let radiusM = Math.min(FIRST_RADIUS_M, maxSnapM); ; radiusM = Math.min(radiusM * GROWTH, maxSnapM)) {
    searchBox(graph, lonE7, latE7, metric, radiusM + 0.001, street, isle);
    if (Math.sqrt(street.squaredM) <= radiusM || radiusM >= maxSnapM) break;
  }
  return placeOf(graph, lonE7, latE7, metric, street, maxSnapM) ?? placeOf(graph, lonE7, latE7, metric, isle, maxSnapM);
}

function emptyBest(): Best {
  return { squaredM: Number.POSITIVE_INFINITY, edge: -1, vertex: -1, share: 0 };
}

/** Looks at every piece whose box meets the square of this half-width around the point. */
function searchBox(
  graph: WalkGraph,
  lonE7: number,
  latE7: number,
  metric: LocalMetric,
  radiusM: number,
  street: Best,
  isle: Best,
): void {
  const { pieceEdge, pieceVertex, firstVertex, edgeComponent, componentIsIsle } = graph;
  // A little wider: the scale changes within the square.
  const dLat = (radiusM / metric.lat) * 1.001;
  const dLon = (radiusM / metric.lon) * 1.001 * widening(radiusM, metric);
  // Nothing in the square is nearer than its box by these scales.
  const leastLon = radiusM / dLon;
  const leastLat = radiusM / dLat;
  graph.pieces.search(
    Math.floor(lonE7 - dLon),
    Math.floor(latE7 - dLat),
    Math.ceil(lonE7 + dLon),
    Math.ceil(latE7 + dLat),
    (piece, west, south, east, north) => {
      const edge = pieceEdge[piece]!;
      const best = componentIsIsle[edgeComponent[edge]!] ? isle : street;
      const x = Math.max(west - lonE7, 0, lonE7 - east) * leastLon;
      const y = Math.max(south - latE7, 0, latE7 - north) * leastLat;
      if (x * x + y * y > best.squaredM) return false;
      const begin = pieceVertex[piece]!;
      const end = Math.min(begin + PIECE_SEGMENTS, firstVertex[edge + 1]! - 1);
      for (let vertex = begin; vertex < end; vertex += 1)
        lookAt(graph, lonE7, latE7, metric, edge, vertex, best);
      return false;
    },
  );
}

/** How much longer a degree of longitude is than its shortest within the radius. */
function widening(radiusM: number, metric: LocalMetric): number {
  const shrink = Math.abs(metric.lonSlope / metric.lon) * (radiusM / metric.lat);
  return 1 / Math.max(0.01, 1 - shrink);
}

/** Takes the nearest place on one segment when it beats the best, or equals it on a lower edge. */
function lookAt(
  { vertexLonE7, vertexLatE7 }: WalkGraph,
  lonE7: number,
  latE7: number,
  metric: LocalMetric,
  edge: number,
  vertex: number,
  best: Best,
): void {
  const aLon = vertexLonE7[vertex]! - lonE7;
  const aLat = vertexLatE7[vertex]! - latE7;
  const bLon = vertexLonE7[vertex + 1]! - lonE7;
  const bLat = vertexLatE7[vertex + 1]! - latE7;
  const ax = aLon * metric.lon;
  const ay = aLat * metric.lat;
  const dx = (bLon - aLon) * metric.lon;
  const dy = (bLat - aLat) * metric.lat;
  const length = dx * dx + dy * dy;
  const along = length > 0 ? -(ax * dx + ay * dy) / length : 0;
  // The ends exactly, so that a shared vertex is equally far on every edge.
  const share = Math.max(0, Math.min(1, along));
  const pLon = share === 1 ? bLon : aLon + share * (bLon - aLon);
  const pLat = share === 1 ? bLat : aLat + share * (bLat - aLat);
  const x = pLon * (metric.lon + (metric.lonSlope * pLat) / 2);
  const y = pLat * (metric.lat + (metric.latSlope * pLat) / 2);
  const squaredM = x * x + y * y;
  if (squaredM > best.squaredM) return;
  if (squaredM === best.squaredM && (edge > best.edge || (edge === best.edge && vertex >= best.vertex)))
    return;
  best.squaredM = squaredM;
  best.edge = edge;
  best.vertex = vertex;
  best.share = share;
}

function placeOf(
  graph: WalkGraph,
  lonE7: number,
  latE7: number,
  metric: LocalMetric,
  { edge, vertex, share: roughShare }: Best,
  maxSnapM: number,
): PlaceOnEdge | null {
  if (edge < 0) return null;
  const { vertexLonE7, vertexLatE7 } = graph;
  const aLon = vertexLonE7[vertex]!;
  const aLat = vertexLatE7[vertex]!;
  const dLon = vertexLonE7[vertex + 1]! - aLon;
  const dLat = vertexLatE7[vertex + 1]! - aLat;
  const share = refineShare(aLon - lonE7, aLat - latE7, dLon, dLat, metric, roughShare);
  const placeLon = share === 1 ? aLon + dLon : aLon + share * dLon;
  const placeLat = share === 1 ? aLat + dLat : aLat + share * dLat;
  const snapM = nearDistanceM(lonE7, latE7, placeLon, placeLat);
  if (Math.round(snapM * 1000) / 1000 > maxSnapM) return null;
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
