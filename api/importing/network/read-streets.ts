import { InvalidInputError } from '../../errors.ts';
import type { StreetCollector } from '../../network/build/street-collector.ts';
import type { WalkingProfile } from '../../network/build/walking-profile.ts';
import type { ParsedNetworkOptions } from './network-options.ts';
import { readLineStreets } from './read-line-streets.ts';
import { readOsmStreets } from './read-osm-streets.ts';
import type { ReadSteps, SourceFigures } from './read-steps.ts';

/** Hands the streets of a file to the collector, whatever its format. Throws InvalidInputError for a file that cannot be read. */
export async function readStreets(
  file: { readonly path: string; readonly fileName: string },
  { format, crs }: Pick<ParsedNetworkOptions, 'format' | 'crs'>,
  profile: WalkingProfile,
  collector: StreetCollector,
  steps: ReadSteps,
): Promise<SourceFigures> {
  if (format !== 'osm.pbf' && (format !== undefined || !/\.pbf(?:\.gz)?$/i.test(file.fileName)))
    return readLineStreets(file, { format, crs }, collector, steps);
  if (crs !== undefined && !['crs84', 'epsg:4326', 'wgs84'].includes(crs.toLowerCase()))
    throw new InvalidInputError([
      {
        field: 'crs',
        value: crs,
        reason: 'OpenStreetMap extracts are WGS 84 by definition',
        allowed: 'CRS84',
      },
    ]);
  return readOsmStreets(file, profile, collector, steps);
}
