import type { Geometry } from 'geojson';
import type { SourceRow } from './source-types.ts';
import { cleanValues } from './source-values.ts';

/** Features whose property names make the columns. */
export const COLUMN_SAMPLE = 100;

/**
 * Makes a row of the JSON text of a GeoJSON Feature. A top-level id becomes the value `id` unless a property has that
 * name. The problem says when the text is no Feature, or names another coordinate system than the file does.
 */
export function featureRow(row: number, text: string, declaredCrs: string | undefined): SourceRow {
  const parsed = parseObject(text);
  if (typeof parsed === 'string') return unreadable(row, text, parsed, 'invalid-json');
  const { type, properties, geometry, id } = parsed;
  if (type !== 'Feature')
    return unreadable(
      row,
      text,
      `a Feature is needed, this is ${JSON.stringify(type) ?? 'without type'}`,
      'not-a-feature',
    );
  if (!isObjectOrNull(properties))
    return unreadable(row, text, 'properties is not an object', 'not-a-feature');
  if (!isObjectOrNull(geometry)) return unreadable(row, text, 'geometry is not an object', 'not-a-feature');
  const entries = Object.entries(properties ?? {});
  const named = (typeof id === 'string' || typeof id === 'number') && !Object.hasOwn(properties ?? {}, 'id');
  const { values, problem } = cleanValues(named ? [['id', id], ...entries] : entries);
  const read: SourceRow = { row, values, geometry: (geometry ?? null) as Geometry | null };
  const crs = 'crs' in parsed ? namedCrs(parsed.crs) : declaredCrs;
  if (crs !== declaredCrs) {
    const reason = `the feature names another coordinate system than the file (${declaredCrs ?? 'none'})`;
    return { ...read, problem: { field: 'crs', value: crs, reason, code: 'crs-differs' } };
  }
  return problem ? { ...read, problem } : read;
}

/**
 * The coordinate system of a GeoJSON object: that of its `crs` member (GeoJSON 2008), CRS84 without one (RFC 7946).
 * Undefined when the member names none that can be looked up (null or a link): then the file does not say.
 */
export function declaredCrsOf(crs: unknown, present: boolean): string | undefined {
  return present ? namedCrs(crs) : 'CRS84';
}

function namedCrs(crs: unknown): string | undefined {
  const member = crs as { type?: unknown; properties?: { name?: unknown; code?: unknown } | null } | null;
  const { name, code } = member?.properties ?? {};
  if (typeof name === 'string' && name.trim() !== '') return name.trim();
  return member?.type === 'EPSG' && Number.isInteger(Number(code)) ? `EPSG:${Number(code)}` : undefined;
}

function isObjectOrNull(value: unknown): value is Record<string, unknown> | null | undefined {
  return value === null || value === undefined || (typeof value === 'object' && !Array.isArray(value));
}

function parseObject(text: string): Record<string, unknown> | string {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : 'a JSON object is needed';
  } catch (error) {
    return `not valid JSON: ${(error as Error).message}`.slice(0, 300);
  }
}

function unreadable(row: number, text: string, reason: string, code: string): SourceRow {
  return {
    row,
    values: {},
    geometry: null,
    problem: { field: 'row', value: text.slice(0, 200), reason, code },
  };
}

/** The names of the values of rows, in order of first appearance. */
export function columnsOf(rows: readonly SourceRow[]): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row.values)))];
}
