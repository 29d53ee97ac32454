import { z } from 'zod';
import type { RawFinding } from '../../finding.ts';
import { type PoolNeed, readPoolNeed } from '../../release/pool-need.ts';

/** Parameter shared by the ledger rules: whose need and draws they look at. */
export const quantityRulesParameter = z
  .array(z.string())
  .min(1)
  .describe('Ids of the quantity rules whose need of a release pool is looked at, e.g. DL-B2.');

export interface ConcernedRule {
  readonly ruleId: string;
  readonly finding: RawFinding;
  readonly need: PoolNeed;
}

/** The quantity rules that need something of a pool for this application, with what they conclude by themselves. */
export function listConcernedRules(
  ruleIds: readonly string[],
  resultOf: (ruleId: string) => RawFinding,
): ConcernedRule[] {
  return ruleIds.flatMap((ruleId) => {
    const finding = resultOf(ruleId);
    const need = finding.outcome === 'NOT_APPLICABLE' ? null : readPoolNeed(finding);
    return need ? [{ ruleId, finding, need }] : [];
  });
}

/** What a ledger rule says where nothing is needed of a pool. */
export const NO_POOL_NEEDED: RawFinding = {
  outcome: 'NOT_APPLICABLE',
  reason: { zh: '本申请不使用释放量。', en: 'The application uses no released quantity.' },
};
