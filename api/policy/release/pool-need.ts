import type { RawFinding } from '../finding.ts';

/** What one application needs of a pool: X of retire-X-add-1 for every institution or bed. */
export interface PoolNeed {
  readonly poolKind: string;
  /** Area code of the pool (authority that licensed, DL-E2). */
  readonly areaCode: string;
  /** Released quantity needed: `x` times what is asked for. */
  readonly need: number;
  readonly x: number;
}

/**
 * Where quantity kinds tell their need, in `derived`, whatever they conclude (PASS, HOLD, NOT_SELECTED …): ranking, queue
 * and ledger rules read it with `readPoolNeed`. A kind that cannot say its need leaves it out.
 */
export function derivePoolNeed({ poolKind, areaCode, need, x }: PoolNeed): Record<string, string | number> {
  return { poolKind, poolArea: areaCode, poolNeed: need, poolX: x };
}

/** The need that a quantity rule told, or what it would draw; null when it needs nothing of a pool or cannot say. */
export function readPoolNeed({
  derived = {},
  draws = [],
}: Pick<RawFinding, 'derived' | 'draws'>): PoolNeed | null {
  const { poolKind, poolArea, poolNeed, poolX } = derived;
  if (typeof poolKind === 'string' && typeof poolArea === 'string' && typeof poolNeed === 'number')
    return { poolKind, areaCode: poolArea, need: poolNeed, x: typeof poolX === 'number' ? poolX : 1 };
  for (const draw of draws)
    if (draw.resource === 'pool')
      return { poolKind: draw.poolKind, areaCode: draw.areaCode, need: draw.quantity, x: draw.retireX };
  return null;
}
