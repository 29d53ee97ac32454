import type { Feature, Geometry, MultiPolygon } from 'geojson';
import { cellsToMultiPolygon } from 'h3-js';
import { z } from 'zod';
import { feature } from '../analysis.ts';
import type { JudgedRow } from './queries.ts';

export const coverageSchema = z.object({
  cells: z.number(),
  total: z.number(),
  covered: z.number(),
  /** Covered only if positions are more exact than their stated accuracy. */
  uncertain: z.number(),
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

/** Residents of a row, unrounded; total = covered + uncertain + uncovered. */
export function coverageOf({ cells, total, covered, uncertain, uncovered }: JudgedRow): Coverage {
  return { cells, total, covered, uncertain, uncovered, covered_share: total > 0 ? covered / total : null };
}

/** Areas by uncovered residents, most first; cells that belong to none stand in groups without code and name. */
export function rankAreas(rows: readonly JudgedRow[]): z.output<typeof areaCoverageSchema>[] {
  return rows
    .filter((row) => row.part === 'area')
    .map((row, index) => ({
      rank: index + 1,
      group: row.group_kind ?? 'outside',
      code: row.code,
      name: row.name,
      name_en: row.name_en,
      ...coverageOf(row),
    }));
}

/** A cell that is not surely covered, with its residents and the nearest institution within five limits. */
export function cellFeature(row: JudgedRow): Feature<Geometry | null> {
  const properties = {
    role: 'cell',
    h3: row.h3,
    verdict: row.verdict,
    population: row.total,
    nearest_distance_m: row.nearest_m,
    street: row.name,
    county: row.parent,
  };
  return feature(
    row.geom === null ? null : (JSON.parse(row.geom) as Geometry),
    properties,
    row.h3 ?? undefined,
  );
}

/** One feature for each connected patch of uncovered cells; a picture, the cells decide. */
export function gapFeatures(cells: readonly string[]): Feature<Geometry | null>[] {
  const patches = cells.length === 0 ? [] : cellsToMultiPolygon([...cells], true);
  return patches.map((coordinates, index) => {
    const geometry: MultiPolygon = { type: 'MultiPolygon', coordinates: [coordinates] };
    return feature(
      geometry,
      { role: 'gap', note: 'a picture of connected uncovered cells; the cells decide' },
      `gap-${index + 1}`,
    );
  });
}
