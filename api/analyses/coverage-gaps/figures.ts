import type { Feature, Geometry, MultiPolygon } from 'geojson';
import { z } from 'zod';
import { joinCells } from '../../geo/cell-outlines.ts';
import { feature } from '../analysis.ts';
import { CELLS_PICTURE_NOTE } from '../answer-notes.ts';

export const coverageSchema = z.object({
  cells: z.number(),
  total: z.number(),
  covered: z.number(),
  /** Covered only if positions are more exact than their stated accuracy. */
  uncertain: z.number(),
  /** Only with metric=walk: whether they are covered cannot be told (no way to the network, or no path known). */
  review: z.number().optional(),
  uncovered: z.number(),
  /** covered ÷ total; null when nobody lives there. */
  covered_share: z.number().nullable(),
});
export type Coverage = z.output<typeof coverageSchema>;

export const areaCoverageSchema = coverageSchema.extend({
  rank: z.number(),
  /** area, or the cells on a border, or outside every area. */
  group: z.enum(['area', 'border', 'outside']),
  code: z.string().nullable(),
  name: z.string().nullable(),
  name_en: z.string().nullable(),
});
export type AreaCoverage = z.output<typeof areaCoverageSchema>;

/** Residents by verdict, unrounded; total = covered + uncertain + review + uncovered. */
export function coverageOf(row: Omit<Coverage, 'covered_share'>): Coverage {
  const { cells, total, covered, uncertain, review, uncovered } = row;
  return {
    cells,
    total,
    covered,
    uncertain,
    ...(review === undefined ? {} : { review }),
    uncovered,
    covered_share: total > 0 ? covered / total : null,
  };
}

/** One feature for each connected patch of uncovered cells; a picture, the cells decide. */
export function gapFeatures(cells: readonly string[]): Feature<Geometry | null>[] {
  return joinCells(cells).map((coordinates, index) => {
    const geometry: MultiPolygon = { type: 'MultiPolygon', coordinates: [coordinates] };
    return feature(geometry, { role: 'gap', note: CELLS_PICTURE_NOTE }, `gap-${index + 1}`);
  });
}
