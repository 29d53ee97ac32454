import type { z } from 'zod';
import { type CellGroup, groupOf, groupsOf } from '../coverage-gaps/group-cells.ts';
import type { AreaNames } from '../points/area-names.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import type { areaEffectSchema } from './suggestion-output.ts';

/** What is known of each cell before and after. */
export interface CellEffects {
  readonly cells: readonly DemandCell[];
  readonly setAside: Uint8Array;
  /** Sites that reach each cell. */
  readonly before: Uint8Array;
  readonly after: Uint8Array;
}

export type AreaEffect = z.output<typeof areaEffectSchema>;

/** Adds up the residents of some cells. */
export function sumEffects({ cells, setAside, before, after }: CellEffects, members: Iterable<number>) {
  const sums = { cells: 0, total: 0, covered_before: 0, newly_covered: 0, uncovered_after: 0, in_doubt: 0 };
  const backedUp = { backed_up_before: 0, backed_up_after: 0 };
  for (const index of members) {
    const { population } = cells[index]!;
    sums.cells += 1;
    sums.total += population;
    // What already covers a cell beyond doubt counts, even when it is set aside for the sake of its backup.
    if (before[index]! > 0) sums.covered_before += population;
    else if (setAside[index]) sums.in_doubt += population;
    else if (after[index]! > 0) sums.newly_covered += population;
    else sums.uncovered_after += population;
    if (before[index]! > 1) backedUp.backed_up_before += population;
    if (before[index]! > 1 || (after[index]! > 1 && !setAside[index])) backedUp.backed_up_after += population;
  }
  const { total } = sums;
  return {
    ...sums,
    covered_share_before: total > 0 ? sums.covered_before / total : null,
    covered_share_after: total > 0 ? (sums.covered_before + sums.newly_covered) / total : null,
    ...backedUp,
  };
}

/** One row for each area with cells or suggestions, most newly covered first. */
export function effectsByArea(
  effects: CellEffects,
  perArea: 'county' | 'street',
  names: AreaNames,
  suggested: readonly { readonly street_id: number | null; readonly county_id: number | null }[],
  capOf: ReadonlyMap<number, number>,
): AreaEffect[] {
  const perId = new Map<number, number>();
  for (const site of suggested) {
    const id = perArea === 'county' ? site.county_id : site.street_id;
    if (id !== null) perId.set(id, (perId.get(id) ?? 0) + 1);
  }
  const indexes = [...effects.cells.keys()];
  const rows = groupsOf(indexes, (index): CellGroup => groupOf(effects.cells[index]!, perArea, names)).map(
    ({ key: { order, ...group }, members }) => ({
      order,
      row: {
        ...group,
        ...sumEffects(effects, members),
        suggestions: group.group === 'area' ? (perId.get(order) ?? 0) : 0,
        cap: group.group === 'area' ? (capOf.get(order) ?? null) : null,
      },
    }),
  );
  return rows
    .sort(
      (a, b) => b.row.newly_covered - a.row.newly_covered || b.row.total - a.row.total || a.order - b.order,
    )
    .map(({ row }) => row);
}
