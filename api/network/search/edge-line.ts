import type { Position } from 'geojson';
import type { WalkGraph } from '../graph.ts';
import { degreeShare, segmentM } from './edge-measure.ts';

/** Degrees are given to a tenth of a millimetre. */
const DEGREE_STEPS = 1e9;

export function positionOf(lonE7: number, latE7: number): Position {
  return [degrees(lonE7 / 1e7), degrees(latE7 / 1e7)];
}

export function degrees(value: number): number {
  return Math.round(value * DEGREE_STEPS) / DEGREE_STEPS;
}

/**
 * The line along an edge between two distances from its source (whole micrometres), from the first to the second, whichever is
 * greater; at least two positions, none twice in a row unless the stretch has no length.
 */
export function edgeLine(graph: WalkGraph, edge: number, fromUm: number, toUm: number): Position[] {
  const low = Math.min(fromUm, toUm);
  const high = Math.max(fromUm, toUm);
  const { firstVertex, vertexLonE7, vertexLatE7 } = graph;
  const begin = firstVertex[edge]!;
  const last = firstVertex[edge + 1]! - 1;
  let total = 0;
  for (let vertex = begin; vertex < last; vertex += 1) total += segmentM(graph, vertex);
  const lengthUm = graph.edgeLengthUm[edge]!;
  const scale = total > 0 ? lengthUm / total : 0;
  const line: Position[] = [];
  let metres = 0;
  for (let vertex = begin; vertex < last; vertex += 1) {
    const startUm = vertex === begin ? 0 : metres * scale;
    const segment = segmentM(graph, vertex);
    metres += segment;
    const endUm = vertex === last - 1 ? lengthUm : metres * scale;
    if (endUm < low || startUm > high) continue;
    const at = (um: number) => {
      const share = endUm > startUm ? degreeShare(graph, vertex, (um - startUm) / (endUm - startUm)) : 0;
      const lon = vertexLonE7[vertex]! + share * (vertexLonE7[vertex + 1]! - vertexLonE7[vertex]!);
      const lat = vertexLatE7[vertex]! + share * (vertexLatE7[vertex + 1]! - vertexLatE7[vertex]!);
      return positionOf(lon, lat);
    };
    append(line, at(Math.max(low, startUm)));
    append(line, at(Math.min(high, endUm)));
  }
  const [only] = line;
  if (line.length === 1 && only) line.push(only);
  return fromUm <= toUm ? line : line.reverse();
}

/** Adds a position unless the line ends there already. */
export function append(line: Position[], position: Position): void {
  const end = line.at(-1);
  if (end?.[0] !== position[0] || end?.[1] !== position[1]) line.push(position);
}
