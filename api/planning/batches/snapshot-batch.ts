import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { ConflictError, DingdianError, type InputIssue } from '../../errors.ts';
import { GeoInputError } from '../../geo/geo-input-error.ts';
import { getPlan, type Plans } from '../../policy/load-plans.ts';
import { assessRecord } from '../applications/assess-application.ts';
import { getApplication } from '../applications/find-applications.ts';
import { type RegisterReader, registerOfSnapshot } from '../facts/register-reader.ts';
import { type WriteTrail, writeAudit } from '../write-trail.ts';
import { listUnassessed } from './batch-queries.ts';
import type { BatchRecord } from './batch-record.ts';
import { getBatch, getBatchForUpdate } from './find-batches.ts';

/** Applications read at a time, and how many are assessed side by side on a server. */
const PAGE = 100;
const SIDE_BY_SIDE = 4;
/** A snapshot that was interrupted goes on where it stood within this time; after it all is gathered anew. */
const RESUMABLE_MS = 3_600_000;
/** Rounds until a batch that keeps changing is given up. */
const MAX_ROUNDS = 5;
const MOST_PROBLEMS = 100;

/**
 * Freezes a batch: one stored assessment of every application with the facts as of the cut-off. Can be repeated when it
 * was interrupted; a frozen batch stays as it is. Throws ConflictError that names the applications whose facts cannot be
 * gathered, and for a batch without applications.
 */
export async function snapshotBatch(
  db: Database,
  plans: Plans,
  batchId: string,
  trail: WriteTrail,
): Promise<BatchRecord> {
  const batch = await getBatch(db, batchId);
  if (batch.status === 'snapshot') return batch;
  refuseUnlessOpen(batch);
  if (batch.applications === 0) throw new ConflictError(`batch ${batchId} has no applications`);
  const planHash = getPlan(plans, batch.plan).hash;
  const since = new Date(Date.now() - RESUMABLE_MS);
  for (let round = 0; round < MAX_ROUNDS; round += 1) {
    await assessAll(db, plans, batch, { planHash, since }, trail);
    const frozen = await freeze(db, batchId, { planHash, since }, trail);
    if (frozen) return frozen;
  }
  throw new ConflictError(`batch ${batchId} kept changing while its snapshot was taken; try again`);
}

interface Freshness {
  readonly planHash: string;
  readonly since: Date;
}

async function assessAll(
  db: Database,
  plans: Plans,
  batch: BatchRecord,
  freshness: Freshness,
  trail: WriteTrail,
): Promise<void> {
  const sideBySide = db.engine === 'server' ? SIDE_BY_SIDE : 1;
  // Reading the whole city is the slow part, and every applicant is judged by the same counts of the cut-off: once.
  const register = registerOfSnapshot();
  for (;;) {
    const rows = await listUnassessed(db, { batchId: batch.id, ...freshness, limit: PAGE });
    if (rows.length === 0) return;
    const waiting = rows.map((row) => row.application_id);
    const problems: InputIssue[] = [];
    const work = async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
        const problem = await assessOne(db, plans, id, { batch, register }, trail);
        if (problem) problems.push(problem);
      }
    };
    await Promise.all(Array.from({ length: sideBySide }, work));
    if (problems.length > 0)
      throw new ConflictError(
        `${problems.length} application(s) cannot be assessed; correct or withdraw them first`,
        problems.slice(0, MOST_PROBLEMS),
      );
  }
}

/** Assesses one application for the batch; what is wrong with it comes back as an issue, so that all are told at once. */
async function assessOne(
  db: Database,
  plans: Plans,
  id: string,
  { batch, register }: { readonly batch: BatchRecord; readonly register: RegisterReader },
  trail: WriteTrail,
): Promise<InputIssue | undefined> {
  try {
    const record = await getApplication(db, id);
    const how = { asOf: batch.cutOffOn, batchId: batch.id, register };
    await assessRecord(db, plans, record, how, trail);
    return undefined;
  } catch (error) {
    const isOfApplication =
      error instanceof GeoInputError || (error instanceof DingdianError && error.issues.length > 0);
    if (!isOfApplication) throw error;
    return { field: 'applications', value: id, reason: error.message };
  }
}

/** Closes the batch when every application in it is assessed; undefined when one has come or changed meanwhile. */
function freeze(
  db: Database,
  batchId: string,
  freshness: Freshness,
  trail: WriteTrail,
): Promise<BatchRecord | undefined> {
  return db.transaction(async (tx) => {
    const batch = await getBatchForUpdate(tx, batchId);
    if (batch.status === 'snapshot') return batch;
    refuseUnlessOpen(batch);
    const missing = await listUnassessed(tx, { batchId, ...freshness, limit: 1 });
    if (missing.length > 0) return undefined;
    await tx.kysely
      .updateTable('batch')
      .set({ status: 'snapshot', snapshot_at: sql`clock_timestamp()`, updated_at: sql`now()` })
      .where('batch_id', '=', batchId)
      .execute();
    await writeAudit(tx, trail, {
      action: 'snapshot',
      entity: 'batch',
      entityId: batchId,
      details: { applications: batch.applications, asOf: batch.cutOffOn, plan: freshness.planHash },
    });
    return getBatch(tx, batchId);
  });
}

function refuseUnlessOpen({ id, status }: BatchRecord): void {
  if (status !== 'open') throw new ConflictError(`batch ${id} is ${status} and cannot be frozen`);
}
