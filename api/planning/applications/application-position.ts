import { parseCrs, toWgs84 } from '../../geo/crs.ts';
import type { Application } from '../../policy/application.ts';

/** Where an application is, in degrees WGS 84, and the system it was given in. */
export interface Position {
  readonly lon: number;
  readonly lat: number;
  readonly sourceCrs: string;
  readonly accuracyM: number;
  readonly isVerified: boolean;
}

/**
 * The site in WGS 84; null without a site or without a coordinate system: numbers of an unknown system are no position.
 * Throws GeoInputError for an unknown system or a value outside its range.
 */
export function positionOf({ site }: Pick<Application, 'site'>): Position | null {
  if (site?.crs === undefined) return null;
  const crs = parseCrs(site.crs, 'application.site.crs');
  const [lon, lat] = toWgs84(crs, [site.lon, site.lat], 'application.site');
  return { lon, lat, sourceCrs: crs.id, accuracyM: site.accuracyM, isVerified: site.verified };
}
