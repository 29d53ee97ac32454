import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { WalkTo } from '../../policy/facts-of-walks.ts';
import { searchRadius } from '../facts/search-radius.ts';
import { listPairs } from './batch-queries.ts';
import type { FrozenApplicant, FrozenBatch } from './frozen-batch.ts';
import { walksOfPairs } from './walks-of-batch.ts';

const MAX_PAIRS = 500_000;

/** Two sites of a batch near to each other; geodesic metres to the millimetre. */
export interface BatchPair {
  readonly a: string;
  readonly b: string;
  readonly distanceM: number;
  /** uncertain: inside the accuracy of both positions. */
  readonly verdict: 'within' | 'uncertain';
  /** Where a rule of the plan measures walks and both sites stand on one version of the network. */
  readonly walk?: WalkTo | undefined;
}

/**
 * Pairs of a batch of the same type, or of which one has no known type, within the largest radius by which a rule of
 * the plan decides, nearest first. Throws ConflictError when there are more than can be judged.
 */
export async function listBatchPairs(
  db: Database,
  { plan, applicants }: Pick<FrozenBatch, 'plan' | 'applicants'>,
): Promise<{ radiusM: number; pairs: BatchPair[] }> {
  const radiusM = Math.max(
    0,
    ...applicants.map(({ application }) => searchRadius(plan, application).decisiveM),
  );
  const rows = await listPairs(db, {
    applicationIds: applicants.map((applicant) => applicant.applicationId),
    groups: applicants.map((applicant) => groupOf(plan.typeScheme !== null, applicant)),
    accuraciesM: applicants.map(({ facts }) => facts.site?.accuracyM ?? 0),
    limitM: radiusM,
    limit: MAX_PAIRS + 1,
  });
  if (rows.length > MAX_PAIRS)
    throw new ConflictError(
      `more than ${MAX_PAIRS} pairs of the batch lie within ${radiusM} m of each other`,
    );
  const pairs = rows.map(({ a, b, distance_m, verdict }) => ({ a, b, distanceM: distance_m, verdict }));
  const walks = await walksOfPairs(db, plan, applicants, pairs);
  return {
    radiusM,
    pairs: pairs.map((pair, index) => {
      const walk = walks.get(index);
      return walk ? { ...pair, walk } : pair;
    }),
  };
}

/** Those of one type are compared; an unknown type with everybody. A plan without a table of types compares a whole kind. */
function groupOf(hasTypes: boolean, { application: { kind }, facts }: FrozenApplicant): string | null {
  if (kind !== 'medical' || !hasTypes) return kind;
  return facts.type?.typeNo == null ? null : `${kind} ${facts.type.typeNo}`;
}
