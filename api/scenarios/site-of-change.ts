import { resolveSite, type Site } from '../analyses/site-input.ts';
import { GeoInputError } from '../geo/geo-input-error.ts';
import type { Addition, Move } from './changes.ts';

/** The place of a change in WGS 84. Throws GeoInputError that names the change by its number. */
export function siteOf(change: Addition | Move, index: number): Site {
  try {
    return resolveSite(change);
  } catch (error) {
    if (!(error instanceof GeoInputError)) throw error;
    const field = error.field
      .split(', ')
      .map((name) => `changes.${index}.${name}`)
      .join(', ');
    throw new GeoInputError(field, error.value, error.message, error.allowed);
  }
}
