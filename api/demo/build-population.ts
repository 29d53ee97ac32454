import { cellToLatLng, polygonToCells } from 'h3-js';
import type { Street } from './build-areas.ts';
import { RESIDENTS } from './city-plan.ts';
import { cityDensity } from './density.ts';
import { type LonLat, type Point, sixDecimals, toPlane } from './plane.ts';
import { seededRandom } from './random.ts';

export const H3_RESOLUTION = 9;

export interface Cell {
  readonly h3: string;
  readonly centre: LonLat;
  readonly at: Point;
  readonly street: Street;
  /** Residents, a whole number above 0. */
  readonly population: number;
  /** Relative density of the place, persons per km² before scaling to the city's total. */
  readonly density: number;
}

/** Below this density the land is fields with a village here and there. */
const OPEN_LAND = 800;
const VILLAGE_SHARE = 0.06;

/** The inhabited H3 cells, in order of street and cell; their residents add up to the city's to within rounding. */
export function buildPopulation(streets: readonly Street[], seed: string): readonly Cell[] {
  const density = cityDensity();
  const random = seededRandom(`${seed}/population`);
  const weighed = streets.flatMap((street) =>
    polygonToCells([street.ring as [number, number][]], H3_RESOLUTION, true)
      .sort()
      .map((h3) => {
        const [lat, lon] = cellToLatLng(h3);
        const centre: LonLat = [sixDecimals(lon), sixDecimals(lat)];
        const at = toPlane(centre);
        const smooth = density(at, street);
        return {
          h3,
          centre,
          at,
          street,
          density: smooth,
          weight: blockWeight(smooth, random.next(), random.next()),
        };
      }),
  );
  const total = weighed.reduce((sum, cell) => sum + cell.weight, 0);
  return weighed
    .map(({ weight, ...cell }) => ({ ...cell, population: Math.round((weight / total) * RESIDENTS) }))
    .filter((cell) => cell.population > 0);
}

/** Blocks differ from their neighbours; some are parks, works or water; open land has villages. */
function blockWeight(density: number, draw: number, size: number): number {
  if (density < OPEN_LAND) return draw < VILLAGE_SHARE ? 1200 + 3000 * size : 0;
  if (draw < 0.08) return 0;
  return density * (0.45 + 1.1 * size);
}
