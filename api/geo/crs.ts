import type { Geometry, Position } from 'geojson';
import { offsetToWgs84 } from './china-offset.ts';
import { normalizeCrsName, unknownCrs } from './crs-names.ts';
import { GAUSS_KRUGER_ZONES, gaussKrugerSystem } from './gauss-kruger.ts';
import { GeoInputError } from './geo-input-error.ts';
import { inverseOf } from './projected.ts';
import { utmSystem, webMercatorSystem } from './world-systems.ts';

/** Longitude or easting first, always: this is the order of GeoJSON and of `lon, lat` / `x, y` columns, whatever the authority says. */
export type Position2 = readonly [x: number, y: number];

/** A coordinate system that can be converted to WGS 84. */
export interface Crs {
  /** Canonical name: `CRS84`, `EPSG:4326`, `EPSG:4490`, `EPSG:4527`, `EPSG:3857`, `EPSG:32651`, `GCJ02`, `BD09`. */
  readonly id: string;
  readonly unit: 'degree' | 'metre';
  readonly convert: (x: number, y: number, field: string) => [lon: number, lat: number];
}

const known = new Map<string, Crs>();

/**
 * Finds a coordinate system by any of its usual spellings (see crs-names.ts).
 * Throws GeoInputError(field, name, reason, allowed) when it is empty or not one that is read here.
 */
export function parseCrs(name: string, field = 'crs'): Crs {
  const id = normalizeCrsName(name, field);
  const crs = known.get(id) ?? makeCrs(id);
  if (!crs) throw unknownCrs(id, field);
  known.set(id, crs);
  return crs;
}

/**
 * Converts one position to WGS 84 [longitude, latitude] in degrees.
 * Throws GeoInputError when a number is not finite or lies outside what the system allows.
 */
export function toWgs84(crs: Crs, position: Position2, field = 'coordinates'): [lon: number, lat: number] {
  const [x, y] = position;
  if (!Number.isFinite(x) || !Number.isFinite(y)) {
    throw new GeoInputError(
      field,
      position,
      'a position needs two finite numbers',
      'x (longitude, easting), y (latitude, northing)',
    );
  }
  return crs.convert(x, y, field);
}

/**
 * Converts every position of a GeoJSON geometry to WGS 84; heights and measures are dropped, other members too.
 * Throws GeoInputError naming the position (`coordinates[0][3]`) that cannot be used.
 */
export function geometryToWgs84<G extends Geometry>(crs: Crs, geometry: G, field = 'geometry'): G {
  return convertGeometry(crs, geometry, field, 0) as G;
}

/** RFC 7946 advises against nested collections; deeper ones are hostile. */
const MAX_COLLECTION_DEPTH = 4;
const DEPTH_OF = {
  Point: 0,
  MultiPoint: 1,
  LineString: 1,
  MultiLineString: 2,
  Polygon: 2,
  MultiPolygon: 3,
} as const;

function convertGeometry(crs: Crs, geometry: Geometry, field: string, depth: number): Geometry {
  if (geometry?.type === 'GeometryCollection') {
    if (depth >= MAX_COLLECTION_DEPTH || !Array.isArray(geometry.geometries)) {
      throw new GeoInputError(field, geometry.type, 'not a geometry collection, or nested too deeply');
    }
    const geometries = geometry.geometries.map((part, index) =>
      convertGeometry(crs, part, `${field}.geometries[${index}]`, depth + 1),
    );
    return { type: 'GeometryCollection', geometries };
  }
  const levels = Object.hasOwn(DEPTH_OF, String(geometry?.type)) ? DEPTH_OF[geometry.type] : undefined;
  if (levels === undefined) {
    throw new GeoInputError(
      `${field}.type`,
      geometry?.type,
      'not a GeoJSON geometry',
      Object.keys(DEPTH_OF).join(', '),
    );
  }
  const coordinates = convertNested(crs, geometry.coordinates, levels, `${field}.coordinates`);
  return { type: geometry.type, coordinates } as Geometry;
}

function convertNested(crs: Crs, value: unknown, levels: number, field: string): unknown {
  if (!Array.isArray(value)) throw new GeoInputError(field, value, 'an array of coordinates is needed');
  if (levels > 0)
    return value.map((part, index) => convertNested(crs, part, levels - 1, `${field}[${index}]`));
  return toWgs84(crs, value as Position as unknown as Position2, field);
}

function makeCrs(id: string): Crs | undefined {
  if (id === 'GCJ02' || id === 'BD09') {
    return {
      id,
      unit: 'degree',
      convert: (x, y, field) => offsetToWgs84(id, ...degrees(x, y, field), field),
    };
  }
  // CGCS2000 and WGS 84 differ by the drift of the plate since 2000.0, some 3 cm a year: well under a metre.
  if (id === 'CRS84' || id === 'EPSG:4326' || id === 'EPSG:4490')
    return { id, unit: 'degree', convert: degrees };
  const code = Number(id.slice('EPSG:'.length));
  const zone = GAUSS_KRUGER_ZONES.find((candidate) => candidate.epsg === code);
  const system = zone ? gaussKrugerSystem(zone) : (webMercatorSystem(code) ?? utmSystem(code));
  return system && { id, unit: 'metre', convert: inverseOf(system) };
}

function degrees(x: number, y: number, field: string): [number, number] {
  if (Math.abs(x) <= 180 && Math.abs(y) <= 90) return [x, y];
  const swapped = Math.abs(y) <= 180 && Math.abs(x) <= 90;
  const reason = swapped
    ? 'latitude is beyond 90°: longitude and latitude look exchanged'
    : 'not degrees of longitude and latitude; metres need their projected system';
  throw new GeoInputError(field, [x, y], reason, 'longitude -180 to 180, latitude -90 to 90');
}
