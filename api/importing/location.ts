import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';

const none = z.object({});
const onDate = z.object({ asOf: z.string() });
const relocateInstitutions = namedQuery('importing/relocate-institutions', { params: onDate, row: none });
const locateImported = namedQuery('importing/locate-imported-institutions', { params: onDate, row: none });
const locateCells = namedQuery('importing/locate-population-cells', {
  params: z.object({ asOf: z.string(), surfaceId: z.number().nullable() }),
  row: none,
});
const reportLocations = namedQuery('importing/report-locations', { params: onDate, row: none });
const countLocations = namedQuery('importing/count-locations', {
  params: none,
  row: z.object({ status: z.string(), institutions: z.number() }),
});

/** Finds the areas of every institution and population cell again, after areas have changed. */
export async function relocateEverything(tx: Database, asOf: string): Promise<void> {
  await relocateInstitutions(tx, { asOf });
  await locateCells(tx, { asOf, surfaceId: null });
}

/** Finds the areas of one surface's cells. */
export async function locateSurface(tx: Database, asOf: string, surfaceId: number): Promise<void> {
  await locateCells(tx, { asOf, surfaceId });
}

/** Finds the areas of the institutions that the file changed, flags those on a border or outside, and counts all of the file. */
export async function locateStagedInstitutions(tx: Database, asOf: string): Promise<Record<string, number>> {
  await locateImported(tx, { asOf });
  await reportLocations(tx, { asOf });
  const rows = await countLocations(tx, {});
  return Object.fromEntries(rows.map((row) => [row.status, row.institutions]));
}
