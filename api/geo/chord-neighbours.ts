import type { LonLatColumns } from './lon-lat-columns.ts';

/** WGS 84: half axis in metres and square of the eccentricity. */
const A = 6_378_137;
const E2 = 0.006_694_379_990_141_317;
/** Covers the rounding of a distance to the millimetre, and that of this arithmetic (far below a micrometre). */
const MARGIN_M = 0.001;

/**
 * For each point asked: the indexes of the `others` that may lie within `limitM` metres, ascending. The chord through the earth
 * is never longer than the way on the ellipsoid, so none is lost; at 800 m it is shorter by less than a micrometre, so hardly
 * one too many is given. The others are sorted along the axis of the earth: those within the limit lie within it along the axis.
 * Throws RangeError for a point without position.
 */
export function chordNeighbours(
  points: LonLatColumns,
  others: LonLatColumns,
  limitM: number,
): (index: number) => number[] {
  const reach = limitM + MARGIN_M;
  const start = placesOf(points);
  const end = placesOf(others);
  const byZ = Uint32Array.from(end.z.keys()).sort((a, b) => at(end.z, a) - at(end.z, b));
  const sortedZ = Float64Array.from(byZ, (index) => at(end.z, index));
  return (index) => {
    const x = at(start.x, index);
    const y = at(start.y, index);
    const z = at(start.z, index);
    const near: number[] = [];
    for (let place = firstAtLeast(sortedZ, z - reach); place < byZ.length; place++) {
      const dz = at(sortedZ, place) - z;
      if (dz > reach) break;
      const other = at(byZ, place);
      const dx = at(end.x, other) - x;
      const dy = at(end.y, other) - y;
      if (dx * dx + dy * dy + dz * dz <= reach * reach) near.push(other);
    }
    return near.sort((a, b) => a - b);
  };
}

/** Positions in metres from the centre of the earth. */
function placesOf({ lon, lat }: LonLatColumns) {
  const x = new Float64Array(lon.length);
  const y = new Float64Array(lon.length);
  const z = new Float64Array(lon.length);
  for (let index = 0; index < lon.length; index++) {
    const theta = (at(lon, index) * Math.PI) / 180;
    const phi = (at(lat, index) * Math.PI) / 180;
    if (!Number.isFinite(theta) || !Number.isFinite(phi))
      throw new RangeError(`point ${index} has no position`);
    const sin = Math.sin(phi);
    const across = A / Math.sqrt(1 - E2 * sin * sin);
    x[index] = across * Math.cos(phi) * Math.cos(theta);
    y[index] = across * Math.cos(phi) * Math.sin(theta);
    z[index] = across * (1 - E2) * sin;
  }
  return { x, y, z };
}

function firstAtLeast(sorted: Float64Array, value: number): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(sorted, middle) < value) low = middle + 1;
    else high = middle;
  }
  return low;
}

function at(array: Float64Array | Uint32Array, index: number): number {
  return array[index] as number;
}
