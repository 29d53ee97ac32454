import { listDoubts, unresolvedCategory } from './doubts.ts';
import type { WalkFacts } from './neighbours-on-foot.ts';
import type { Neighbour } from './queries.ts';
import type { Reason } from './reason.ts';
import type { Totals } from './relations.ts';
import type { SiteFacts } from './site-facts.ts';

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
    const conflict = facts.walk
      ? {
          code: 'same-type-within',
          zh: `步行 ${radiusM} 米内（含）已有 ${within} 家同类定点机构。`,
          en: `${within} designated institution(s) of the same type lie within ${radiusM} m on foot (limit included).`,
        }
      : {
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
  return { verdict: 'clear', reasons: [facts.walk ? clearOnFoot(facts.walk) : clear] };
}

function clearOnFoot({ limitM, beyondOnFoot }: WalkFacts): Reason {
  if (beyondOnFoot === 0)
    return {
      code: 'none-within',
      zh: `直线 ${limitM} 米内没有同类定点机构，步行只会更远。`,
      en: `No designated institution of the same type lies within ${limitM} m in a straight line, and a walk is never shorter.`,
    };
  return {
    code: 'none-within',
    zh: `步行 ${limitM} 米内没有同类定点机构；直线距离较近的 ${beyondOnFoot} 家（含类型、协议不明的），步行均超过限值。`,
    en: `No designated institution of the same type lies within ${limitM} m on foot; ${beyondOnFoot} near enough in a straight line (those of unclear type or agreement included) are farther to walk.`,
  };
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
