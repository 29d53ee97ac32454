import { setImmediate } from 'node:timers/promises';
import type { MultiPolygon, Position } from 'geojson';
import { getHexagonEdgeLengthAvg, gridDisk, latLngToCell, UNITS } from 'h3-js';
import { joinCells } from '../../geo/cell-outlines.ts';

/** Cells of about 10, 30, 75 and 200 m a side: some ten or twenty thousand of them at most fill the reach. */
const RESOLUTIONS = [
  { toM: 1_500, resolution: 12 },
  { toM: 4_000, resolution: 11 },
  { toM: Number.POSITIVE_INFINITY, resolution: 10 },
] as const;
const METRES_TO_A_DEGREE = 111_320;

/** What is reached within one limit, as lines of [longitude, latitude]. */
export interface ReachToDraw {
  readonly limitM: number;
  readonly lines: readonly Position[][];
}

/**
 * Pictures of reach, one a limit in the order given (nearest first): the H3 cells that the lines touch and their neighbours,
 * joined. All of one resolution and each containing the one before, holes kept. Three cells meet at every corner, so that the
 * outlines never touch themselves: the polygons are always valid. They draw; network distance decides.
 */
export async function drawReach(
  reaches: readonly ReachToDraw[],
  signal: AbortSignal,
): Promise<MultiPolygon[]> {
  const greatest = reaches.reduce((most, { limitM }) => Math.max(most, limitM), 0);
  const resolution = RESOLUTIONS.find(({ toM }) => greatest <= toM)?.resolution ?? 10;
  // Less than the width of a cell, so that a line that crosses one is seen in it or in a neighbour.
  const stepM = getHexagonEdgeLengthAvg(resolution, UNITS.m);
  const touched = new Set<string>();
  const filled = new Set<string>();
  const pictures: MultiPolygon[] = [];
  for (const { lines } of reaches) {
    for (const [index, line] of lines.entries()) {
      if (index % LINES_AT_ONCE === 0) {
        signal.throwIfAborted();
        await setImmediate();
      }
      for (const [lon, lat] of placesAlong(line, stepM)) {
        const cell = latLngToCell(lat, lon, resolution);
        if (touched.has(cell)) continue;
        touched.add(cell);
        for (const neighbour of gridDisk(cell, 1)) filled.add(neighbour);
      }
    }
    pictures.push({ type: 'MultiPolygon', coordinates: joinCells([...filled]) });
  }
  return pictures;
}

const LINES_AT_ONCE = 500;

/** The vertices of a line and places between them, no farther apart than the step. */
function* placesAlong(line: readonly Position[], stepM: number): Generator<[lon: number, lat: number]> {
  let [fromLon = 0, fromLat = 0] = line[0] ?? [];
  if (line.length > 0) yield [fromLon, fromLat];
  for (const [lon = 0, lat = 0] of line.slice(1)) {
    const east = (lon - fromLon) * METRES_TO_A_DEGREE * Math.cos((lat * Math.PI) / 180);
    const north = (lat - fromLat) * METRES_TO_A_DEGREE;
    const steps = Math.max(1, Math.ceil(Math.hypot(east, north) / stepM));
    for (let step = 1; step <= steps; step++)
      yield [fromLon + ((lon - fromLon) * step) / steps, fromLat + ((lat - fromLat) * step) / steps];
    [fromLon, fromLat] = [lon, lat];
  }
}
