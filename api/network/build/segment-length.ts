import geodesic from 'geographiclib-geodesic';

const { WGS84, DISTANCE } = geodesic.Geodesic;

/**
 * Length of a straight stretch in whole micrometres: the geodesic on the WGS 84 ellipsoid (Karney's inverse), the same in both
 * directions. Coordinates are degrees times 1e7. Rounding each stretch, not each edge, keeps sums exact wherever a line is split.
 */
export function segmentLengthUm(lonA: number, latA: number, lonB: number, latB: number): number {
  const forward = lonA < lonB || (lonA === lonB && latA <= latB);
  const { s12 } = forward
    ? WGS84.Inverse(latA / 1e7, lonA / 1e7, latB / 1e7, lonB / 1e7, DISTANCE)
    : WGS84.Inverse(latB / 1e7, lonB / 1e7, latA / 1e7, lonA / 1e7, DISTANCE);
  return Math.round(s12! * 1e6);
}
