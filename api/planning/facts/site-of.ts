import { parseCrs, toWgs84 } from '../../geo/crs.ts';
import type { Application } from '../../policy/application.ts';

export interface GivenSite {
  /** Degrees WGS 84; as given where the CRS is not known. */
  readonly lon: number;
  readonly lat: number;
  readonly crsKnown: boolean;
  readonly accuracyM: number;
  readonly verified: boolean;
}

/**
 * The position that the application gives, in WGS 84. Null when it gives none. Throws GeoInputError for a CRS that is not
 * read here or a value outside its range.
 */
export function siteOf({ site }: Pick<Application, 'site'>): GivenSite | null {
  if (!site) return null;
  const { accuracyM, verified } = site;
  if (site.crs === undefined) return { lon: site.lon, lat: site.lat, crsKnown: false, accuracyM, verified };
  const [lon, lat] = toWgs84(parseCrs(site.crs, 'site.crs'), [site.lon, site.lat], 'site');
  return { lon, lat, crsKnown: true, accuracyM, verified };
}

/** Purposes that bring a new address: the position in the register is then not that of the site. */
const NEW_ADDRESS: readonly Application['purpose'][] = ['new', 'relocation', 'branch'];

/** Whether the applicant keeps its address, so that its position in the register is the site where none is given. */
export function keepsAddress({ purpose }: Pick<Application, 'purpose'>): boolean {
  return !NEW_ADDRESS.includes(purpose);
}
