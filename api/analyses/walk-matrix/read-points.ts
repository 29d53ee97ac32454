import { InvalidInputError } from '../../errors.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { resolveSite } from '../site-input.ts';
import type { MatrixPointInput } from './walk-matrix-input.ts';

export type PointId = string | number;

/** A point of a question: its position, or the error why it has none. */
export type MatrixPoint =
  | { readonly id: PointId; readonly index: number; readonly at: LonLat }
  | { readonly id: PointId; readonly index: number; readonly error: unknown };

/** Reads a value as a point. Throws InvalidInputError. */
export type ReadPoint = (value: unknown) => MatrixPointInput;

/**
 * Reads the points one by one; a bad one becomes an entry with its error. With `unique` an id that stands twice is an error
 * of the second: what is said of it could not be told apart.
 */
export function readPoints(values: readonly unknown[], read: ReadPoint, unique: boolean): MatrixPoint[] {
  const seen = new Set<PointId>();
  return values.map((value, index) => {
    const id = idOf(value) ?? index;
    try {
      const { lon, lat, crs } = read(value);
      if (unique && seen.has(id))
        throw new InvalidInputError([{ field: 'id', value: id, reason: 'stands twice in the list' }]);
      seen.add(id);
      const site = resolveSite({ lon, lat, crs });
      return { id, index, at: { lon: site.lon, lat: site.lat } };
    } catch (error) {
      return { id, index, error };
    }
  });
}

/** The id of a value that may be anything, so that its error can name it. */
function idOf(value: unknown): PointId | undefined {
  if (typeof value !== 'object' || value === null || !('id' in value)) return undefined;
  const { id } = value;
  return (typeof id === 'string' && id.length <= 200) || typeof id === 'number' ? id : undefined;
}
