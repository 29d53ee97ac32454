import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { QuestionArea } from '../area-of-question.ts';
import { type DemandCell, listDemandCells } from '../points/demand-cells.ts';

const listCellsAround = namedQuery('accessibility/list-cells-around', {
  params: z.object({ surfaceId: z.number(), areaId: z.number(), marginM: z.number() }),
  row: z.object({
    cell_ids: z.array(z.number()),
    lon: z.array(z.number()),
    lat: z.array(z.number()),
    population: z.array(z.number()),
  }),
});

/** Residents at the centre of a cell. */
export interface Place extends LonLat {
  readonly population: number;
}

export interface Places {
  /** Populated cells that the answer is about: the first ones of `all`, in the same order. */
  readonly cells: readonly DemandCell[];
  /** Those, and the residents around them who share the same suppliers. */
  readonly all: readonly Place[];
  /** Cells on the border of the area asked about, which no figure counts. */
  readonly edge: readonly DemandCell[];
  /** All cells of the area, populated or not. */
  readonly count: number;
}

/** The populated cells of a question, and those within the margin around its area. */
export async function listPlaces(
  db: Database,
  question: { surfaceId: number; asOf: string; area: QuestionArea | null; marginM: number },
): Promise<Places> {
  const { surfaceId, area, marginM } = question;
  const found = await listDemandCells(db, question);
  const cells = found.filter((cell) => !cell.on_edge && cell.population > 0);
  const edge = found.filter((cell) => cell.on_edge);
  const count = found.length - edge.length;
  if (!area) return { cells, all: cells, edge, count };
  const [around] = await listCellsAround(db, { surfaceId, areaId: area.area_id, marginM });
  if (!around) throw new Error('list-cells-around gave no row');
  const own = new Set(cells.map((cell) => cell.cell_id));
  const beyond = around.cell_ids.flatMap((cellId, index): Place[] =>
    own.has(cellId)
      ? []
      : [
          {
            lon: around.lon[index] as number,
            lat: around.lat[index] as number,
            population: around.population[index] as number,
          },
        ],
  );
  return { cells, all: [...cells, ...beyond], edge, count };
}
