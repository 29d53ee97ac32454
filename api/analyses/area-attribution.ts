import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';

const checkStoredAreas = namedQuery('areas/check-stored-areas', {
  params: z.object({ asOf: z.string(), levels: z.array(z.string()) }),
  row: z.object({ holds: z.boolean() }),
});

const checkStoredCells = namedQuery('areas/check-stored-cells', {
  params: z.object({ surfaceId: z.number(), asOf: z.string(), levels: z.array(z.string()) }),
  row: z.object({ holds: z.boolean() }),
});

const located = {
  institution_ids: z.array(z.number()),
  street_ids: z.array(z.number().nullable()),
  county_ids: z.array(z.number().nullable()),
  city_ids: z.array(z.number().nullable()),
  statuses: z.array(z.string()),
};
const locate = namedQuery('areas/locate-institutions', {
  params: z.object({ asOf: z.string() }),
  row: z.object(located),
});

const nameAreas = namedQuery('areas/name-areas', {
  params: z.object({ asOf: z.string(), institutionIds: z.array(z.number()) }),
  row: z.object({ institution_id: z.number(), street: z.string().nullable(), county: z.string().nullable() }),
});

/** Areas of the institutions on a date other than that of the stored ones; the arrays are of one length. */
export interface LocatedInstitutions {
  readonly institutionIds: number[];
  readonly streetIds: (number | null)[];
  readonly countyIds: (number | null)[];
  readonly cityIds: (number | null)[];
  readonly statuses: string[];
}

export type PolygonLevel = 'city' | 'county' | 'street';

/**
 * Institutions carry the street, county and city of the day on which they or the areas were last imported. True when those
 * are also the areas of the date; false when areas were divided, merged or redrawn between, and positions must be compared
 * with the polygons of the date.
 */
export async function storedAreasHold(
  db: Database,
  asOf: string,
  levels: readonly PolygonLevel[],
): Promise<boolean> {
  const [row] = await checkStoredAreas(db, { asOf, levels: [...levels] });
  return row?.holds ?? false;
}

/** The same of the cells of a population surface. */
export async function storedCellAreasHold(
  db: Database,
  surfaceId: number,
  asOf: string,
  levels: readonly PolygonLevel[],
): Promise<boolean> {
  const [row] = await checkStoredCells(db, { surfaceId, asOf, levels: [...levels] });
  return row?.holds ?? false;
}

/** Where every institution with a position lies on the date, by polygons; null when the stored areas hold. */
export async function locateForDate(
  db: Database,
  asOf: string,
  levels: readonly PolygonLevel[],
): Promise<LocatedInstitutions | null> {
  return (await storedAreasHold(db, asOf, levels)) ? null : locateInstitutions(db, asOf);
}

/** Where every institution with a position lies on the date, by polygons. */
export async function locateInstitutions(db: Database, asOf: string): Promise<LocatedInstitutions> {
  const [row] = await locate(db, { asOf });
  if (!row) throw new Error('locate-institutions gave no row');
  return {
    institutionIds: row.institution_ids,
    streetIds: row.street_ids,
    countyIds: row.county_ids,
    cityIds: row.city_ids,
    statuses: row.statuses,
  };
}

/** Names of street and county on the date, by id, of the institutions of one answer. */
export async function areaNamesOn(
  db: Database,
  asOf: string,
  institutionIds: readonly number[],
): Promise<ReadonlyMap<number, { readonly street: string | null; readonly county: string | null }>> {
  const rows = await nameAreas(db, { asOf, institutionIds: [...new Set(institutionIds)] });
  return new Map(rows.map(({ institution_id, street, county }) => [institution_id, { street, county }]));
}
