import type { Position } from 'geojson';

/** Width of the strips, degrees times 1e7: a tenth of a millidegree, some 10 m. */
const STRIP = 1000;

/**
 * A convex ring of [longitude, latitude] in degrees that holds all vertices and is at most a strip wider than their hull:
 * only the ends of each narrow strip are looked at. At least four positions, the first again at the end.
 */
export function outlineStreets(lonE7: Int32Array, latE7: Int32Array): Position[] {
  const strips = new Map<number, { low: number; high: number }>();
  for (let at = 0; at < lonE7.length; at++) {
    const strip = Math.floor(lonE7[at]! / STRIP);
    const lat = latE7[at]!;
    const found = strips.get(strip);
    if (!found) strips.set(strip, { low: lat, high: lat });
    else if (lat < found.low) found.low = lat;
    else if (lat > found.high) found.high = lat;
  }
  const corners: Position[] = [];
  for (const [strip, { low, high }] of [...strips].sort((a, b) => a[0] - b[0])) {
    for (const lon of [strip * STRIP, (strip + 1) * STRIP])
      for (const lat of [low, high + 1]) corners.push([lon, lat]);
  }
  corners.sort((a, b) => a[0]! - b[0]! || a[1]! - b[1]!);
  const ring = [...halfHull(corners), ...halfHull(corners.reverse())];
  return [...ring, ring[0]!].map(([lon, lat]) => [
    Math.min(180, Math.max(-180, lon! / 1e7)),
    Math.min(90, Math.max(-90, lat! / 1e7)),
  ]);
}

/** The lower chain of a convex hull, its last point left off (it begins the other chain). */
function halfHull(sorted: readonly Position[]): Position[] {
  const chain: Position[] = [];
  for (const point of sorted) {
    while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
    chain.push(point);
  }
  return chain.slice(0, -1);
}

function turn(a: Position, b: Position, c: Position): number {
  return (b[0]! - a[0]!) * (c[1]! - a[1]!) - (b[1]! - a[1]!) * (c[0]! - a[0]!);
}
