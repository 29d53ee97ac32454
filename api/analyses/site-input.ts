import { z } from 'zod';
import { parseCrs, toWgs84 } from '../geo/crs.ts';

/** The inputs that give one position: x and y in the order longitude/easting, latitude/northing, and their CRS. */
export const siteInput = {
  lon: z.number().describe('Longitude in degrees (or easting in metres of a projected crs).'),
  lat: z.number().describe('Latitude in degrees (or northing in metres of a projected crs).'),
  crs: z
    .string()
    .default('CRS84')
    .describe('Coordinate system of lon and lat: CRS84, EPSG:4490, EPSG:45xx, EPSG:3857, GCJ02 or BD09.'),
};

export interface Site {
  /** Degrees, WGS 84. */
  readonly lon: number;
  readonly lat: number;
  /** Canonical name of the CRS it was given in. */
  readonly givenCrs: string;
}

/** Converts the position to WGS 84 longitude, latitude. Throws GeoInputError for an unknown CRS or a value outside its range. */
export function resolveSite(input: { lon: number; lat: number; crs: string }): Site {
  const crs = parseCrs(input.crs, 'crs');
  const [lon, lat] = toWgs84(crs, [input.lon, input.lat], 'lon, lat');
  return { lon, lat, givenCrs: crs.id };
}
