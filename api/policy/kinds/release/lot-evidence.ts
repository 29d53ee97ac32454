import type { Lot } from '../../facts-of-release.ts';

/** Lots as evidence of a finding; at most fifty, those that are used first. */
export function lotEvidence(lots: readonly Lot[], role: string) {
  return lots
    .slice(0, 50)
    .map(({ lotId, remaining, validTo }) => ({ lotId, quantity: remaining, validTo, role }));
}
