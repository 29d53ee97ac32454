import { cellToBoundary, cellToLatLng } from 'h3-js';
import type { Database } from '../../api/db/database.ts';

export interface FixtureCell {
  readonly h3: string;
  readonly population: number;
  readonly street?: number | null;
  readonly county?: number | null;
  readonly city?: number | null;
  readonly status?: 'located' | 'border' | 'outside';
  /** Centre if it shall not be that of the cell: longitude, latitude. */
  readonly at?: readonly [number, number];
}

/** Inserts a surface with these cells, in their order, and returns its id. */
export async function insertSurface(
  db: Database,
  cells: readonly FixtureCell[],
  surface: { code?: string; asOf?: string; isModelled?: boolean; isSynthetic?: boolean } = {},
): Promise<number> {
  const rows = cells.map(({ h3, at, ...cell }) => {
    const [lat, lon] = cellToLatLng(h3);
    const ring = cellToBoundary(h3, true).map((position) => position.join(' '));
    const [x, y] = at ?? [lon, lat];
    return { ...cell, h3: BigInt(`0x${h3}`).toString(), lon: x, lat: y, wkt: `POLYGON((${ring.join(',')}))` };
  });
  const { code = 's', asOf = '2020-01-01', isModelled = false, isSynthetic = false } = surface;
  const [row] = await db.run<{ surface_id: number }>({
    text: `with added as (
             insert into population_surface (code, title_zh, title_en, h3_resolution, as_of, is_modelled, method, document, is_synthetic)
             values ($2, '面', 'surface', 9, $3::date, $4, 'm', 'd', $5) returning surface_id),
           cells as (
             insert into population_cell (surface_id, h3, population, centre, geom, street_id, county_id, city_id, location_status)
             select surface_id, h3::bigint, population, st_setsrid(st_makepoint(lon, lat), 4326), st_multi(st_geomfromtext(wkt, 4326)),
                    street, county, city, coalesce(status, 'outside')
             from added, jsonb_to_recordset($1::jsonb) as c (h3 text, population float8, lon float8, lat float8, wkt text,
               street bigint, county bigint, city bigint, status text))
           select surface_id from added`,
    values: [JSON.stringify(rows), code, asOf, isModelled, isSynthetic],
  });
  return row!.surface_id;
}
