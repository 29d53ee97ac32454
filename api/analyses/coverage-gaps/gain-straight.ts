import { listAreaNames } from '../points/area-names.ts';
import { listDemandCells } from '../points/demand-cells.ts';
import { straightMatrix } from '../points/straight-matrix.ts';
import type { Site } from '../site-input.ts';
import type { Coverage } from './figures.ts';
import { type CellGain, type Gain, gainOf } from './gain.ts';
import type { CoverageQuestion } from './judgement.ts';
import { findCoveredCells } from './queries.ts';

/** Who is newly covered by a site within a straight line; the difference that it would make to the figures. */
export async function gainInStraightLine(
  question: CoverageQuestion,
  site: Site,
  limitM: number,
  before: Coverage,
): Promise<{ gain: Gain; cellIds: number[] }> {
  const { db, surface, asOf, area, selection, signal } = question;
  const cells = (await listDemandCells(db, { surfaceId: surface.surface_id, asOf, area })).filter(
    (cell) => cell.population > 0 && !cell.on_edge,
  );
  const near = await straightMatrix(db, [site], cells, limitM, { signal });
  const within = Array.from(near.to, (index) => cells[index]).filter((cell) => cell !== undefined);
  const cellIds = within.map((cell) => cell.cell_id);
  const rows =
    cellIds.length === 0 ? [] : await findCoveredCells(db, { cellIds, limitM, asOf, ...selection });
  const covered = new Set(rows.map((row) => row.cell_id));
  const changes = within
    .filter((cell) => !covered.has(cell.cell_id))
    .map((cell): CellGain => ({ cell, change: 'newly-covered' }));
  const names = await listAreaNames(
    db,
    changes.flatMap(({ cell }) => [cell.county_id, cell.street_id]),
  );
  return {
    gain: gainOf(question, site, limitM, before, changes, names),
    cellIds: changes.map(({ cell }) => cell.cell_id),
  };
}
