import type { Polygon } from 'geojson';
import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';

const drawCircleAround = namedQuery('assessments/draw-circle', {
  params: z.object({ lon: z.number(), lat: z.number(), radiusM: z.number() }),
  row: z.object({ circle: z.string() }),
});

/** The circle of a radius in metres around a point (degrees WGS 84): a drawing, never a decision. */
export async function drawCircle(
  db: Database,
  { lon, lat }: { readonly lon: number; readonly lat: number },
  radiusM: number,
): Promise<Polygon> {
  const [row] = await drawCircleAround(db, { lon, lat, radiusM });
  if (!row) throw new Error('draw-circle gave no row');
  return JSON.parse(row.circle) as Polygon;
}
