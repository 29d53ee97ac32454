import type { Position } from 'geojson';
import { cellsToMultiPolygon, cellToBoundary } from 'h3-js';

/** The outline of an H3 cell as the ring of a polygon: [longitude, latitude] to a centimetre. */
export function cellRing(h3: string): Position[] {
  return cellToBoundary(h3, true).map(rounded);
}

/** Cells joined where they touch, as the coordinates of a multipolygon: [longitude, latitude] to a centimetre. */
export function joinCells(cells: readonly string[]): Position[][][] {
  if (cells.length === 0) return [];
  return cellsToMultiPolygon([...cells], true).map((rings) => rings.map((ring) => ring.map(rounded)));
}

function rounded([lon = 0, lat = 0]: readonly number[]): Position {
  return [Math.round(lon * 1e7) / 1e7, Math.round(lat * 1e7) / 1e7];
}
