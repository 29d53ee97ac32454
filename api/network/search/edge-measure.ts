import type { WalkGraph } from '../graph.ts';
import { nearDistanceM } from './local-metric.ts';

/**
 * Whole micrometres from an edge's source to a place on it: the edge's length shared out by the metres on either side, so that
 * this part and the rest sum to the edge exactly. `share` is that of the segment which begins at `vertex`, in degrees.
 */
export function partBeforeUm(graph: WalkGraph, edge: number, vertex: number, share: number): number {
  const { firstVertex, edgeLengthUm } = graph;
  const begin = firstVertex[edge]!;
  const last = firstVertex[edge + 1]! - 1;
  let before = 0;
  let total = 0;
  for (let at = begin; at < last; at += 1) {
    const length = segmentM(graph, at);
    if (at < vertex) before += length;
    else if (at === vertex) before += length * lengthShare(graph, vertex, share);
    total += length;
  }
  const lengthUm = edgeLengthUm[edge]!;
  // A place at an end takes all or nothing, whatever the sums above round to.
  if (vertex === begin && share === 0) return 0;
  if ((vertex === last - 1 && share === 1) || total === 0) return lengthUm;
  return Math.min(lengthUm, Math.round((before / total) * lengthUm));
}

/** Share of a segment's metres before the place that has this share of its degrees; they differ as the scale changes. */
export function lengthShare({ vertexLonE7, vertexLatE7 }: WalkGraph, vertex: number, share: number): number {
  if (share === 0 || share === 1) return share;
  const aLon = vertexLonE7[vertex]!;
  const aLat = vertexLatE7[vertex]!;
  const bLon = vertexLonE7[vertex + 1]!;
  const bLat = vertexLatE7[vertex + 1]!;
  const lon = aLon + share * (bLon - aLon);
  const lat = aLat + share * (bLat - aLat);
  const before = nearDistanceM(aLon, aLat, lon, lat);
  const after = nearDistanceM(lon, lat, bLon, bLat);
  return before + after > 0 ? before / (before + after) : share;
}

/** The other way round: share of the degrees at a share of the metres. */
export function degreeShare(graph: WalkGraph, vertex: number, wanted: number): number {
  // The two differ by a few millionths, so that one correction is exact.
  return Math.max(0, Math.min(1, wanted + (wanted - lengthShare(graph, vertex, wanted))));
}

/** Metres of the segment that begins at a vertex. */
export function segmentM({ vertexLonE7, vertexLatE7 }: WalkGraph, vertex: number): number {
  return nearDistanceM(
    vertexLonE7[vertex]!,
    vertexLatE7[vertex]!,
    vertexLonE7[vertex + 1]!,
    vertexLatE7[vertex + 1]!,
  );
}
