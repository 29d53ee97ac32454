import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import type { QuestionArea } from '../area-of-question.ts';

const locate = namedQuery('site-suggestions/locate-sites', {
  params: z.object({
    lon: z.array(z.number()),
    lat: z.array(z.number()),
    asOf: z.string(),
    areaId: z.number().nullable(),
  }),
  row: z.object({
    street_ids: z.array(z.number().nullable()),
    county_ids: z.array(z.number().nullable()),
    city_ids: z.array(z.number().nullable()),
    inside: z.array(z.boolean()),
  }),
});

/** The points with their areas on the date, and whether each lies properly inside the area asked about. */
export async function locateSites<Point extends LonLat>(
  db: Database,
  points: readonly Point[],
  asOf: string,
  area: QuestionArea | null,
): Promise<(Point & { street_id: number | null; county_id: number | null; inside: boolean })[]> {
  const [row] = await locate(db, {
    lon: points.map(({ lon }) => lon),
    lat: points.map(({ lat }) => lat),
    asOf,
    areaId: area?.area_id ?? null,
  });
  if (!row) throw new Error('locate-sites gave no row');
  return points.map((point, index) => ({
    ...point,
    street_id: row.street_ids[index] ?? null,
    county_id: row.county_ids[index] ?? null,
    inside: row.inside[index] ?? false,
  }));
}
