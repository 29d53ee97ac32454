import type { Lot } from '../facts-of-release.ts';
import { compareLots } from './available-quantity.ts';

/** A lot while a settlement is reckoned: what is left of it and what this settlement has consumed. */
export interface LotInUse {
  readonly lotId: string;
  readonly releasedOn: string;
  readonly validTo: string;
  readonly left: number;
  readonly consumed: number;
}

/** A part of a lot that is taken. */
export interface Taken {
  readonly lotId: string;
  readonly quantity: number;
}

/** Lots as they stand before a settlement, in the order of consumption. */
export function lotsInUse(
  lots: readonly Pick<Lot, 'lotId' | 'releasedOn' | 'validTo' | 'remaining'>[],
): LotInUse[] {
  return lots
    .map(({ lotId, releasedOn, validTo, remaining }) => ({
      lotId,
      releasedOn,
      validTo,
      left: remaining,
      consumed: 0,
    }))
    .sort(compareLots);
}

/** What is left of all of them. */
export function leftOf(lots: readonly LotInUse[]): number {
  return lots.reduce((sum, lot) => sum + lot.left, 0);
}

/**
 * Takes a quantity from lots, earliest expiry first (then earliest release, then id); whole or not at all: `null` when they
 * do not hold it. The given lots are not changed.
 */
export function consume(
  lots: readonly LotInUse[],
  quantity: number,
): { readonly taken: readonly Taken[]; readonly lots: readonly LotInUse[] } | null {
  if (leftOf(lots) < quantity) return null;
  const taken: Taken[] = [];
  let open = quantity;
  const after = [...lots].sort(compareLots).map((lot) => {
    const part = Math.min(open, lot.left);
    if (part === 0) return lot;
    open -= part;
    taken.push({ lotId: lot.lotId, quantity: part });
    return { ...lot, left: lot.left - part, consumed: lot.consumed + part };
  });
  return { taken, lots: after };
}
