import { todayInShanghai } from '../../dates.ts';
import type { Database } from '../../db/database.ts';
import { ConflictError, InvalidInputError } from '../../errors.ts';
import type { Application } from '../../policy/application.ts';
import { addDays } from '../../policy/calendar.ts';
import { positionOf } from '../applications/application-position.ts';
import {
  copyGrades,
  keepOldSite,
  moveInstitution,
  splitBeds,
  splitDesignations,
} from './admission-queries.ts';

/**
 * Moves an institution to the site of its application. What it was at the old address stays as an institution of its own
 * that ends the day before (questions about earlier days find the old point), the institution goes on with its code. Returns
 * the services that end with the old site because nothing admits them to the new one. Throws InvalidInputError without a
 * position, ConflictError when it stands there only from a later day.
 */
export async function relocate(
  tx: Database,
  institutionId: number,
  move: {
    readonly applicationId: string;
    readonly application: Application;
    readonly service: string;
    readonly on: string;
  },
): Promise<{ oldSiteId: number | null; endedServices: string[] }> {
  const { applicationId, application, service, on } = move;
  const position = positionOf(application);
  if (!position)
    throw new InvalidInputError([
      {
        field: 'application.site',
        reason: 'has no position with a known coordinate system',
        allowed: 'a corrected application with site and crs',
      },
    ]);
  const now = await tx.kysely
    .selectFrom('institution')
    .select('valid_from')
    .where('institution_id', '=', institutionId)
    .executeTakeFirstOrThrow();
  if (now.valid_from !== null && now.valid_from > on)
    throw new ConflictError(
      `the institution stands at its present address from ${now.valid_from}, after ${on}`,
    );
  const [old] = await keepOldSite(tx, { institutionId, applicationId, on });
  const ended: string[] = [];
  if (old) {
    const split = { institutionId, oldSiteId: old.institution_id, on };
    for (const row of await splitDesignations(tx, { ...split, service })) ended.push(row.service);
    await splitBeds(tx, split);
    await copyGrades(tx, split);
  }
  await moveInstitution(tx, {
    institutionId,
    lon: position.lon,
    lat: position.lat,
    sourceCrs: position.sourceCrs,
    accuracyM: position.accuracyM,
    isVerified: position.isVerified,
    on,
    areasOn: todayInShanghai(),
  });
  return { oldSiteId: old?.institution_id ?? null, endedServices: ended };
}

type Scale = 'hospital_grade' | 'settlement_level';

/** Gives an institution a grade from a day on; the one before ends the day before. Throws ConflictError for a later one. */
export async function setGrade(
  tx: Database,
  institutionId: number,
  grade: { readonly scale: Scale; readonly grade: string; readonly on: string },
): Promise<void> {
  const { scale, on } = grade;
  const running = await tx.kysely
    .selectFrom('institution_grade')
    .select(['grade', 'valid_from'])
    .where('institution_id', '=', institutionId)
    .where('scale', '=', scale)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .execute();
  const later = running.find((row) => row.valid_from !== null && row.valid_from >= on);
  if (later)
    throw new ConflictError(`the register has ${scale} ${later.grade} from ${later.valid_from} already`);
  await tx.kysely
    .updateTable('institution_grade')
    .set({ valid_to: addDays(on, -1) })
    .where('institution_id', '=', institutionId)
    .where('scale', '=', scale)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .execute();
  await tx.kysely
    .insertInto('institution_grade')
    .values({
      institution_id: institutionId,
      scale,
      grade: grade.grade,
      obtained_by: 'assessed',
      valid_from: on,
    })
    .execute();
}

/**
 * Changes the designated beds of an institution from a day on, by category; what the register knows of licensed and open
 * beds goes on, occupied bed-days stay with their period. Throws ConflictError when more would go than there are.
 */
export async function changeBeds(
  tx: Database,
  institutionId: number,
  changes: Readonly<Record<string, number>>,
  { on, document }: { readonly on: string; readonly document: string },
): Promise<void> {
  const rows = await tx.kysely
    .selectFrom('bed')
    .select(['bed_id', 'category', 'licensed', 'open', 'designated', 'valid_from', 'valid_to'])
    .where('institution_id', '=', institutionId)
    .where((eb) => eb.or([eb('valid_to', 'is', null), eb('valid_to', '>=', on)]))
    .execute();
  for (const [category, change] of Object.entries(changes)) {
    if (change === 0) continue;
    const ofCategory = rows.filter((row) => row.category === category);
    const running = ofCategory.find((row) => row.valid_from === null || row.valid_from <= on);
    const next = ofCategory.find((row) => row.valid_from !== null && row.valid_from > on);
    const designated = (running?.designated ?? 0) + change;
    if (designated < 0)
      throw new ConflictError(
        `${category}: ${-change} beds would go, ${running?.designated ?? 0} are designated`,
      );
    if (running?.valid_from === on) {
      await tx.kysely
        .updateTable('bed')
        .set({ designated, document })
        .where('bed_id', '=', running.bed_id)
        .execute();
      continue;
    }
    if (running)
      await tx.kysely
        .updateTable('bed')
        .set({ valid_to: addDays(on, -1) })
        .where('bed_id', '=', running.bed_id)
        .execute();
    await tx.kysely
      .insertInto('bed')
      .values({
        institution_id: institutionId,
        category,
        licensed: running?.licensed ?? null,
        open: running?.open ?? null,
        designated,
        valid_from: on,
        valid_to: running?.valid_to ?? (next?.valid_from ? addDays(next.valid_from, -1) : null),
        document,
      })
      .execute();
  }
}
