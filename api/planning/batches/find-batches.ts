import type { Database } from '../../db/database.ts';
import { NotFoundError } from '../../errors.ts';
import type { BatchRecord, BatchStatus } from './batch-record.ts';

/** The batch with this id. Throws NotFoundError. */
export async function getBatch(db: Database, id: string): Promise<BatchRecord> {
  const row = await selectBatches(db).where('batch.batch_id', '=', id).executeTakeFirst();
  if (!row) throw new NotFoundError(`there is no batch ${id}`);
  return toRecord(row);
}

/** The same, its row locked until the transaction ends: nobody adds to, freezes or settles it meanwhile. */
export async function getBatchForUpdate(tx: Database, id: string): Promise<BatchRecord> {
  await tx.kysely.selectFrom('batch').select('batch_id').where('batch_id', '=', id).forUpdate().execute();
  return getBatch(tx, id);
}

/** Locks the applications of a batch in one order, as everybody does who changes many. The batch is locked before. */
export async function lockApplicationsOf(tx: Database, batchId: string): Promise<string[]> {
  const rows = await tx.kysely
    .selectFrom('application')
    .select('application_id')
    .where('batch_id', '=', batchId)
    .orderBy('application_id')
    .forUpdate()
    .execute();
  return rows.map((row) => row.application_id);
}

export interface BatchFilter {
  readonly plan?: string | undefined;
  readonly procedure?: string | undefined;
  readonly status?: BatchStatus | undefined;
}

/** Batches, latest opening first; `offset` skips those of the pages before. */
export async function listBatches(
  db: Database,
  filter: BatchFilter,
  { limit, offset }: { limit: number; offset: number },
): Promise<BatchRecord[]> {
  let query = selectBatches(db);
  if (filter.plan !== undefined) query = query.where('batch.plan_id', '=', filter.plan);
  if (filter.procedure !== undefined) query = query.where('batch.procedure_id', '=', filter.procedure);
  if (filter.status !== undefined) query = query.where('batch.status', '=', filter.status);
  const rows = await query
    .orderBy('batch.opened_on', 'desc')
    .orderBy('batch.created_at', 'desc')
    .orderBy('batch.batch_id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toRecord);
}

function selectBatches(db: Database) {
  return db.kysely
    .selectFrom('batch')
    .leftJoin('area', 'area.area_id', 'batch.area_id')
    .leftJoin('settlement', 'settlement.batch_id', 'batch.batch_id')
    .select((eb) => [
      'batch.batch_id',
      'batch.plan_id',
      'batch.procedure_id',
      'batch.title',
      'area.code as area_code',
      'area.level as area_level',
      'area.name as area_name',
      'batch.opened_on',
      'batch.cut_off_on',
      'batch.status',
      'batch.snapshot_at',
      'settlement.settlement_id',
      'batch.created_by',
      'batch.created_at',
      eb
        .selectFrom('application')
        .select((inner) => inner.fn.countAll<number>().as('applications'))
        .whereRef('application.batch_id', '=', 'batch.batch_id')
        .as('applications'),
    ]);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectBatches>['executeTakeFirstOrThrow']>>;

function toRecord(row: Row): BatchRecord {
  const { area_code: code, area_level: level, area_name: name } = row;
  return {
    id: row.batch_id,
    plan: row.plan_id,
    procedure: row.procedure_id,
    title: row.title,
    area: code !== null && level !== null && name !== null ? { code, level, name } : null,
    openedOn: row.opened_on,
    cutOffOn: row.cut_off_on,
    status: row.status as BatchStatus,
    applications: Number(row.applications ?? 0),
    snapshotAt: row.snapshot_at?.toISOString() ?? null,
    settlement: row.settlement_id,
    createdBy: row.created_by,
    createdAt: row.created_at.toISOString(),
  };
}
