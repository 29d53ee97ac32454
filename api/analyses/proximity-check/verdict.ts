import { listDoubts, type Reason, unresolvedCategory } from './doubts.ts';
import type { Neighbour } from './queries.ts';
import type { SiteFacts, Totals } from './site-facts.ts';

export type Verdict = 'conflict' | 'clear' | 'review';

/**
 * conflict when at least one institution that counts is within the limit beyond doubt; review when the answer could turn
 * on what is missing, unclear or inside an accuracy band; clear only when nothing of that kind remains. All reasons are given.
 */
export function decideProximity(facts: SiteFacts): { verdict: Verdict; reasons: Reason[] } {
  const { radiusM } = facts;
  const { within } = facts.totals;
  const unresolved = unresolvedCategory(facts.selection);
  if (unresolved) return { verdict: 'review', reasons: [unresolved] };
  const doubts = listDoubts(facts);
  if (within > 0) {
    const conflict = {
      code: 'same-type-within',
      zh: `${radiusM} 米内（含）已有 ${within} 家同类定点机构。`,
      en: `${within} designated institution(s) of the same type lie within ${radiusM} m (limit included).`,
    };
    return { verdict: 'conflict', reasons: [conflict, ...doubts] };
  }
  if (doubts.length > 0) return { verdict: 'review', reasons: doubts };
  const clear = {
    code: 'none-within',
    zh: `${radiusM} 米内没有同类定点机构。`,
    en: `No designated institution of the same type lies within ${radiusM} m.`,
  };
  return { verdict: 'clear', reasons: [clear] };
}

/** Counts by relation, also of what the row limit cut off. */
export function countRelations(neighbours: readonly Neighbour[]): Totals {
  const total = (relation: Neighbour['relation']) =>
    neighbours.find((row) => row.relation === relation)?.total_in_relation ?? 0;
  return {
    within: total('within'),
    exempt: total('exempt'),
    uncertain: total('uncertain'),
    lapsed: total('lapsed'),
    untyped: total('untyped'),
  };
}
