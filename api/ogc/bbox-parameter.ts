import type { Box } from '../collections/item-query.ts';
import { InvalidInputError } from '../errors.ts';

export const CRS84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';

const ALLOWED =
  'west,south,east,north in degrees of longitude and latitude; with heights: west,south,low,east,north,high';
const NUMBER = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/**
 * Reads `bbox`: four numbers, or six with heights (which these two-dimensional layers ignore), in CRS84.
 * West greater than east means a box across the antimeridian; it is given back as two. Throws InvalidInputError.
 */
export function parseBbox(text: string): Box[] {
  const refuse = (reason: string) =>
    new InvalidInputError([{ field: 'bbox', value: text, reason, allowed: ALLOWED }]);
  const parts = text.split(',').map((part) => part.trim());
  if (parts.length !== 4 && parts.length !== 6) throw refuse(`has ${parts.length} numbers, not 4 or 6`);
  const wrong = parts.find((part) => !NUMBER.test(part) || !Number.isFinite(Number(part)));
  if (wrong !== undefined) throw refuse(`"${wrong}" is not a number`);
  const numbers = parts.map(Number);
  const [west = 0, south = 0, east = 0, north = 0] =
    numbers.length === 4 ? numbers : [numbers[0], numbers[1], numbers[3], numbers[4]];
  if (numbers.length === 6 && (numbers[2] ?? 0) > (numbers[5] ?? 0))
    throw refuse('the lowest height is above the highest');
  for (const latitude of [south, north])
    if (Math.abs(latitude) > 90)
      throw refuse(`latitude ${latitude} is beyond the pole (are longitude and latitude exchanged?)`);
  for (const longitude of [west, east])
    if (Math.abs(longitude) > 180)
      throw refuse(
        `longitude ${longitude} is beyond 180 degrees (a box across the antimeridian is written 177,65,-177,70)`,
      );
  if (south > north) throw refuse('south is greater than north');
  if (west <= east) return [{ west, south, east, north }];
  return [
    { west, south, east: 180, north },
    { west: -180, south, east, north },
  ];
}

/** Accepts only CRS84, the reference system of these layers. Throws InvalidInputError. */
export function checkCrs(field: 'crs' | 'bbox-crs', text: string | undefined): void {
  if (text === undefined || text === CRS84) return;
  throw new InvalidInputError([{ field, value: text, reason: 'is not offered', allowed: CRS84 }]);
}
