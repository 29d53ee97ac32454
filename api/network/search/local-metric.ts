/** WGS 84: semi-major axis in metres, first eccentricity squared. */
const A = 6_378_137;
const E2 = 6.694379990141317e-3;
const RADIANS_PER_E7 = Math.PI / 180 / 1e7;

/**
 * Metres per 1e-7 degree of longitude and latitude around one latitude, and how much they change per 1e-7 degree of latitude.
 * The distance to a point `dLon`, `dLat` away (1e-7 degrees) is that of the scale half-way: x = dLon (lon + lonSlope dLat / 2),
 * y = dLat (lat + latSlope dLat / 2).
 */
export interface LocalMetric {
  readonly lon: number;
  readonly lonSlope: number;
  readonly lat: number;
  readonly latSlope: number;
}

export function localMetric(latE7: number): LocalMetric {
  const phi = latE7 * RADIANS_PER_E7;
  const sin = Math.sin(phi);
  const cos = Math.cos(phi);
  const w = 1 - E2 * sin * sin;
  const normal = A / Math.sqrt(w);
  const meridian = (normal * (1 - E2)) / w;
  return {
    lon: normal * cos * RADIANS_PER_E7,
    lonSlope: -meridian * sin * RADIANS_PER_E7 * RADIANS_PER_E7,
    lat: meridian * RADIANS_PER_E7,
    latSlope: ((3 * meridian * E2 * sin * cos) / w) * RADIANS_PER_E7 * RADIANS_PER_E7,
  };
}

/**
 * Metres between two near positions by the ellipsoid's radii at the latitude half-way (mid-latitude formula): within a
 * micrometre or so of the geodesic up to a kilometre, within a millimetre up to ten, outside the polar regions.
 */
export function nearDistanceM(lonE7: number, latE7: number, otherLonE7: number, otherLatE7: number): number {
  const phi = ((latE7 + otherLatE7) / 2) * RADIANS_PER_E7;
  const sin = Math.sin(phi);
  const w = 1 - E2 * sin * sin;
  const normal = A / Math.sqrt(w);
  const x = (otherLonE7 - lonE7) * RADIANS_PER_E7 * normal * Math.cos(phi);
  const y = ((otherLatE7 - latE7) * RADIANS_PER_E7 * normal * (1 - E2)) / w;
  return Math.sqrt(x * x + y * y);
}
