import type { Database } from '../../db/database.ts';
import { evaluatePlan } from '../../policy/evaluate.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { rankApplicants } from '../../policy/release/rank-applicants.ts';
import { inSnapshot } from '../facts/in-snapshot.ts';
import { type BatchPair, listBatchPairs } from './batch-pairs.ts';
import { getBatch } from './find-batches.ts';
import { getFrozenBatch } from './frozen-batch.ts';
import { getProcedure } from './open-batch.ts';
import { type Ranked, toRanked } from './settlement-record.ts';

/** The order of a frozen batch by the keys of its procedure; ties stand as ties, a missing key has no place. */
export function rankBatch(db: Database, plans: Plans, batchId: string): Promise<Ranked[]> {
  return inSnapshot(db, async (tx) => {
    const { batch, plan, applicants } = await getFrozenBatch(tx, plans, await getBatch(tx, batchId));
    const procedure = getProcedure(plan, batch.procedure);
    const rankable = applicants.map(({ applicationId, application, facts, reviews }) => {
      const inBatch = { ...facts, earlierInBatch: { ...facts.earlierInBatch, procedureId: procedure.id } };
      const { findings } = evaluatePlan({ plan, application, facts: inBatch, asOf: facts.asOf, reviews });
      return { applicationId, findings };
    });
    const names = new Map(applicants.map((one) => [one.applicationId, one.application.applicant.name]));
    return toRanked(rankApplicants(plan, procedure, rankable), (id) => names.get(id) ?? '');
  });
}

/** A pair of one batch that stands in each other's way, with the names. */
export interface NamedPair extends BatchPair {
  readonly nameA: string;
  readonly nameB: string;
  readonly typeNo: number | null;
}

/** Sites of a frozen batch within the radius of its plan of each other, of the same type or of an unknown one. */
export function listConflicts(
  db: Database,
  plans: Plans,
  batchId: string,
): Promise<{ radiusM: number; pairs: NamedPair[] }> {
  return inSnapshot(db, async (tx) => {
    const frozen = await getFrozenBatch(tx, plans, await getBatch(tx, batchId));
    const { radiusM, pairs } = await listBatchPairs(tx, frozen);
    const known = new Map(frozen.applicants.map((one) => [one.applicationId, one]));
    return {
      radiusM,
      pairs: pairs.map((pair) => {
        const [a, b] = [known.get(pair.a), known.get(pair.b)];
        return {
          ...pair,
          nameA: a?.application.applicant.name ?? '',
          nameB: b?.application.applicant.name ?? '',
          typeNo: a?.facts.type?.typeNo ?? b?.facts.type?.typeNo ?? null,
        };
      }),
    };
  });
}
