import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';
import { NotFoundError } from '../../errors.ts';
import type { BatchQuestion } from '../../policy/release/settlement.ts';
import { keyUsedOtherwise } from '../applications/idempotent-write.ts';
import type { SettlementRecord } from './settlement-record.ts';
import type { SettlementResources } from './settlement-resources.ts';

/** What is kept of a settlement: its answer, and what it was reckoned from, for a replay. */
export interface StoredSettlement {
  readonly answer: SettlementRecord;
  readonly resources: SettlementResources | null;
  /** Sites of the batch near to each other; applications may be corrected or moved afterwards. */
  readonly pairs: BatchQuestion['pairs'];
  /** Last review entered before it. */
  readonly lastReview: number;
}

/** The answer stored under a key; undefined for a new key. Throws ConflictError when it was another request. */
export async function findByKey(
  db: Database,
  key: string,
  requestHash: string,
): Promise<SettlementRecord | undefined> {
  const row = await db.kysely
    .selectFrom('settlement')
    .select(['request_hash', 'result'])
    .where('idempotency_key', '=', key)
    .executeTakeFirst();
  if (!row) return undefined;
  if (row.request_hash !== requestHash) throw keyUsedOtherwise(key);
  return (row.result as StoredSettlement).answer;
}

/** The same in a transaction: who sends the same key at the same time, also for another plan, waits for the first. */
export async function findByKeyLocked(
  tx: Database,
  key: string,
  requestHash: string,
): Promise<SettlementRecord | undefined> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`settlement key ${key}`}, 3))`.execute(tx.kysely);
  return findByKey(tx, key, requestHash);
}

/** The settlement of a batch as stored. Throws NotFoundError when it is not settled. */
export async function getSettlement(db: Database, batchId: string): Promise<StoredSettlement> {
  const row = await db.kysely
    .selectFrom('settlement')
    .select('result')
    .where('batch_id', '=', batchId)
    .executeTakeFirst();
  if (!row) throw new NotFoundError(`batch ${batchId} has not been settled`);
  return row.result as StoredSettlement;
}
