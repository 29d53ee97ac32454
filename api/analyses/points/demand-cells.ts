import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { storedCellAreasHold } from '../area-attribution.ts';
import type { QuestionArea } from '../area-of-question.ts';

const STATUSES = ['located', 'border', 'outside'] as const;

const listCells = namedQuery('points/list-cells', {
  params: z.object({
    surfaceId: z.number(),
    asOf: z.string(),
    level: z.string().nullable(),
    areaId: z.number().nullable(),
    locateAgain: z.boolean(),
  }),
  row: z.object({
    cell_ids: z.array(z.number()),
    h3: z.array(z.string()),
    lon: z.array(z.number()),
    lat: z.array(z.number()),
    population: z.array(z.number()),
    street_ids: z.array(z.number().nullable()),
    county_ids: z.array(z.number().nullable()),
    city_ids: z.array(z.number().nullable()),
    statuses: z.array(z.enum(STATUSES)),
    on_edge: z.array(z.boolean()),
  }),
});

/** The residents of one H3 cell, at its centre (degrees, WGS 84); areas are those of the date asked for. */
export interface DemandCell extends LonLat {
  readonly cell_id: number;
  /** H3 index as hex text. */
  readonly h3: string;
  /** Residents; not a whole number where they are modelled. */
  readonly population: number;
  readonly street_id: number | null;
  readonly county_id: number | null;
  readonly city_id: number | null;
  /** border: on a border of areas, so that it belongs to none of that level; outside: in no area. */
  readonly location_status: (typeof STATUSES)[number];
  /** On the border of the area asked about: figures of the area leave it out and say so. */
  readonly on_edge: boolean;
}

/**
 * The cells of a surface that lie in an area of the level city, county or street (null = all cells), by cell_id, and those on
 * its border with `on_edge` set. The residents of cells without people are 0, not missing.
 */
export async function listDemandCells(
  db: Database,
  question: { surfaceId: number; asOf: string; area: QuestionArea | null },
): Promise<DemandCell[]> {
  const { surfaceId, asOf, area } = question;
  const locateAgain = !(await storedCellAreasHold(db, surfaceId, asOf, ['city', 'county', 'street']));
  const { level, area_id: areaId } = area ?? { level: null, area_id: null };
  const [columns] = await listCells(db, { surfaceId, asOf, level, areaId, locateAgain });
  if (!columns) throw new Error('list-cells gave no row');
  return columns.cell_ids.map((cell_id, index) => ({
    cell_id,
    h3: at(columns.h3, index),
    lon: at(columns.lon, index),
    lat: at(columns.lat, index),
    population: at(columns.population, index),
    street_id: at(columns.street_ids, index),
    county_id: at(columns.county_ids, index),
    city_id: at(columns.city_ids, index),
    location_status: at(columns.statuses, index),
    on_edge: at(columns.on_edge, index),
  }));
}

/** The entry of a column; every column has as many as there are cells. */
function at<Value>(column: readonly Value[], index: number): Value {
  return column[index] as Value;
}
