import type { LonLat } from '../../geo/lon-lat.ts';

/** Candidate pairs: origin `from[i]` and destination `to[i]`, sorted by `from`, then `to`. */
export interface CandidatePairs {
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** WGS 84: half axis in metres and square of the eccentricity. */
const A = 6_378_137;
const E2 = 0.006_694_379_990_141_317;
/** Covers the rounding of a distance to the millimetre, and that of this arithmetic (far below a micrometre). */
const MARGIN_M = 0.001;

/**
 * Every pair that may lie within `limitM` metres, in chunks of about `chunkPairs`. The chord through the earth is never longer
 * than the way on the ellipsoid, so no pair is lost; at 800 m it is shorter by less than a micrometre, so hardly one too many is kept.
 * Destinations are sorted by the axis of the earth: those within the limit of an origin lie within the limit along it.
 */
export function* chordCandidates(
  origins: readonly LonLat[],
  destinations: readonly LonLat[],
  limitM: number,
  chunkPairs: number,
): Generator<CandidatePairs> {
  const reach = limitM + MARGIN_M;
  const start = placesOf(origins);
  const end = placesOf(destinations);
  const byZ = Uint32Array.from(destinations.keys()).sort((a, b) => at(end.z, a) - at(end.z, b));
  const sortedZ = Float64Array.from(byZ, (index) => at(end.z, index));
  let from: number[] = [];
  let to: number[] = [];
  for (let origin = 0; origin < origins.length; origin++) {
    const x = at(start.x, origin);
    const y = at(start.y, origin);
    const z = at(start.z, origin);
    const near: number[] = [];
    for (let place = firstAtLeast(sortedZ, z - reach); place < byZ.length; place++) {
      const dz = at(sortedZ, place) - z;
      if (dz > reach) break;
      const index = at(byZ, place);
      const dx = at(end.x, index) - x;
      const dy = at(end.y, index) - y;
      if (dx * dx + dy * dy + dz * dz <= reach * reach) near.push(index);
    }
    near.sort((a, b) => a - b);
    for (const index of near) {
      from.push(origin);
      to.push(index);
      if (from.length < chunkPairs) continue;
      yield { from: Int32Array.from(from), to: Int32Array.from(to) };
      from = [];
      to = [];
    }
  }
  if (from.length > 0) yield { from: Int32Array.from(from), to: Int32Array.from(to) };
}

/** Positions in metres from the centre of the earth. */
function placesOf(points: readonly LonLat[]) {
  const x = new Float64Array(points.length);
  const y = new Float64Array(points.length);
  const z = new Float64Array(points.length);
  for (const [index, { lon, lat }] of points.entries()) {
    if (!Number.isFinite(lon) || !Number.isFinite(lat))
      throw new RangeError(`point ${index} has no position`);
    const sin = Math.sin((lat * Math.PI) / 180);
    const cos = Math.cos((lat * Math.PI) / 180);
    const across = A / Math.sqrt(1 - E2 * sin * sin);
    x[index] = across * cos * Math.cos((lon * Math.PI) / 180);
    y[index] = across * cos * Math.sin((lon * Math.PI) / 180);
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
