import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { namedQuery } from '../../db/named-query.ts';
import type { WriteOutcome } from './kind-pipeline.ts';

const none = z.object({});
const counted = z.object({ removed: z.number() });
const write = (name: string) => namedQuery(`importing/${name}`, { params: none, row: none });
const remove = (name: string) => namedQuery(`importing/${name}`, { params: none, row: counted });
const updateInstitutions = write('update-institutions');
const assignInstitutionIds = write('assign-institution-ids');
const insertInstitutions = write('insert-institutions');
const setInstitutionParents = write('set-institution-parents');
const closeDesignations = write('close-earlier-designations');
const removeDesignations = remove('remove-designations');
const changeDesignations = write('change-designations');
const insertDesignations = write('insert-designations');
const closeBeds = write('close-earlier-beds');
const removeBeds = remove('remove-beds');
const changeBeds = write('change-beds');
const insertBeds = write('insert-beds');
const removeGrades = namedQuery('importing/remove-grades', {
  params: z.object({ scales: z.array(z.string()) }),
  row: counted,
});
const insertGrades = write('insert-grades');

const SCALES = ['hospital_grade', 'settlement_level'];

/**
 * Writes the staged institutions: rows first, then what hangs on them. Of designations and beds earlier periods are closed, those
 * no longer stated go, those that differ change, new ones come: in this order no two periods overlap on the way.
 * Returns how many of each table were removed.
 */
export async function writeInstitutions(
  tx: Database,
  stated: ReadonlySet<string>,
): Promise<NonNullable<WriteOutcome['removed']>> {
  await updateInstitutions(tx, {});
  await assignInstitutionIds(tx, {});
  await insertInstitutions(tx, {});
  if (stated.has('parent_code')) await setInstitutionParents(tx, {});
  await closeDesignations(tx, {});
  const [designations] = await removeDesignations(tx, {});
  await changeDesignations(tx, {});
  await insertDesignations(tx, {});
  const [grades] = await removeGrades(tx, { scales: SCALES.filter((scale) => stated.has(scale)) });
  await insertGrades(tx, {});
  await closeBeds(tx, {});
  const [beds] = await removeBeds(tx, {});
  await changeBeds(tx, {});
  await insertBeds(tx, {});
  return {
    designation: designations?.removed ?? 0,
    bed: beds?.removed ?? 0,
    institution_grade: grades?.removed ?? 0,
  };
}
