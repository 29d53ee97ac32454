import type { Database } from '../../db/database.ts';
import { ConflictError, NotFoundError } from '../../errors.ts';
import { type Application, applicationSchema } from '../../policy/application.ts';
import {
  type ApplicationRecord,
  type ApplicationStatus,
  type ApplicationSummary,
  toSummary,
} from './application-record.ts';

const SUMMARY = [
  'application_id',
  'application_no',
  'plan_id',
  'batch_id',
  'applicant_name',
  'purpose',
  'kind',
  'service',
  'status',
  'revision',
  'submitted_at',
  'accepted_on',
  'decided_on',
] as const;

/** The application with this id. Throws NotFoundError. */
export async function getApplication(db: Database, id: string): Promise<ApplicationRecord> {
  const row = await db.kysely
    .selectFrom('application')
    .select([...SUMMARY, 'contents'])
    .where('application_id', '=', id)
    .executeTakeFirst();
  return toRecord(row, id);
}

/** An application that stays as it is until the transaction ends, and the state of its batch, which stays too. */
export interface LockedApplication extends ApplicationRecord {
  readonly batchStatus: string | null;
}

/**
 * The application, locked. The batch is locked first, as everybody does who writes to both. Throws NotFoundError, and
 * ConflictError when it changes its batch meanwhile.
 */
export async function getApplicationForUpdate(tx: Database, id: string): Promise<LockedApplication> {
  const { batch } = await getApplication(tx, id);
  const locked = batch === null ? undefined : await shareBatch(tx, batch);
  const row = await tx.kysely
    .selectFrom('application')
    .select([...SUMMARY, 'contents'])
    .where('application_id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  const application = toRecord(row, id);
  if (application.batch !== batch)
    throw new ConflictError(`application ${id} has just been moved to another batch; ask again`);
  return { ...application, batchStatus: locked?.status ?? null };
}

function shareBatch(tx: Database, batchId: string) {
  return tx.kysely
    .selectFrom('batch')
    .select('status')
    .where('batch_id', '=', batchId)
    .forShare()
    .executeTakeFirst();
}

export interface ApplicationFilter {
  readonly plan?: string | undefined;
  readonly status?: ApplicationStatus | undefined;
  readonly batch?: string | undefined;
  readonly kind?: string | undefined;
  readonly service?: string | undefined;
}

/** Applications, latest first; `before` is the running number of the last one of the page before. */
export async function listApplications(
  db: Database,
  filter: ApplicationFilter,
  { limit, before }: { limit: number; before?: number | undefined },
): Promise<ApplicationSummary[]> {
  let query = db.kysely.selectFrom('application').select(SUMMARY);
  if (filter.plan !== undefined) query = query.where('plan_id', '=', filter.plan);
  if (filter.status !== undefined) query = query.where('status', '=', filter.status);
  if (filter.batch !== undefined) query = query.where('batch_id', '=', filter.batch);
  if (filter.kind !== undefined) query = query.where('kind', '=', filter.kind);
  if (filter.service !== undefined) query = query.where('service', '=', filter.service);
  if (before !== undefined) query = query.where('application_no', '<', before);
  const rows = await query.orderBy('application_no', 'desc').limit(limit).execute();
  return rows.map(toSummary);
}

type Row = Parameters<typeof toSummary>[0] & { readonly contents: unknown };

function toRecord(row: Row | undefined, id: string): ApplicationRecord {
  if (!row) throw new NotFoundError(`there is no application ${id}`);
  return { ...toSummary(row), application: contentsOf(row.contents) };
}

/** Stored contents, which a later version of the schema may read with its defaults. */
function contentsOf(contents: unknown): Application {
  return applicationSchema.parse(contents);
}
