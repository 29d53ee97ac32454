import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import type { LonLat } from '../../geo/lon-lat.ts';
import { locateForDate } from '../area-attribution.ts';

const listDesignated = namedQuery('points/list-designated', {
  params: z.object({
    typeNo: z.number().nullable(),
    typeScheme: z.string(),
    kind: z.string().nullable(),
    service: z.string().nullable(),
    asOf: z.string(),
    areaId: z.number().nullable(),
    marginM: z.number().nullable(),
  }),
  row: z.object({
    institution_id: z.number(),
    lon: z.number(),
    lat: z.number(),
    code: z.string().nullable(),
    name: z.string(),
    kind: z.string(),
    category: z.string().nullable(),
    type_no: z.number().nullable(),
    accuracy_m: z.number(),
    verified: z.boolean(),
    is_synthetic: z.boolean(),
    street_id: z.number().nullable(),
    county_id: z.number().nullable(),
    city_id: z.number().nullable(),
  }),
});

/** A designated institution that has a position; areas are those of the date asked for, null where none is decided. */
export type DesignatedPoint = LonLat & Readonly<z.output<typeof listDesignated.row>>;

/** Which institutions; null = any. */
export interface DesignatedSelection {
  readonly typeNo: number | null;
  readonly kind: string | null;
  readonly service: string | null;
  readonly typeScheme: string;
  /** `YYYY-MM-DD`. */
  readonly asOf: string;
  /** Only those in the box of the area widened by at least the margin (metres); null = everywhere. */
  readonly within: { readonly areaId: number; readonly marginM: number } | null;
}

/** All institutions of the selection that are designated on the date and have a position, by id. */
export async function listDesignatedPoints(
  db: Database,
  { typeNo, kind, service, typeScheme, asOf, within }: DesignatedSelection,
): Promise<DesignatedPoint[]> {
  const { areaId, marginM } = within ?? { areaId: null, marginM: null };
  const rows = await listDesignated(db, { typeNo, typeScheme, kind, service, asOf, areaId, marginM });
  const located = await locateForDate(db, asOf, ['city', 'county', 'street']);
  if (!located) return rows;
  const entry = new Map(located.institutionIds.map((id, index) => [id, index]));
  return rows.map((row) => {
    const index = entry.get(row.institution_id) ?? -1;
    return {
      ...row,
      street_id: located.streetIds[index] ?? null,
      county_id: located.countyIds[index] ?? null,
      city_id: located.cityIds[index] ?? null,
    };
  });
}
