import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { locateStagedRows, tellLocations } from '../location.ts';
import { analyzeStaging, markRejected } from '../staging.ts';
import { judgePositions } from '../suspicion.ts';
import { resolveAreaCodes } from './area-codes.ts';
import { judgeDesignations } from './designation-findings.ts';
import { keepUnstatedColumns } from './kept-columns.ts';
import type { KindPipeline } from './kind-pipeline.ts';
import { writeInstitutions } from './write-institutions.ts';

const none = z.object({});
const query = (name: string) => namedQuery(`importing/${name}`, { params: none, row: none });
const matchInstitutions = namedQuery('importing/match-institutions', {
  params: z.object({ stated: z.string() }),
  row: none,
});
const rejectSharedKeys = query('reject-shared-institution-keys');
const rejectUnknownParents = query('reject-unknown-institution-parents');
const rejectParentCycles = query('reject-parent-cycles');
const reportPossibleDuplicates = query('report-possible-duplicates');
const reportImpossibleBedDays = query('report-impossible-bed-days');
const storeWarnings = query('store-institution-warnings');
/** Institutions: keys, references, parents and positions judged; then rows, designations, grades, beds; then their areas. */
export const institutionsPipeline: KindPipeline = {
  keyField: 'code',
  async check(tx, run) {
    const administrative = ['city', 'county', 'street'];
    await resolveAreaCodes(tx, { field: 'licensing_area_code', levels: administrative, asOf: run.asOf });
    await resolveAreaCodes(tx, {
      field: 'business_licence_area_code',
      levels: administrative,
      asOf: run.asOf,
    });
    await resolveAreaCodes(tx, { field: 'management_area_code', levels: ['management'], asOf: run.asOf });
    const stated = [...run.statedColumns()].sort().join(',');
    await matchInstitutions(tx, { stated });
    await analyzeStaging(tx);
    await markRejected(tx);
    await rejectSharedKeys(tx, {});
    await markRejected(tx);
    const keptAccuracies = await keepUnstatedColumns(tx, run);
    await rejectBadParents(tx);
    await reportPossibleDuplicates(tx, {});
    await reportImpossibleBedDays(tx, {});
    const designations = await judgeDesignations(tx, run);
    const positions = await judgePositions(tx, run);
    return { ...positions, keptAccuracies, findings: [...designations, ...(positions.findings ?? [])] };
  },
  async write(tx, run) {
    await analyzeStaging(tx);
    await locateStagedRows(tx, run.today);
    const removed = await writeInstitutions(tx, new Set(run.statedColumns()));
    const locations = await tellLocations(tx, run.today);
    await storeWarnings(tx, {});
    await tx.script('analyze institution, designation, institution_grade, bed');
    return { locations, removed };
  },
};

/** A row whose parent is rejected loses it, and so on along the chain. */
async function rejectBadParents(tx: Database): Promise<void> {
  await rejectParentCycles(tx, {});
  await markRejected(tx);
  do await rejectUnknownParents(tx, {});
  while ((await markRejected(tx)) > 0);
}
