import type { Lot } from '../facts-of-release.ts';

/** A signed movement of a lot on a day. */
export interface LotMovement {
  readonly lotId: string;
  readonly quantity: number;
  readonly effectiveOn: string;
}

/** What a lot holds at the end of a day: the sum of its movements up to it (the release itself is the first). */
export function balanceOfLot(lotId: string, movements: readonly LotMovement[], on: string): number {
  return movements
    .filter((movement) => movement.lotId === lotId && movement.effectiveOn <= on)
    .reduce((sum, movement) => sum + movement.quantity, 0);
}

/** R(pool, day): what the lots valid on the day hold together (DL-E4); lots never valid on one day never add up. */
export function balanceOfPool(
  lots: readonly Pick<Lot, 'lotId' | 'releasedOn' | 'validTo'>[],
  movements: readonly LotMovement[],
  on: string,
): number {
  return lots
    .filter((lot) => lot.releasedOn <= on && lot.validTo >= on)
    .reduce((sum, lot) => sum + balanceOfLot(lot.lotId, movements, on), 0);
}
