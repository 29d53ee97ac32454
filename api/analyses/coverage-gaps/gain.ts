import { z } from 'zod';
import { localizedSchema } from '../../localized.ts';
import type { AreaNames } from '../points/area-names.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import { describeSurface, type Surface } from '../points/population-surface.ts';
import type { Site } from '../site-input.ts';
import type { Coverage } from './figures.ts';
import { groupOf, groupsOf } from './group-cells.ts';

const figures = {
  /** Cells newly covered; null when nothing can be told of who gains. */
  cells: z.number().nullable(),
  /** Residents who are surely covered with the site and are not without it; null likewise. */
  newly_covered: z.number().nullable(),
  /** Residents near enough in a straight line for whom it cannot be told (metric=walk). */
  undecided: z.number(),
};

export const gainSchema = z.object({
  /** review: the site is not joined to the walking network, so nothing is said of who gains. */
  status: z.enum(['counted', 'review']),
  reason: localizedSchema.nullable(),
  site: z.object({ lon: z.number(), lat: z.number(), givenCrs: z.string() }),
  limit_m: z.number(),
  ...figures,
  covered_before: z.number(),
  covered_after: z.number().nullable(),
  covered_share_before: z.number().nullable(),
  covered_share_after: z.number().nullable(),
  areas: z.array(
    z.object({
      group: z.enum(['area', 'border', 'outside']),
      code: z.string().nullable(),
      name: z.string().nullable(),
      name_en: z.string().nullable(),
      ...figures,
    }),
  ),
  /** H3 indexes of the cells newly covered, most residents first; at most `limit`. */
  h3: z.array(z.string()),
  truncated: z.boolean(),
  /** Whether residents were counted or modelled. */
  population: localizedSchema,
});
export type Gain = z.output<typeof gainSchema>;

/** What the added site changes in one cell that has residents and is not surely covered without it. */
export interface CellGain {
  readonly cell: DemandCell;
  readonly change: 'newly-covered' | 'undecided';
}

/** The gain of a site in figures, areas with most newly covered residents first. */
export function gainOf(
  { surface, perArea, limit }: { surface: Surface; perArea: 'county' | 'street'; limit: number },
  site: Site,
  limitM: number,
  before: Coverage,
  changes: readonly CellGain[],
  names: AreaNames,
  reason: Gain['reason'] = null,
): Gain {
  const gained = changes
    .filter(({ change }) => change === 'newly-covered')
    .map(({ cell }) => cell)
    .sort((a, b) => b.population - a.population || a.cell_id - b.cell_id);
  const untold = reason ? { cells: null, newly_covered: null } : {};
  const all = sumOf(changes);
  const groups = groupsOf(changes, ({ cell }) => groupOf(cell, perArea, names));
  const areas = groups
    .map(({ key, members }) => ({ ...key, ...sumOf(members) }))
    .sort((a, b) => b.newly_covered - a.newly_covered || b.undecided - a.undecided || a.order - b.order)
    .map(({ order: _order, ...area }) => ({ ...area, ...untold }));
  const after = before.covered + all.newly_covered;
  return {
    status: reason ? 'review' : 'counted',
    reason,
    site,
    limit_m: limitM,
    ...all,
    ...untold,
    covered_before: before.covered,
    covered_after: reason ? null : after,
    covered_share_before: before.covered_share,
    covered_share_after: before.total > 0 && !reason ? after / before.total : null,
    areas,
    h3: gained.slice(0, limit).map(({ h3 }) => h3),
    truncated: gained.length > limit,
    population: describeSurface(surface).label,
  };
}

function sumOf(changes: readonly CellGain[]) {
  let [cells, newly_covered, undecided] = [0, 0, 0];
  for (const { cell, change } of changes)
    if (change === 'undecided') undecided += cell.population;
    else {
      newly_covered += cell.population;
      cells += 1;
    }
  return { cells, newly_covered, undecided };
}
