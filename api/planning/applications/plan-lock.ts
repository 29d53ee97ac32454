import { sql } from 'kysely';
import type { Database } from '../../db/database.ts';

/**
 * Keeps everybody else from settling, advancing a queue or admitting under this plan until the transaction ends. What such
 * a decision reads afterwards (annual plans, places, free additions, queues) therefore stays true until it is written.
 * Taken before the locks of pools, batches and applications.
 */
export async function lockPlan(tx: Database, planId: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`settlement of ${planId}`}, 2))`.execute(
    tx.kysely,
  );
}
