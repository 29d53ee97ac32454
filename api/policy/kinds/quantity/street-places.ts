import type { Facts } from '../../facts.ts';
import type { Pool } from '../../facts-of-release.ts';
import type { Capacity } from './pharmacy-capacity.ts';

/**
 * What a street can still take: `free` = a place is left, `at_bound` = none (the merged pool serves it), `taken` = the batch
 * took the last, otherwise why it cannot be said.
 */
export type StreetState =
  | 'free'
  | 'at_bound'
  | 'taken'
  | 'unattributed'
  | 'undecided_exit'
  | 'exit_in_pool'
  | 'fraction';

/**
 * Judges the places of a street. An exit from a street at its bound may be a place of the street or a unit of the pool, never
 * both: places that stem from exits standing in the pool are not free, and one whose use is undecided leaves it open.
 */
export function judgePlaces(
  capacity: Capacity,
  facts: Facts,
  pool: Pool | undefined,
  asOf: string,
): StreetState {
  const { actual, upper, taken, unattributed, area } = capacity;
  if (actual >= upper) return 'at_bound';
  const free = Math.floor(upper - actual);
  if (free < 1) return 'fraction';
  const exits = readExits(pool, area.code, asOf, facts.ledgerAsOf ?? asOf);
  const left = free - taken;
  if (left < 1) return 'taken';
  if (left > exits.undecided + exits.waiting + exits.spent)
    return left - unattributed > exits.undecided + exits.waiting + exits.spent ? 'free' : 'unattributed';
  if (exits.undecided > 0) return 'undecided_exit';
  if (exits.spent > 0 || exits.ofStreet > 0) return 'exit_in_pool';
  return exits.waiting >= free ? 'at_bound' : 'taken';
}

/** Exits of the street by what has been decided about them: open, waiting in the pool, spent there, places of the street. */
function readExits(pool: Pool | undefined, streetCode: string, asOf: string, usableOn: string) {
  const lots = (pool?.lots ?? []).filter(
    (lot) => lot.streetCode === streetCode && lot.releasedOn <= asOf && lot.validTo >= usableOn,
  );
  const sum = (use: string, of: (lot: Pool['lots'][number]) => number) =>
    lots.filter((lot) => lot.use === use).reduce((total, lot) => total + of(lot), 0);
  return {
    undecided: sum('undecided', ({ remaining }) => remaining),
    waiting: sum('pool', ({ remaining }) => remaining),
    spent: sum('pool', ({ quantity, remaining }) => quantity - remaining),
    ofStreet: sum('street_capacity', ({ quantity }) => quantity),
  };
}
