import type { AreaNames } from '../points/area-names.ts';
import type { DemandCell } from '../points/demand-cells.ts';
import { type AreaCoverage, type Coverage, coverageOf } from './figures.ts';
import { groupOf, groupsOf } from './group-cells.ts';
import type { ReviewReason } from './warnings.ts';

/** A cell judged on foot; `index` is its place among the cells of the question. */
export interface JudgedCell {
  readonly cell: DemandCell;
  readonly index: number;
  readonly verdict: 'covered' | 'uncertain' | 'review' | 'uncovered';
  /** Why it is for review; null otherwise. */
  readonly reason: ReviewReason | null;
}

/** Residents by verdict. */
export function sumCells(judged: readonly JudgedCell[]): Coverage {
  const sums = { covered: 0, uncertain: 0, review: 0, uncovered: 0 };
  let total = 0;
  for (const { cell, verdict } of judged) {
    sums[verdict] += cell.population;
    total += cell.population;
  }
  return coverageOf({ cells: judged.length, total, ...sums });
}

/** Areas by uncovered residents, most first; cells that belong to none stand in groups without code and name. */
export function rankGroups(
  judged: readonly JudgedCell[],
  perArea: 'county' | 'street',
  names: AreaNames,
): AreaCoverage[] {
  return groupsOf(judged, ({ cell }) => groupOf(cell, perArea, names))
    .map(({ key, members }) => ({ key, figures: sumCells(members) }))
    .sort(
      (a, b) =>
        b.figures.uncovered - a.figures.uncovered ||
        b.figures.total - a.figures.total ||
        a.key.order - b.key.order,
    )
    .map(({ key: { order: _order, ...key }, figures }, index) => ({ rank: index + 1, ...key, ...figures }));
}

/** Cells and residents for review, by reason. */
export function countReviews(
  judged: readonly JudgedCell[],
): Map<ReviewReason, { cells: number; residents: number }> {
  const counts = new Map<ReviewReason, { cells: number; residents: number }>();
  for (const { cell, reason } of judged) {
    if (!reason) continue;
    const count = counts.get(reason) ?? { cells: 0, residents: 0 };
    counts.set(reason, { cells: count.cells + 1, residents: count.residents + cell.population });
  }
  return counts;
}
