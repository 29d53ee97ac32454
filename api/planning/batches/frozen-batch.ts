import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import { applicationSchema } from '../../policy/application.ts';
import { factsSchema } from '../../policy/facts.ts';
import type { Plans } from '../../policy/load-plans.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import type { BatchApplicant } from '../../policy/release/settlement.ts';
import { listReviewsOf, reviewsFor } from '../applications/application-reviews.ts';
import { planByHash } from '../applications/plan-of-hash.ts';
import { listFrozen } from './batch-queries.ts';
import type { BatchRecord } from './batch-record.ts';

/** An applicant as its batch froze it; `assessmentId` is the assessment of the snapshot. */
export interface FrozenApplicant extends BatchApplicant {
  readonly assessmentId: string;
  readonly revision: number;
}

/** A frozen batch: the rules and the facts of its snapshot, with the reviews entered since. */
export interface FrozenBatch {
  readonly batch: BatchRecord;
  readonly plan: Plan;
  readonly applicants: readonly FrozenApplicant[];
}

const PAGE = 200;

/**
 * Reads a frozen batch without those withdrawn, or with exactly the applications of `only`, and the reviews up to
 * `lastReview`. Throws ConflictError when it has no snapshot yet.
 */
export async function getFrozenBatch(
  db: Database,
  plans: Plans,
  batch: BatchRecord,
  {
    lastReview = Number.MAX_SAFE_INTEGER,
    only = null,
  }: { readonly lastReview?: number; readonly only?: readonly string[] | null } = {},
): Promise<FrozenBatch> {
  if (batch.snapshotAt === null)
    throw new ConflictError(`batch ${batch.id} is ${batch.status}; take its snapshot first`);
  const applicants: FrozenApplicant[] = [];
  const hashes = new Set<string>();
  let after: string | null = null;
  for (;;) {
    const rows = await listFrozen(db, { batchId: batch.id, after, only: only && [...only], limit: PAGE });
    const reviews = await listReviewsOf(
      db,
      rows.map((row) => row.application_id),
    );
    for (const row of rows) {
      hashes.add(row.plan_hash);
      applicants.push({
        applicationId: row.application_id,
        assessmentId: row.assessment_id,
        revision: row.revision,
        application: applicationSchema.parse(row.application),
        facts: factsSchema.parse(row.facts),
        reviews: reviewsFor(
          (reviews.get(row.application_id) ?? []).filter((review) => review.id <= lastReview),
          row.revision,
        ),
      });
    }
    after = rows.at(-1)?.application_id ?? null;
    if (rows.length < PAGE || after === null) break;
  }
  const [hash] = hashes;
  if (hash === undefined) throw new ConflictError(`every application of batch ${batch.id} was withdrawn`);
  return { batch, plan: await planByHash(db, plans, batch.plan, hash), applicants };
}
