import type { WalkFinding } from '../on-foot/judge-walk.ts';
import type { Neighbour } from './queries.ts';

/** How many institutions stand in each relation to the site; the listed ones may be fewer. */
export type Totals = Readonly<Record<Exclude<Neighbour['relation'], 'beyond'>, number>>;

/** How an institution stands to the site on foot, in the order of the answer. */
export const RELATIONS_ON_FOOT = [
  'within',
  'exempt',
  'uncertain',
  'unmeasured',
  'lapsed',
  'untyped',
  'beyond-on-foot',
  'beyond',
] as const;
export type RelationOnFoot = (typeof RELATIONS_ON_FOOT)[number];

/** What the walk to a neighbour says; without a network nothing. */
export type FindingOnFoot = WalkFinding | 'no-network';

/**
 * The relation on foot of an institution whose straight line is within the limit or its band: a walk beyond the limit takes it
 * out whatever else is unclear about it, and one that cannot be measured leaves every other doubt standing.
 */
export function relationOnFoot(
  straight: Exclude<Neighbour['relation'], 'beyond'>,
  finding: FindingOnFoot,
): RelationOnFoot {
  if (finding === 'beyond') return 'beyond-on-foot';
  if (straight === 'lapsed' || straight === 'untyped' || finding === 'within') return straight;
  if (finding === 'uncertain') return 'uncertain';
  return straight === 'exempt' ? 'exempt' : 'unmeasured';
}
