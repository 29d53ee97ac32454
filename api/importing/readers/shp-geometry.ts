import { booleanPointInPolygon } from '@turf/turf';
import type { Geometry, MultiPolygon, Polygon, Position } from 'geojson';

/** Points, lines, polygons and multipoints; Z (+10) and M (+20) carry values after the positions, which are not read. */
const SHAPE_TYPES = new Set([1, 3, 5, 8, 11, 13, 15, 18, 21, 23, 25, 28]);
const NULL_SHAPE = 0;

/** A municipality with every islet has a few thousand rings; comparing many more would take forever. */
const MAX_RINGS = 20_000;

/** The geometry of a record's content, null for a null shape, or why it cannot be read. */
export function parseShape(content: Buffer): Geometry | null | { readonly defect: string } {
  if (content.length < 4) return { defect: 'the shape is cut short' };
  const type = content.readInt32LE(0);
  if (type === NULL_SHAPE) return null;
  if (!SHAPE_TYPES.has(type)) return { defect: `shapes of type ${type} are not read` };
  try {
    switch (type % 10) {
      case 1:
        return { type: 'Point', coordinates: positionAt(content, 4) };
      case 3:
        return lines(parts(content));
      case 5:
        return polygons(parts(content));
      default:
        return { type: 'MultiPoint', coordinates: positions(content, 40, content.readInt32LE(36)) };
    }
  } catch (error) {
    if (error instanceof RangeError) return { defect: 'the shape is cut short or its counts are wrong' };
    if (error instanceof ShapeError) return { defect: error.message };
    throw error;
  }
}

class ShapeError extends Error {}

function positionAt(content: Buffer, at: number): Position {
  return [content.readDoubleLE(at), content.readDoubleLE(at + 8)];
}

function positions(content: Buffer, at: number, count: number): Position[] {
  if (count < 0 || at + count * 16 > content.length) throw new RangeError('count');
  return Array.from({ length: count }, (_, index) => positionAt(content, at + index * 16));
}

function parts(content: Buffer): Position[][] {
  const partCount = content.readInt32LE(36);
  const pointCount = content.readInt32LE(40);
  const pointsAt = 44 + 4 * partCount;
  if (partCount < 0 || pointsAt > content.length) throw new RangeError('parts');
  const all = positions(content, pointsAt, pointCount);
  const starts = Array.from({ length: partCount }, (_, index) => content.readInt32LE(44 + 4 * index));
  if (
    starts.some((start, index) => start < (starts[index - 1] ?? 0) || start > pointCount) ||
    (starts[0] ?? 0) !== 0
  )
    throw new RangeError('parts');
  return starts.map((start, index) => all.slice(start, starts[index + 1] ?? pointCount));
}

function lines(all: Position[][]): Geometry {
  return all.length === 1
    ? { type: 'LineString', coordinates: all[0]! }
    : { type: 'MultiLineString', coordinates: all };
}

/**
 * Puts rings together: clockwise ones are outer (in a file that has none, the others are), the rest are holes of the
 * smallest outer ring around them. A hole without one makes the polygon unreadable: what it belongs to is not guessed.
 */
function polygons(rings: Position[][]): Polygon | MultiPolygon {
  if (rings.length === 0 || rings.some((ring) => ring.length < 4))
    throw new ShapeError('a ring has fewer than four positions');
  if (rings.length === 1) return { type: 'Polygon', coordinates: rings };
  if (rings.length > MAX_RINGS) throw new ShapeError(`the polygon has more than ${MAX_RINGS} rings`);
  const measured = rings.map((ring) => ({ ring, area: doubledArea(ring), box: boxOf(ring) }));
  const clockwise = measured.some(({ area }) => area < 0) ? -1 : 1;
  const outer = measured
    .filter(({ area }) => area * clockwise > 0)
    .map((entry) => ({ ...entry, rings: [entry.ring] }));
  const bySize = [...outer].sort((a, b) => Math.abs(a.area) - Math.abs(b.area));
  for (const hole of measured.filter(({ area }) => area * clockwise <= 0)) {
    const home = bySize.find(
      (candidate) => boxInside(hole.box, candidate.box) && ringInside(hole.ring, candidate.ring),
    );
    if (!home) throw new ShapeError('a hole lies in no outer ring');
    home.rings.push(hole.ring);
  }
  const coordinates = outer.map((polygon) => polygon.rings);
  return coordinates.length === 1
    ? { type: 'Polygon', coordinates: coordinates[0]! }
    : { type: 'MultiPolygon', coordinates };
}

type Box = [west: number, south: number, east: number, north: number];

function boxOf(ring: Position[]): Box {
  const box: Box = [Infinity, Infinity, -Infinity, -Infinity];
  for (const [x, y] of ring as [number, number][]) {
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  }
  return box;
}

function boxInside(inner: Box, outer: Box): boolean {
  return inner[0] >= outer[0] && inner[1] >= outer[1] && inner[2] <= outer[2] && inner[3] <= outer[3];
}

/** Twice the signed area, positive when counter-clockwise; taken from the first corner, so that large eastings keep their digits. */
function doubledArea(ring: Position[]): number {
  const [originX, originY] = ring[0] as [number, number];
  let sum = 0;
  for (let index = 1; index < ring.length; index++) {
    const [x1, y1] = ring[index - 1] as [number, number];
    const [x2, y2] = ring[index] as [number, number];
    sum += (x1 - originX) * (y2 - originY) - (x2 - originX) * (y1 - originY);
  }
  return sum;
}

/** True when a ring lies in another: its first corner that is not on the other's line decides. */
function ringInside(ring: Position[], outer: Position[]): boolean {
  const polygon: Polygon = { type: 'Polygon', coordinates: [outer] };
  const free = ring.find(
    (corner) =>
      booleanPointInPolygon(corner, polygon, { ignoreBoundary: true }) ||
      !booleanPointInPolygon(corner, polygon),
  );
  return free === undefined || booleanPointInPolygon(free, polygon);
}
