import type { StreetGraph } from '../network/street-graph.ts';

/** Header of a little-endian EWKB MultiLineString of one line: types with SRID flag, 4326, one part, its LineString, its points. */
const HEADER_BYTES = 1 + 4 + 4 + 4 + 1 + 4 + 4;

/** The line of an edge as hexadecimal EWKB: a MultiLineString of one part, SRID 4326, longitude first. */
export function edgeLineHex(graph: StreetGraph, edge: number): string {
  const first = graph.firstVertex[edge]!;
  const points = graph.firstVertex[edge + 1]! - first;
  const bytes = Buffer.alloc(HEADER_BYTES + 16 * points);
  bytes.writeUInt8(1, 0);
  bytes.writeUInt32LE(0x20000005, 1);
  bytes.writeUInt32LE(4326, 5);
  bytes.writeUInt32LE(1, 9);
  bytes.writeUInt8(1, 13);
  bytes.writeUInt32LE(2, 14);
  bytes.writeUInt32LE(points, 18);
  for (let i = 0; i < points; i++) {
    bytes.writeDoubleLE(graph.vertexLonE7[first + i]! / 1e7, HEADER_BYTES + 16 * i);
    bytes.writeDoubleLE(graph.vertexLatE7[first + i]! / 1e7, HEADER_BYTES + 16 * i + 8);
  }
  return bytes.toString('hex');
}
