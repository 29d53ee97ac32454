import type { Feature, Geometry } from 'geojson';
import { getHexagonAreaAvg, UNITS } from 'h3-js';
import { feature } from '../analysis.ts';
import { type PolygonLevel, storedCellAreasHold } from '../area-attribution.ts';
import { type AreaCoverage, coverageOf } from './figures.ts';
import { gainInStraightLine } from './gain-straight.ts';
import type { CoverageJudgement, CoverageQuestion } from './judgement.ts';
import { type JudgedRow, judgeCells } from './queries.ts';

/** Judges every cell by the straight line from its centre, in one statement. */
export async function judgeInStraightLine(
  question: CoverageQuestion,
  limitM: number,
): Promise<CoverageJudgement> {
  const { db, surface, asOf, selection, area, perArea, added } = question;
  const levels = area ? [perArea, area.level as PolygonLevel] : [perArea];
  // Cells name their street and county, whatever they are ranked by.
  const named = ['county', 'street', ...levels] as const;
  const rows = await judgeCells(db, {
    surfaceId: surface.surface_id,
    limitM,
    asOf,
    ...selection,
    perArea,
    level: area?.level ?? null,
    areaId: area?.area_id ?? null,
    cellLimit: question.limit,
    gather: question.dissolve,
    cellAreaM2: getHexagonAreaAvg(surface.h3_resolution, UNITS.m2),
    locateAgain: !(await storedCellAreasHold(db, surface.surface_id, asOf, named)),
  });
  const total = rows.find((row) => row.part === 'total');
  const edge = rows.find((row) => row.part === 'edge');
  const summary = coverageOf(total ?? { cells: 0, total: 0, covered: 0, uncertain: 0, uncovered: 0 });
  const gain = added ? await gainInStraightLine(question, added, limitM, summary) : null;
  const gainers = new Set(gain?.cellIds);
  return {
    summary,
    areas: rankAreas(rows),
    edge: { cells: edge?.cells ?? 0, residents: edge?.total ?? 0 },
    openCells: total?.open_cells ?? 0,
    cells: rows
      .filter((row) => row.part === 'cell')
      .map((row) => cellFeature(row, added ? { gains: gainers.has(row.key ?? -1) } : {})),
    gapCells: total?.gap_cells ?? [],
    gain: gain?.gain ?? null,
    warnings: [],
    isSynthetic: false,
  };
}

/** Areas by uncovered residents, most first; cells that belong to none stand in groups without code and name. */
function rankAreas(rows: readonly JudgedRow[]): AreaCoverage[] {
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
function cellFeature(row: JudgedRow, gains: { readonly gains?: boolean }): Feature<Geometry | null> {
  const properties = {
    role: 'cell',
    h3: row.h3,
    verdict: row.verdict,
    population: row.total,
    nearest_distance_m: row.nearest_m,
    street: row.name,
    county: row.parent,
    ...gains,
  };
  return feature(
    row.geom === null ? null : (JSON.parse(row.geom) as Geometry),
    properties,
    row.h3 ?? undefined,
  );
}
