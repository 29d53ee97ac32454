import type { Feature, Geometry } from 'geojson';
import type { NearestWalks } from '../../walking/walk-network.ts';
import { feature } from '../analysis.ts';
import { walkSeconds } from '../metric-input.ts';
import type { AreaNames } from '../points/area-names.ts';
import type { DesignatedPoint } from '../points/designated-points.ts';
import type { CoverageQuestion } from './judgement.ts';
import { drawCells } from './queries.ts';
import type { JudgedCell } from './sum-cells.ts';

/** What is told of a listed cell besides its verdict. */
interface CellNotes {
  readonly nearest: NearestWalks;
  readonly institutions: readonly DesignatedPoint[];
  readonly speedKmh: number;
  readonly names: AreaNames;
  /** Cells that an added site newly covers; null when no site is added. */
  readonly gainers: ReadonlySet<number> | null;
}

/** The cells with residents that are not surely covered, most residents first, at most `question.limit`. */
export async function listOpenCells(
  { db, limit }: Pick<CoverageQuestion, 'db' | 'limit'>,
  notCovered: readonly JudgedCell[],
  notes: CellNotes,
): Promise<Feature<Geometry | null>[]> {
  const listed = [...notCovered]
    .sort((a, b) => b.cell.population - a.cell.population || a.cell.cell_id - b.cell.cell_id)
    .slice(0, limit);
  const rows = await drawCells(db, { cellIds: listed.map(({ cell }) => cell.cell_id) });
  const drawn = new Map(rows.map((row) => [row.cell_id, row.geom]));
  return listed.map((judged) => {
    const geometry = drawn.get(judged.cell.cell_id);
    return feature(
      geometry === undefined ? null : (JSON.parse(geometry) as Geometry),
      describe(judged, notes),
      judged.cell.h3,
    );
  });
}

function describe({ cell, index, verdict, reason }: JudgedCell, notes: CellNotes): Record<string, unknown> {
  const { nearest, institutions, speedKmh, names, gainers } = notes;
  const institution = institutions[nearest.source[index] ?? -1];
  const walkM = institution ? (nearest.walkM[index] ?? null) : null;
  const snapM = nearest.targetSnapM[index] ?? Number.NaN;
  const nameOf = (areaId: number | null) => (areaId === null ? null : (names.get(areaId)?.name ?? null));
  return {
    role: 'cell',
    h3: cell.h3,
    verdict,
    ...(reason ? { review_reason: reason } : {}),
    population: cell.population,
    nearest_walk_m: walkM,
    nearest_walk_s: walkM === null ? null : walkSeconds(walkM, speedKmh),
    nearest_institution_id: institution?.institution_id ?? null,
    snap_m: Number.isNaN(snapM) ? null : snapM,
    street: nameOf(cell.street_id),
    county: nameOf(cell.county_id),
    ...(gainers ? { gains: gainers.has(cell.cell_id) } : {}),
  };
}
