import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import { locateStagedRows, tellLocations } from '../location.ts';
import { analyzeStaging, markRejected } from '../staging.ts';
import { judgePositions } from '../suspicion.ts';
import { resolveAreaCodes } from './area-codes.ts';
import type { KindPipeline } from './kind-pipeline.ts';

const none = z.object({});
const query = (name: string) => namedQuery(`importing/${name}`, { params: none, row: none });
const matchInstitutions = query('match-institutions');
const rejectSharedKeys = query('reject-shared-institution-keys');
const rejectUnknownParents = query('reject-unknown-institution-parents');
const rejectParentCycles = query('reject-parent-cycles');
const storeWarnings = query('store-institution-warnings');
/** In this order: rows first, then what hangs on them; of each child table what is gone before what is new. */
const WRITES = [
  'update-institutions',
  'assign-institution-ids',
  'insert-institutions',
  'set-institution-parents',
  'delete-changed-designations',
  'insert-designations',
  'delete-changed-grades',
  'insert-grades',
  'delete-changed-beds',
  'insert-beds',
].map(query);

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
    await matchInstitutions(tx, {});
    await analyzeStaging(tx);
    await markRejected(tx);
    await rejectSharedKeys(tx, {});
    await markRejected(tx);
    await rejectBadParents(tx);
    return judgePositions(tx, run);
  },
  async write(tx, run) {
    await analyzeStaging(tx);
    await locateStagedRows(tx, run.asOf);
    for (const write of WRITES) await write(tx, {});
    const locations = await tellLocations(tx, run.asOf);
    await storeWarnings(tx, {});
    await tx.script('analyze institution, designation, institution_grade, bed');
    return { locations };
  },
};

/** A row whose parent is rejected loses it, and so on along the chain. */
async function rejectBadParents(tx: Database): Promise<void> {
  await rejectParentCycles(tx, {});
  await markRejected(tx);
  do await rejectUnknownParents(tx, {});
  while ((await markRejected(tx)) > 0);
}
