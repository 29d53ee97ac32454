import { NotFoundError } from '../errors.ts';
import type { Collection } from './collection.ts';
import { counties } from './counties.ts';
import { designations } from './designations.ts';
import { institutions } from './institutions.ts';
import { managementAreas } from './management-areas.ts';
import { pharmacyBounds } from './pharmacy-bounds.ts';
import { populationCells } from './population-cells.ts';
import { streets } from './streets.ts';
import { walkEdges } from './walk-edges.ts';
import { walkNetworks } from './walk-networks.ts';

/** Every layer, in the order in which it is listed. */
export const COLLECTIONS: readonly Collection[] = [
  institutions,
  designations,
  counties,
  streets,
  managementAreas,
  populationCells,
  pharmacyBounds,
  walkNetworks,
  walkEdges,
];

/** The layer of this id. Throws NotFoundError naming those that exist. */
export function getCollection(id: string): Collection {
  const found = COLLECTIONS.find((collection) => collection.id === id);
  if (!found)
    throw new NotFoundError(
      `there is no layer ${id}; the layers are ${COLLECTIONS.map((one) => one.id).join(', ')}`,
    );
  return found;
}
