import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { BED_CATEGORIES } from '../../vocabulary.ts';
import { BED_FIGURES } from '../rows/institution-row.ts';
import { markRejected } from '../staging.ts';
import type { ImportRun } from './kind-pipeline.ts';

const none = z.object({});
const names = z.array(z.string());
const keepUnstated = namedQuery('importing/keep-unstated-columns', {
  params: z.object({ columns: names, noPosition: z.boolean(), ofPosition: names, areaCodes: names }),
  row: z.object({ kept_accuracies: z.number() }),
});
const judgeMissingPositions = namedQuery('importing/judge-missing-positions', {
  params: z.object({ allowed: z.boolean() }),
  row: none,
});
const wantDesignations = namedQuery('importing/want-designations', {
  params: z.object({ unstated: names }),
  row: none,
});
const wantBeds = namedQuery('importing/want-beds', {
  params: z.object({ unstated: names, categories: names }),
  row: none,
});
const rejectReversedPeriods = namedQuery('importing/reject-reversed-periods', { params: none, row: none });

/** Columns of the file that are columns of the institution; a type follows from its category. */
const PLAIN = [
  'category',
  'address',
  'stated_county',
  'licensing_authority',
  'licensing_level',
  'is_branch',
  'valid_from',
  'valid_to',
];
const AREA_CODES = ['licensing_area_code', 'business_licence_area_code', 'management_area_code'];
const OF_DESIGNATION = ['designation_status', 'designated_from', 'designated_to', 'counts_from'];
const BED_PERIOD = ['beds_valid_from', 'beds_valid_to'];

const bedColumns = (category: string) => BED_FIGURES.map((figure) => `beds_${category}_${figure}`);

/**
 * Completes the rows of known institutions with what is stored for the columns that the file does not state, and says which
 * designations and beds they then have. New institutions of a file without positions are judged here.
 * Returns the number of rows whose accuracy is the stored one.
 */
export async function keepUnstatedColumns(tx: Database, run: ImportRun): Promise<number> {
  const stated = new Set(run.statedColumns());
  const unstated = (columns: readonly string[]) => columns.filter((column) => !stated.has(column));
  const ofPosition = unstated(
    run.options.accuracyM === undefined ? ['accuracy_m', 'verified'] : ['verified'],
  );
  const columns = unstated(PLAIN);
  if (columns.includes('category')) columns.push('type_scheme', 'type_no');
  const noPosition = run.crs === undefined;
  if (noPosition) {
    columns.push('source_crs');
    await judgeMissingPositions(tx, { allowed: run.options.allowMissingCoordinates });
    await markRejected(tx);
  }
  const [kept] = await keepUnstated(tx, { columns, noPosition, ofPosition, areaCodes: unstated(AREA_CODES) });
  if (stated.has('services')) await wantDesignations(tx, { unstated: unstated(OF_DESIGNATION) });
  const categories = BED_CATEGORIES.filter((name) => bedColumns(name).some((column) => stated.has(column)));
  if (categories.length > 0)
    await wantBeds(tx, {
      unstated: unstated([...categories.flatMap(bedColumns), ...BED_PERIOD]),
      categories,
    });
  await rejectReversedPeriods(tx, {});
  await markRejected(tx);
  return kept?.kept_accuracies ?? 0;
}
