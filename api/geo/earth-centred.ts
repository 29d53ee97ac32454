import type { LonLat } from './lon-lat.ts';

/** WGS 84: half axis in metres and square of the eccentricity. */
const A = 6_378_137;
const E2 = 0.006_694_379_990_141_317;
/** The least radius of curvature anywhere on the ellipsoid in metres (along the meridian, at the equator). */
const LEAST_RADIUS_M = A * (1 - E2);

/** Positions on the ellipsoid in metres from the centre of the earth; arrays of one length. */
export interface EarthCentred {
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly z: Float64Array;
}

/** Where the points lie in space. Throws RangeError for a point without finite degrees. */
export function earthCentred(points: readonly LonLat[]): EarthCentred {
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

/** The straight way through the earth in metres: never longer than the way on the ellipsoid. */
export function chordM(a: EarthCentred, i: number, b: EarthCentred, j: number): number {
  const dx = at(a.x, i) - at(b.x, j);
  const dy = at(a.y, i) - at(b.y, j);
  const dz = at(a.z, i) - at(b.z, j);
  return Math.sqrt(dx * dx + dy * dy + dz * dz);
}

/**
 * The longest way on the ellipsoid between points with this chord, for ways far shorter than the earth is round: no geodesic is
 * bent more than a circle of the least radius of curvature, so none is longer than that circle's arc (Schwarz).
 */
export function longestGeodesicM(chord: number): number {
  return 2 * LEAST_RADIUS_M * Math.asin(chord / (2 * LEAST_RADIUS_M));
}

function at(array: Float64Array, index: number): number {
  return array[index] as number;
}
