import type { Draw } from '../finding.ts';
import { type Distances, poolKey, resourceOf, type Taker } from './batch-state.ts';
import type { PoolNeed } from './pool-need.ts';
import { couldShare } from './potential.ts';
import type { BatchApplicant } from './settlement.ts';

/** What an applicant would take or wait for. */
export interface Claim {
  readonly applicant: BatchApplicant;
  readonly draws: readonly Draw[];
  readonly need: PoolNeed | null;
}

/** Whether they stand near each other or draw on the same thing. */
export function competes(
  distances: Distances,
  own: Claim,
  { applicant, draws }: Taker,
  isUnknown: boolean,
): boolean {
  const ownId = own.applicant.applicationId;
  const distanceM = distances.get(ownId)?.get(applicant.applicationId)?.distanceM;
  if (distanceM !== undefined && distanceM <= (own.applicant.facts.neighbours?.searchedM ?? distanceM))
    return true;
  const wanted = new Set(own.draws.map(resourceOf));
  if (own.need) wanted.add(poolKey(own.need));
  return (
    draws.some((draw) => wanted.has(resourceOf(draw))) ||
    (isUnknown && sharesUnknown(own, { applicant, draws }))
  );
}

/** Whether somebody whose need is unknown might draw on what this one needs. */
export function sharesUnknown(own: Claim, { applicant }: Taker): boolean {
  const wanted: Draw[] = own.need ? [...own.draws, drawOf(own.need)] : [...own.draws];
  return wanted.some((draw) => couldShare(draw, applicant.facts));
}

/** Whether they would stand in one queue. */
export function waitsWith({ need }: Claim, { draws }: Taker): boolean {
  return need !== null && draws.some((draw) => resourceOf(draw) === poolKey(need));
}

function drawOf({ poolKind, areaCode, need, x }: PoolNeed): Draw {
  return { resource: 'pool', poolKind, areaCode, quantity: need, retireX: x };
}
