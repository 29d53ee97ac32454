import type { MultiPolygon, Position } from 'geojson';
import { cellToBoundary, cellToLatLng } from 'h3-js';

/** Centre and outline of an H3 cell in WGS 84; an outline across the antimeridian is cut there in two. */
export interface CellGeometry {
  readonly lon: number;
  readonly lat: number;
  readonly geometry: MultiPolygon;
}

/** `h3` as the hexadecimal index. Cells that hold a pole are not cut: nobody is insured there. */
export function cellGeometry(h3: string): CellGeometry {
  const [lat, lon] = cellToLatLng(h3);
  const ring: Position[] = cellToBoundary(h3, true);
  const lons = ring.map((position) => position[0]!);
  if (Math.max(...lons) - Math.min(...lons) <= 180)
    return { lon, lat, geometry: { type: 'MultiPolygon', coordinates: [[ring]] } };
  // Unroll to 0…360, cut at 180, and roll the eastern part back.
  const unrolled = ring.map(([x, y]): Position => [x! < 0 ? x! + 360 : x!, y!]);
  const west = clip(unrolled, (x) => x <= 180);
  const east = clip(unrolled, (x) => x >= 180).map(([x, y]): Position => [x! - 360, y!]);
  return {
    lon,
    lat,
    geometry: {
      type: 'MultiPolygon',
      coordinates: [west, east].filter((part) => part.length >= 4).map((part) => [part]),
    },
  };
}

/** The part of a convex closed ring on one side of the meridian 180 (Sutherland–Hodgman), closed. */
function clip(ring: readonly Position[], keeps: (x: number) => boolean): Position[] {
  const kept: Position[] = [];
  for (let index = 0; index < ring.length - 1; index += 1) {
    const [from, to] = [ring[index]!, ring[index + 1]!];
    if (keeps(from[0]!)) kept.push(from);
    if (keeps(from[0]!) !== keeps(to[0]!)) {
      const share = (180 - from[0]!) / (to[0]! - from[0]!);
      kept.push([180, from[1]! + share * (to[1]! - from[1]!)]);
    }
  }
  return kept.length > 0 ? [...kept, kept[0]!] : kept;
}
