import type { Geometry } from 'geojson';
import { type Crs, type Position2, parseCrs, toWgs84 } from '../geo/crs.ts';
import { GeoInputError } from '../geo/geo-input-error.ts';
import type { RowIssue } from './issue-codes.ts';
import type { SourceRow } from './readers/open-source.ts';
import { type Cell, toNumber } from './row-fields.ts';

type LonLat = [lon: number, lat: number];

/** Position of a row in WGS 84, why there is none, or nothing said. */
export interface FoundPosition {
  readonly position: LonLat | null;
  /** The numbers as in the file, x first. */
  readonly stated: Position2 | null;
  readonly issues: readonly RowIssue[];
}

/** Columns that may hold a position. */
export const POSITION_COLUMNS = ['lon', 'lat', 'x', 'y', 'geometry'] as const;

const none = (issues: RowIssue[] = []): FoundPosition => ({ position: null, stated: null, issues });

/** Roughly 73–136° E, 3–54° N: the region of China with its islands. */
export function isInChina([lon, lat]: LonLat): boolean {
  return lon >= 73 && lon <= 136 && lat >= 3 && lat <= 54;
}

/** Finds a row's point: its geometry, else lon/lat or x/y columns (the pair that fits the coordinate system first). */
export function findPosition(
  crs: Crs,
  values: Readonly<Record<string, Cell>>,
  row: SourceRow,
): FoundPosition {
  const geometry = row.geometry ?? parseGeometry(values.geometry);
  if (geometry) {
    if (geometry.type !== 'Point')
      return none([
        { code: 'wrong-geometry-type', field: 'geometry', value: geometry.type, detail: 'a Point is needed' },
      ]);
    const [x, y] = geometry.coordinates;
    if (typeof x !== 'number' || typeof y !== 'number')
      return none([
        {
          code: 'invalid-geometry',
          field: 'geometry',
          value: geometry.coordinates,
          detail: 'a Point needs two numbers',
        },
      ]);
    return judgePosition(crs, [x, y], 'geometry');
  }
  if (typeof values.geometry === 'string')
    return none([
      { code: 'invalid-geometry', field: 'geometry', value: values.geometry, detail: 'not GeoJSON text' },
    ]);
  const pairs: [string, string][] = [
    ['lon', 'lat'],
    ['x', 'y'],
  ];
  if (crs.unit === 'metre') pairs.reverse();
  for (const [xName, yName] of pairs) {
    const [xCell, yCell] = [values[xName] ?? null, values[yName] ?? null];
    if (xCell === null && yCell === null) continue;
    const issues: RowIssue[] = [];
    const numbers = [
      [xName, xCell],
      [yName, yCell],
    ].map(([name, cell]) => {
      const value = cell === null ? undefined : toNumber(cell as Cell & {});
      if (value === undefined)
        issues.push({
          code: cell === null ? 'missing-coordinates' : 'not-a-number',
          field: String(name),
          value: cell,
        });
      return value ?? Number.NaN;
    });
    return issues.length > 0 ? none(issues) : judgePosition(crs, [numbers[0]!, numbers[1]!], xName);
  }
  return none();
}

/** Converts a position and refuses 0,0, exchanged axes and what is no position of the system; outside China is a warning. */
export function judgePosition(crs: Crs, stated: Position2, field: string): FoundPosition {
  const shown = `${stated[0]}, ${stated[1]}`;
  if (stated[0] === 0 && stated[1] === 0) return none([{ code: 'coordinates-zero', field, value: shown }]);
  const converted = tryConvert(crs, stated);
  if (!(converted instanceof GeoInputError) && isInChina(converted))
    return { position: converted, stated, issues: [] };
  const exchanged = tryConvert(crs, [stated[1], stated[0]]);
  if (!(exchanged instanceof GeoInputError) && isInChina(exchanged))
    return none([{ code: 'coordinates-swapped', field, value: shown }]);
  if (converted instanceof GeoInputError)
    return none([
      {
        code: 'coordinates-not-in-crs',
        field,
        value: shown,
        detail: converted.message,
        ...(converted.allowed ? { allowed: converted.allowed } : {}),
      },
    ]);
  return { position: converted, stated, issues: [{ code: 'outside-china', field, value: shown }] };
}

function tryConvert(crs: Crs, position: Position2): LonLat | GeoInputError {
  try {
    return toWgs84(crs, position);
  } catch (error) {
    if (error instanceof GeoInputError) return error;
    throw error;
  }
}

const READINGS = ['CRS84', 'GCJ02', 'BD09'].map((id) => parseCrs(id));

/** What the same numbers would mean in the three datums that are mistaken for each other; null unless they are degrees. */
export function otherReadings(crs: Crs, stated: Position2): Record<string, LonLat> | null {
  if (crs.unit !== 'degree') return null;
  const readings: Record<string, LonLat> = {};
  for (const reading of READINGS) {
    const position = tryConvert(reading, stated);
    if (!(position instanceof GeoInputError)) readings[reading.id] = position;
  }
  return readings;
}

/** Geometry given as GeoJSON text in a cell. */
export function parseGeometry(cell: Cell | undefined): Geometry | null {
  if (typeof cell !== 'string') return null;
  try {
    const value: unknown = JSON.parse(cell);
    return value !== null && typeof value === 'object' && 'type' in value ? (value as Geometry) : null;
  } catch {
    return null;
  }
}
