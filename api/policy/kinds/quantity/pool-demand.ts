import type { Facts } from '../../facts.ts';
import type { Pool } from '../../facts-of-release.ts';
import type { Draw, RawFinding } from '../../finding.ts';
import type { Outcome } from '../../outcome.ts';
import type { Plan } from '../../plan-shape.ts';
import { type AvailableQuantity, availableQuantity } from '../../release/available-quantity.ts';
import { derivePoolNeed } from '../../release/pool-need.ts';
import { lotEvidence } from '../release/lot-evidence.ts';

/** One applicant and the pool it draws on. */
export interface PoolDemand {
  readonly plan: Plan;
  readonly facts: Facts;
  readonly asOf: string;
  readonly poolKind: Pool['poolKind'];
  readonly area: { readonly code: string; readonly name: string };
  /** X of retire-X-add-1. */
  readonly retire: number;
  /** What is asked for: 1 institution, or so many beds. */
  readonly units: number;
  readonly unit: 'institutions' | 'beds';
  /** What it is when the release does not suffice. */
  readonly short: Outcome;
}

/** What the pool holds for the applicant, net of what the batch has taken. */
export function readPool({ plan, facts, asOf, poolKind, area }: PoolDemand): AvailableQuantity {
  return availableQuantity(facts, asOf, poolKind, area.code, plan);
}

/**
 * Retire-X-add-1: X released for each one added. An empty pool is a known zero, for the ledger is the authority's own. Lots
 * that might count as well (unpublished, of before the plan, set aside) are the matter of the ledger rules.
 */
export function judgeDemand(demand: PoolDemand): RawFinding {
  const { retire, units, unit, area } = demand;
  const pool = readPool(demand);
  const need = retire * units;
  const isEnough = pool.available >= need;
  const shortBy = Math.max(0, need - pool.available);
  const what = unit === 'beds' ? { zh: '张床位', en: 'beds' } : { zh: '家', en: 'institutions' };
  const asked = unit === 'beds' ? ` × ${units}` : '';
  return {
    outcome: isEnough ? 'PASS' : demand.short,
    measured: pool.available,
    comparator: '>=',
    threshold: need,
    unit: `released ${unit}`,
    derived: {
      ...derivePoolNeed({ poolKind: demand.poolKind, areaCode: area.code, need, x: retire }),
      available: pool.available,
      takenInBatch: pool.takenInBatch,
      shortBy,
      ...(unit === 'institutions' ? { additionsPossible: Math.floor(pool.available / retire) } : {}),
    },
    evidence: {
      lots: lotEvidence(pool.lots, 'usable'),
      areas: [{ code: area.code, name: area.name, role: 'release pool' }],
    },
    uses: ['release_ledger'],
    ...(isEnough ? { draws: [poolDraw(demand, need)] } : {}),
    reason: {
      zh: `${area.name}有效释放量 ${pool.available} ${what.zh}，按“退${retire}进1”需要 ${need}${asked ? `（${retire}${asked}）` : ''}，${isEnough ? '足够' : `尚缺 ${shortBy}`}。`,
      en: `${area.name} has ${pool.available} released ${what.en}; retire-${retire}-add-1 needs ${need}${asked ? ` (${retire}${asked})` : ''}: ${isEnough ? 'enough' : `${shortBy} short`}.`,
    },
  };
}

/** What an admission would take of the pool. */
export function poolDraw({ poolKind, area, retire }: PoolDemand, quantity: number): Draw {
  return { resource: 'pool', poolKind, areaCode: area.code, quantity, retireX: retire };
}
