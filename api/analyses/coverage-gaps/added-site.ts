import { z } from 'zod';
import { InvalidInputError } from '../../errors.ts';
import { parseCrs, toWgs84 } from '../../geo/crs.ts';
import type { Site } from '../site-input.ts';

/** The inputs that name a site to be added in thought. */
export const addedSiteInput = {
  addLon: z
    .number()
    .optional()
    .describe(
      'Longitude in degrees (or easting in metres) of a site that is added in thought: who would gain?',
    ),
  addLat: z.number().optional().describe('Latitude in degrees (or northing in metres) of that site.'),
  crs: z
    .string()
    .default('CRS84')
    .describe(
      'Coordinate system of addLon and addLat: CRS84, EPSG:4490, EPSG:45xx, EPSG:3857, GCJ02 or BD09.',
    ),
};

/**
 * The site to add in WGS 84; null when none is given. Throws InvalidInputError when only one coordinate is given, GeoInputError
 * for an unknown CRS or a value outside its range.
 */
export function resolveAddedSite(input: {
  readonly addLon?: number | undefined;
  readonly addLat?: number | undefined;
  readonly crs: string;
}): Site | null {
  const { addLon, addLat } = input;
  if (addLon === undefined && addLat === undefined) return null;
  if (addLon === undefined || addLat === undefined)
    throw new InvalidInputError([
      { field: addLon === undefined ? 'addLon' : 'addLat', reason: 'a site needs both coordinates' },
    ]);
  const crs = parseCrs(input.crs, 'crs');
  const [lon, lat] = toWgs84(crs, [addLon, addLat], 'addLon, addLat');
  return { lon, lat, givenCrs: crs.id };
}
