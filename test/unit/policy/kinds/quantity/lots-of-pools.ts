import type { z } from 'zod';
import type { Pool, poolSchema } from '../../../../../api/policy/facts-of-release.ts';

type LotInput = z.input<typeof poolSchema>['lots'][number];

/** A lot released in 2026 and published, valid to the end of March 2027. */
export function aLot(remaining: number, overrides: Partial<LotInput> = {}): LotInput {
  return {
    lotId: `lot-${remaining}`,
    quantity: Math.max(1, remaining),
    remaining,
    releasedOn: '2026-02-01',
    validTo: '2027-03-31',
    publishedOn: '2026-04-01',
    ...overrides,
  };
}

/** A pool with these lots; by default of the district 999901. */
export function aPool(poolKind: Pool['poolKind'], lots: LotInput[], areaCode = '999901') {
  return {
    poolKind,
    areaCode,
    areaLevel: areaCode === '999900' ? ('city' as const) : ('county' as const),
    lots,
  };
}
