import { z } from 'zod';
import type { Database } from '../db/database.ts';
import { ConflictError, NotFoundError } from '../errors.ts';
import { type WriteTrail, writeAudit } from '../planning/write-trail.ts';
import type { NewScenario, Scenario, ScenarioCorrection } from './scenario-record.ts';
import { tryChanges } from './try-changes.ts';

/** Stores a scenario once its changes have been tried. Throws InvalidInputError for a change that cannot be made. */
export async function createScenario(db: Database, given: NewScenario, trail: WriteTrail): Promise<Scenario> {
  await tryChanges(db, given.changes, (_tx, apply) => apply());
  return db.transaction(async (tx) => {
    const row = await tx.kysely
      .insertInto('scenario')
      .values({
        title: given.title,
        description: given.description,
        changes: JSON.stringify(given.changes),
        created_by: trail.actor,
        updated_by: trail.actor,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(tx, trail, 'create', row.scenario_id, { title: given.title, changes: given.changes.length });
    return toScenario(row);
  });
}

/** Corrects a scenario. Throws NotFoundError, ConflictError when it has been changed since, InvalidInputError. */
export async function correctScenario(
  db: Database,
  id: string,
  { version, ...correction }: ScenarioCorrection,
  trail: WriteTrail,
): Promise<Scenario> {
  if (correction.changes) await tryChanges(db, correction.changes, (_tx, apply) => apply());
  return db.transaction(async (tx) => {
    const current = await getScenario(tx, id, 'for update');
    if (current.version !== version)
      throw new ConflictError(`the scenario is at version ${current.version} by now`, [
        { field: 'version', value: version, reason: 'has been replaced', allowed: String(current.version) },
      ]);
    const { title, description, changes } = correction;
    const row = await tx.kysely
      .updateTable('scenario')
      .set({
        ...(title === undefined ? {} : { title }),
        ...(description === undefined ? {} : { description }),
        ...(changes === undefined ? {} : { changes: JSON.stringify(changes) }),
        version: version + 1,
        updated_by: trail.actor,
        updated_at: new Date(),
      })
      .where('scenario_id', '=', id)
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit(tx, trail, 'correct', id, { before: current });
    return toScenario(row);
  });
}

/** Removes a scenario; what it held stays in the audit row. Throws NotFoundError. */
export async function deleteScenario(db: Database, id: string, trail: WriteTrail): Promise<void> {
  await db.transaction(async (tx) => {
    const current = await getScenario(tx, id, 'for update');
    await tx.kysely.deleteFrom('scenario').where('scenario_id', '=', id).execute();
    await audit(tx, trail, 'delete', id, { before: current });
  });
}

/** The scenario with this id. Throws NotFoundError. */
export async function getScenario(db: Database, id: string, lock?: 'for update'): Promise<Scenario> {
  if (!z.uuid().safeParse(id).success) throw new NotFoundError(`there is no scenario ${id.slice(0, 100)}`);
  const query = db.kysely.selectFrom('scenario').selectAll().where('scenario_id', '=', id);
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst();
  if (!row) throw new NotFoundError(`there is no scenario ${id}`);
  return toScenario(row);
}

/** Scenarios, latest first; `offset` skips those of the pages before. */
export async function listScenarios(
  db: Database,
  { limit, offset }: { limit: number; offset: number },
): Promise<Scenario[]> {
  const rows = await db.kysely
    .selectFrom('scenario')
    .selectAll()
    .orderBy('created_at', 'desc')
    .orderBy('scenario_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toScenario);
}

interface Row {
  readonly scenario_id: string;
  readonly title: string;
  readonly description: string | null;
  readonly changes: unknown;
  readonly version: number;
  readonly created_by: string;
  readonly created_at: Date;
  readonly updated_by: string;
  readonly updated_at: Date;
}

function toScenario(row: Row): Scenario {
  return {
    id: row.scenario_id,
    title: row.title,
    description: row.description,
    changes: row.changes as Scenario['changes'],
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
    updatedBy: row.updated_by,
    updatedAt: row.updated_at.toISOString(),
  };
}

function audit(tx: Database, trail: WriteTrail, action: string, id: string, details: object): Promise<void> {
  return writeAudit(tx, trail, { action, entity: 'scenario', entityId: id, details });
}
