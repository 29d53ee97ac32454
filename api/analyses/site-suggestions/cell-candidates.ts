import { cellToLatLng, cellToParent, latLngToCell } from 'h3-js';
import type { Database } from '../../db/database.ts';
import { InvalidInputError } from '../../errors.ts';
import type { QuestionArea } from '../area-of-question.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { Candidate } from './candidate.ts';
import { locateSites } from './locate-sites.ts';

/**
 * The centres of the population cells, or of the coarser cells that hold them, where those centres lie in the area and in one of
 * the cells. Throws InvalidInputError for a resolution finer than the cells.
 */
export async function cellCandidates(
  db: Database,
  {
    cells,
    ofCells,
    resolution,
    asOf,
    area,
  }: {
    readonly cells: readonly DemandCell[];
    readonly ofCells: number;
    readonly resolution: number;
    readonly asOf: string;
    readonly area: QuestionArea | null;
  },
): Promise<Candidate[]> {
  if (resolution > ofCells)
    throw new InvalidInputError([
      {
        field: 'candidateResolution',
        value: resolution,
        reason: 'is finer than the population cells',
        allowed: `at most ${ofCells}`,
      },
    ]);
  if (resolution === ofCells)
    return cells.map(({ h3, lon, lat, street_id, county_id }) => ({
      id: h3,
      h3,
      lon,
      lat,
      street_id,
      county_id,
    }));
  const known = new Set(cells.map(({ h3 }) => h3));
  const parents = [...new Set(cells.map(({ h3 }) => cellToParent(h3, resolution)))].sort();
  const points = parents.flatMap((h3) => {
    const [lat, lon] = cellToLatLng(h3);
    return known.has(latLngToCell(lat, lon, ofCells)) ? [{ id: h3, h3, lon, lat }] : [];
  });
  const located = await locateSites(db, points, asOf, area);
  return located.flatMap(({ inside, ...candidate }) => (inside ? [candidate] : []));
}
