import type { AnnualPlanCaps, CappingLine } from './annual-plan-caps.ts';
import type { AreaCaps } from './area-caps.ts';

/** The remaining annual plan as caps: candidates of one line share what is left of it. */
export function capsOfPlan({ lines, lineOf }: AnnualPlanCaps): AreaCaps {
  if (lines.length === 0) return { groups: undefined, unplaced: new Int32Array(), capOf: new Map() };
  return {
    groups: { of: lineOf, most: Int32Array.from(lines, ({ remaining }) => remaining) },
    unplaced: new Int32Array(),
    capOf: new Map(),
  };
}

/** Each line with the suggestions that would use it. */
export function usedLines(
  { lines, lineOf }: AnnualPlanCaps,
  chosen: Iterable<number>,
): (CappingLine & { readonly suggestions: number })[] {
  const used = lines.map(() => 0);
  for (const candidate of chosen) {
    const line = lineOf[candidate]!;
    if (line >= 0) used[line] = used[line]! + 1;
  }
  return lines.map((line, index) => ({ ...line, suggestions: used[index]! }));
}
