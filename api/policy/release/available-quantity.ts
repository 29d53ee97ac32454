import type { Facts } from '../facts.ts';
import type { Lot } from '../facts-of-release.ts';
import type { Plan } from '../plan-shape.ts';

/** What a pool holds for one more applicant; whole institutions or beds. */
export interface AvailableQuantity {
  /** False when the facts do not hold the pool: the quantity is unknown, not zero. */
  readonly known: boolean;
  /** Valid on the day and not yet taken, also not by higher-ranked applicants of the batch. */
  readonly available: number;
  /** Part of `available` that no bulletin has published by the date (DL-E5). */
  readonly unpublished: number;
  /** Remainders of valid lots set aside because a queue waits (not in `available`). */
  readonly suspended: number;
  /** Reset from valid lots that nobody had touched: what the narrower reading of DL-E6 would have kept. */
  readonly wiped: number;
  /** In lots released within the plan period but before the plan applied (DL-A1); not in `available`. */
  readonly beforePlan: number;
  /** In lots not yet assigned to the pool or to a street's capacity (DL-D3); not in `available`. */
  readonly undecided: number;
  /** Taken by higher-ranked applicants of the same batch, already subtracted. */
  readonly takenInBatch: number;
  /** The usable lots in the order of consumption, as they stood before the batch. */
  readonly lots: readonly Lot[];
}

/** Days that decide which lots of a plan may be used. */
export type PlanDays = Pick<Plan, 'publishedOn' | 'period'>;

/**
 * Adds up the lots of a pool that may be used on a date (DL-E4): released by `asOf`, still valid on the day of settlement
 * (`facts.ledgerAsOf`, default `asOf`), of use `pool`; net of what the batch has taken. Pools are named by kind and area
 * code. With `plan`, lots released before it applied are kept apart and those of before its period never count.
 * Quantity kinds that ask here tell their need in `derived` with `derivePoolNeed` (pool-need.ts), also when they HOLD or do
 * not select: the rules of publication, reset and queue read it there.
 */
export function availableQuantity(
  facts: Facts,
  asOf: string,
  poolKind: string,
  areaCode: string,
  plan?: PlanDays,
): AvailableQuantity {
  const pools = facts.pools.filter((pool) => pool.poolKind === poolKind && pool.areaCode === areaCode);
  const usableOn = facts.ledgerAsOf ?? asOf;
  const planStart = plan?.publishedOn ?? plan?.period.from ?? '';
  const valid = pools
    .flatMap((pool) => pool.lots)
    .filter((lot) => lot.releasedOn <= asOf && lot.validTo >= usableOn)
    .filter((lot) => lot.releasedOn >= (plan?.period.from ?? ''));
  const ofPlan = valid.filter((lot) => lot.releasedOn >= planStart);
  const ofPool = ofPlan.filter((lot) => lot.use === 'pool');
  const lots = ofPool.filter((lot) => lot.remaining > 0).sort(compareLots);
  const takenInBatch = facts.earlierInBatch.pools[`${poolKind}@${areaCode}`] ?? 0;
  const net = (quantity: number) => Math.max(0, quantity - takenInBatch);
  const available = net(remainingOf(lots));
  return {
    known: pools.length > 0,
    available,
    unpublished: available - net(remainingOf(lots.filter((lot) => isPublished(lot, asOf)))),
    suspended: ofPool.reduce((sum, lot) => sum + lot.suspended, 0),
    wiped: ofPool.reduce((sum, lot) => sum + lot.wipedByPoolReset, 0),
    beforePlan: remainingOf(valid.filter((lot) => lot.use === 'pool' && lot.releasedOn < planStart)),
    undecided: remainingOf(ofPlan.filter((lot) => lot.use === 'undecided')),
    takenInBatch,
    lots,
  };
}

/** Order of consumption: earliest expiry, then earliest release, then id. */
export function compareLots(a: LotDays, b: LotDays): number {
  return order(a.validTo, b.validTo) || order(a.releasedOn, b.releasedOn) || order(a.lotId, b.lotId);
}
type LotDays = Pick<Lot, 'lotId' | 'releasedOn' | 'validTo'>;

function order(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function isPublished({ publishedOn }: Lot, on: string): boolean {
  return publishedOn !== null && publishedOn <= on;
}

function remainingOf(lots: readonly Lot[]): number {
  return lots.reduce((sum, lot) => sum + lot.remaining, 0);
}
