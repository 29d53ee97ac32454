import { cellToLatLng, getHexagonAreaAvg, polygonToCells, UNITS } from 'h3-js';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { listBoxes } from './queries.ts';

/** Cells judged by one question at most. */
export const MAX_CELLS = 50_000;
export const COARSEST = 6;
export const FINEST = 12;
/** Covers rounding at the sides of a box; degrees. */
const MARGIN = 1e-6;

/** A cell of the H3 grid with its centre (degrees, WGS 84). */
export interface GridCell extends LonLat {
  readonly h3: string;
}

/**
 * Every cell of a resolution that may have its centre in an area, by h3: those with the centre in a box of one of its pieces. Which
 * are inside the polygon PostGIS decides. Throws InvalidInputError (field resolution) when the area holds more than MAX_CELLS.
 */
export async function listCellsAround(
  db: Database,
  area: { readonly area_id: number; readonly name: string },
  resolution: number,
): Promise<GridCell[]> {
  const [boxes] = await listBoxes(db, { areaId: area.area_id });
  if (!boxes || boxes.area_km2 === null)
    throw new InvalidInputError([{ field: 'area', value: area.name, reason: 'the area has no polygon' }]);
  refuseTooMany(boxes.area_km2, resolution);
  const cells = new Set<string>();
  for (const [index, west] of boxes.west.entries()) {
    const [x1, x2] = [west - MARGIN, (boxes.east[index] ?? west) + MARGIN];
    const [y1, y2] = [(boxes.south[index] ?? 0) - MARGIN, (boxes.north[index] ?? 0) + MARGIN];
    const ring = [
      [x1, y1],
      [x2, y1],
      [x2, y2],
      [x1, y2],
      [x1, y1],
    ];
    for (const h3 of polygonToCells([ring], resolution, true)) cells.add(h3);
  }
  return [...cells].sort().map((h3) => {
    const [lat, lon] = cellToLatLng(h3);
    return { h3, lon, lat };
  });
}

function refuseTooMany(areaKm2: number, resolution: number): void {
  const cellsAt = (level: number) => areaKm2 / getHexagonAreaAvg(level, UNITS.km2);
  if (cellsAt(resolution) <= MAX_CELLS) return;
  const fitting = Array.from({ length: resolution - COARSEST }, (_, index) => resolution - 1 - index).find(
    (level) => cellsAt(level) <= MAX_CELLS,
  );
  throw new InvalidInputError([
    {
      field: 'resolution',
      value: resolution,
      reason: `the area of ${Math.round(areaKm2)} km² has about ${Math.round(cellsAt(resolution))} cells of this size; at most ${MAX_CELLS} are judged`,
      allowed:
        fitting === undefined ? 'a smaller area' : `${fitting} or coarser, or a smaller area (area, level)`,
    },
  ]);
}
