import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { namedQuery } from '../db/named-query.ts';

const none = z.object({});
const onDate = z.object({ asOf: z.string() });
const relocateInstitutions = namedQuery('importing/relocate-institutions', { params: onDate, row: none });
const locateRows = namedQuery('importing/locate-staged-rows', { params: onDate, row: none });
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

/** Finds the areas of the staged rows that are about to be written. */
export async function locateStagedRows(tx: Database, asOf: string): Promise<void> {
  await locateRows(tx, { asOf });
}

/** Flags the institutions of the file that lie on a border or outside, and counts all of the file. */
export async function tellLocations(tx: Database, asOf: string): Promise<Record<string, number>> {
  await reportLocations(tx, { asOf });
  const rows = await countLocations(tx, {});
  return Object.fromEntries(rows.map((row) => [row.status, row.institutions]));
}
