import type { Geometry, Position } from 'geojson';
import { InvalidInputError } from '../../errors.ts';
import { type Crs, toWgs84 } from '../../geo/crs.ts';
import { GeoInputError } from '../../geo/geo-input-error.ts';
import type { StreetCollector, StreetPart } from '../../network/build/street-collector.ts';
import { resolveCrs } from '../file-crs.ts';
import { openSource, type SourceRow } from '../readers/open-source.ts';
import type { SourceFormat } from '../readers/source-types.ts';
import type { ReadSteps, SourceFigures } from './read-steps.ts';

/** Faults of a value that is no part of the line; the street itself is fine. */
const HARMLESS = ['number-precision', 'invalid-text'];
const SHOWN_FAULTS = 20;
const ROWS_PER_PAUSE = 500;
const MAX_COLLECTION_DEPTH = 4;

/**
 * Hands the lines of a GeoJSON, GeoJSONSeq or Shapefile layer to the collector; of polygons (squares) the borders. Lines that end at
 * a vertex of another connect there. Throws InvalidInputError for another format, an unknown coordinate system, or when rows cannot
 * be read: a street that is lost without a word would make places look farther apart than they are.
 */
export async function readLineStreets(
  file: { readonly path: string; readonly fileName: string },
  options: { readonly format?: SourceFormat | undefined; readonly crs?: string | undefined },
  collector: StreetCollector,
  steps: ReadSteps,
): Promise<SourceFigures> {
  const source = await openSource(file.path, {
    fileName: file.fileName,
    ...(options.format ? { format: options.format } : {}),
  });
  if (source.format === 'csv' || source.format === 'xlsx')
    throw new InvalidInputError([
      {
        field: 'file',
        value: file.fileName,
        reason: 'a table holds no lines',
        allowed: '.osm.pbf, .geojson, .geojsonl, .geojsonseq (.gz too), zipped Shapefile',
      },
    ]);
  const { crs, findings } = resolveCrs(source, options.crs);
  const faults: SourceRow[] = [];
  let rows = 0;
  for await (const row of source.rows) {
    if (rows++ % ROWS_PER_PAUSE === 0) {
      steps.signal?.throwIfAborted();
      steps.progress?.(source.total ? rows / source.total : 0);
      await steps.pause();
    }
    if (row.problem && !HARMLESS.includes(row.problem.code)) faults.push(row);
    else collector.add({ id: null, tags: tagsOf(row), parts: partsOf(row.geometry, crs) });
    if (faults.length === SHOWN_FAULTS) break;
  }
  if (faults.length > 0) throw new InvalidInputError(faults.map(faultOf));
  return { format: source.format, crs: crs.id, cutWays: 0, findings };
}

function faultOf({ row, problem }: SourceRow) {
  return { field: `row ${row}: ${problem!.field}`, value: problem!.value, reason: problem!.reason };
}

function tagsOf({ values }: SourceRow): Record<string, string> {
  const entries = Object.entries(values).filter(([, value]) => value !== null);
  return Object.fromEntries(entries.map(([key, value]) => [key, String(value)]));
}

function partsOf(geometry: Geometry | null | undefined, crs: Crs): StreetPart[] {
  return linesOf(geometry).map((line) => {
    const places = line.map((position) => placeOf(position, crs));
    return { lon: places.map(([lon]) => lon), lat: places.map(([, lat]) => lat) };
  });
}

/** A position that is out of range or no position at all becomes one that the collector refuses. */
function placeOf(position: Position, crs: Crs): readonly [number, number] {
  try {
    const [x, y] = position;
    // Number(null) would be a place on the equator or on the meridian of Greenwich.
    if (typeof x !== 'number' || typeof y !== 'number') return [Number.NaN, Number.NaN];
    return toWgs84(crs, [x, y]);
  } catch (error) {
    if (error instanceof GeoInputError || error instanceof TypeError) return [Number.NaN, Number.NaN];
    throw error;
  }
}

function linesOf(geometry: Geometry | null | undefined, depth = 0): Position[][] {
  switch (geometry?.type) {
    case 'LineString':
      return asLines([geometry.coordinates]);
    case 'MultiLineString':
    case 'Polygon':
      return asLines(geometry.coordinates);
    case 'MultiPolygon':
      return asLines(Array.isArray(geometry.coordinates) ? geometry.coordinates.flat() : []);
    case 'GeometryCollection':
      return depth < MAX_COLLECTION_DEPTH && Array.isArray(geometry.geometries)
        ? geometry.geometries.flatMap((part) => linesOf(part, depth + 1))
        : [];
    default:
      return [];
  }
}

function asLines(lines: unknown): Position[][] {
  return Array.isArray(lines) ? lines.filter((line) => Array.isArray(line)) : [];
}
