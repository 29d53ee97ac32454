import type { LonLat } from '../../geo/lon-lat.ts';
import { PIECE_SEGMENTS, type WalkGraph } from '../graph.ts';
import { type LocalMetric, localMetric } from './local-metric.ts';
import { type PlaceOnEdge, placeOnSegment } from './place-on-edge.ts';
import { metresOf } from './walk-limit.ts';

/** Nearest place so far, of streets or of isles. */
interface Best {
  squaredM: number;
  /** Squares of what counts as equally far: EQUAL_M nearer and farther. */
  equalFrom: number;
  equalTo: number;
  edge: number;
  vertex: number;
  /** Share of the segment that begins at `vertex`. */
  share: number;
}

/** First radius of the search in metres; it grows until the nearest street lies inside. */
const FIRST_RADIUS_M = 80;
const GROWTH = 4;
/**
 * Places that differ by less are equally far: a street that is drawn there and back over the same ground must not be entered on
 * the one pass from one point and on the other from its neighbour for a difference in the last binary digit.
 */
const EQUAL_M = 1e-6;

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
  for (const { edge, vertex, share } of [street, isle]) {
    const place = edge < 0 ? null : placeOnSegment(graph, lonE7, latE7, metric, { edge, vertex, share });
    if (place && metresOf(place.snapUm) <= maxSnapM) return place;
  }
  return null;
}

function emptyBest(): Best {
  const never = Number.POSITIVE_INFINITY;
  return { squaredM: never, equalFrom: never, equalTo: never, edge: -1, vertex: -1, share: 0 };
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
      if (x * x + y * y > best.equalTo) return false;
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
  if (squaredM > best.equalTo) return;
  if (squaredM >= best.equalFrom && (edge > best.edge || (edge === best.edge && vertex >= best.vertex)))
    return;
  best.squaredM = squaredM;
  const distanceM = Math.sqrt(squaredM);
  best.equalFrom = Math.max(0, distanceM - EQUAL_M) ** 2;
  best.equalTo = (distanceM + EQUAL_M) ** 2;
  best.edge = edge;
  best.vertex = vertex;
  best.share = share;
}
