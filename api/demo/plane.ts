/** Metres east and north of the demo city's centre, on a plane good to about 1 %: for layout only. */
export type Point = readonly [x: number, y: number];
/** Longitude, latitude in degrees (CRS84), rounded to six decimals. */
export type LonLat = readonly [lon: number, lat: number];

/**
 * The middle of the Badain Jaran sand sea: nobody lives there, so on a base map the city cannot be taken for a real one,
 * and it is far enough inside China for every coordinate system of Chinese map services to apply.
 */
const ORIGIN: LonLat = [102, 40.2];

// Metres in a degree on the WGS 84 ellipsoid around latitude 40.2 as quadratics in (latitude - 40.2), written out as numbers
// so that no sine or cosine, whose last bits differ between platforms, enters a file. Good to 1 mm in 800 m inside the city.
const metresPerLat = (lat: number) => 111038.478477 + 19.241418 * (lat - 40.2);
const metresPerLon = (lat: number) => 85144.200757 - (1250.886166 + 13.025784 * (lat - 40.2)) * (lat - 40.2);
const LON_M = metresPerLon(ORIGIN[1]);
const LAT_M = metresPerLat(ORIGIN[1]);

export const sixDecimals = (value: number) => Math.round(value * 1e6) / 1e6;

export function toLonLat([x, y]: Point): LonLat {
  return [sixDecimals(ORIGIN[0] + x / LON_M), sixDecimals(ORIGIN[1] + y / LAT_M)];
}

export function toPlane([lon, lat]: LonLat): Point {
  return [(lon - ORIGIN[0]) * LON_M, (lat - ORIGIN[1]) * LAT_M];
}

/** True metres between two near positions (mid-latitude formula). */
export function metresBetween(a: LonLat, b: LonLat): number {
  const latitude = (a[1] + b[1]) / 2;
  return length([(a[0] - b[0]) * metresPerLon(latitude), (a[1] - b[1]) * metresPerLat(latitude)]);
}

/** The position that lies so many true metres east and north, to the rounding of six decimals (about 0.1 m). */
export function shifted(from: LonLat, eastM: number, northM: number): LonLat {
  const latitude = from[1] + northM / 2 / LAT_M;
  return [
    sixDecimals(from[0] + eastM / metresPerLon(latitude)),
    sixDecimals(from[1] + northM / metresPerLat(latitude)),
  ];
}

// sqrt, unlike hypot, is exactly rounded everywhere.
export const length = ([x, y]: Point) => Math.sqrt(x * x + y * y);
export const distance = (a: Point, b: Point) => length([a[0] - b[0], a[1] - b[1]]);
export const between = (a: Point, b: Point, share: number): Point => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
];

/** Distance from a point to the segment a–b. */
export function distanceToSegment(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b[0] - a[0], b[1] - a[1]];
  const squared = dx * dx + dy * dy;
  const along = squared === 0 ? 0 : ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / squared;
  return distance(point, between(a, b, Math.min(1, Math.max(0, along))));
}

/** How deep a point lies inside a closed ring: metres to the nearest side, negative when outside. */
export function depthInside(point: Point, ring: readonly Point[]): number {
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (let index = 1; index < ring.length; index += 1) {
    const [a, b] = [ring[index - 1]!, ring[index]!];
    nearest = Math.min(nearest, distanceToSegment(point, a, b));
    const crosses = a[1] > point[1] !== b[1] > point[1];
    if (crosses && point[0] < a[0] + ((point[1] - a[1]) / (b[1] - a[1])) * (b[0] - a[0])) inside = !inside;
  }
  return inside ? nearest : -nearest;
}
