import { z } from 'zod';
import type { Database } from '../../db/database.ts';
import { factsSchema } from '../../policy/facts.ts';
import { type Pool, poolSchema } from '../../policy/facts-of-release.ts';
import type { Plan } from '../../policy/plan-shape.ts';
import { availableQuantity } from '../../policy/release/available-quantity.ts';
import { POOL_KINDS } from './ledger-queries.ts';
import { readPools } from './read-pools.ts';

const quantity = z.int();
export const poolAnswer = z.strictObject({
  poolKind: z.enum(POOL_KINDS),
  areaCode: z.string(),
  areaLevel: poolSchema.shape.areaLevel,
  areaName: z.string(),
  unit: z.enum(['institutions', 'beds']),
  available: quantity.describe('Valid on the day and usable by the plan’s decisions.'),
  expiring: z
    .array(z.strictObject({ validTo: z.string(), quantity }))
    .describe('`available` by last day of validity, earliest first.'),
  unpublished: quantity.describe('Part of `available` that no bulletin has published by the day.'),
  suspended: quantity.describe('Set aside while a queue waits.'),
  undecided: quantity.describe('Use not decided (pool or street): not available.'),
  streetCapacity: quantity.describe('Exits used as places of their street: not available.'),
  beforePlan: quantity.describe('Released before the plan applied: not available.'),
  lots: quantity.describe('Lots valid on the day.'),
});
export const poolsAnswer = z.strictObject({
  plan: z.string(),
  asOf: z.string(),
  pools: z.array(poolAnswer),
});
export type PoolAnswer = z.output<typeof poolAnswer>;
export type PoolsAnswer = z.output<typeof poolsAnswer>;

export interface PoolsFilter {
  readonly asOf: string;
  readonly poolKind?: string | undefined;
  readonly areaCode?: string | undefined;
  readonly areaLevel?: string | undefined;
}

/** The pools of a plan with their lots and the name of their area. */
export interface NamedPool {
  readonly pool: Pool;
  readonly areaName: string;
}

/** Every pool into which something was released by the day (DL-E4): what is left of it, and until when. */
export async function describePools(db: Database, plan: Plan, filter: PoolsFilter): Promise<PoolsAnswer> {
  const pools = sumPools(plan, filter.asOf, await listPools(db, plan, filter));
  return { plan: plan.id, asOf: filter.asOf, pools };
}

/** What is left of each pool on the day. */
export function sumPools(plan: Plan, asOf: string, named: readonly NamedPool[]): PoolAnswer[] {
  const facts = factsSchema.parse({ asOf, pools: [] });
  return named.map(({ pool, areaName }) => {
    const { poolKind, areaCode, areaLevel, lots } = pool;
    // Pools of two levels may share a code: each is asked by itself.
    const own = { ...facts, pools: [pool] };
    const held = availableQuantity(own, asOf, poolKind, areaCode, plan);
    const streets = lots.filter((lot) => lot.use === 'street_capacity');
    return {
      poolKind,
      areaCode,
      areaLevel,
      areaName,
      unit: poolKind === 'inpatient_beds' ? 'beds' : 'institutions',
      available: held.available,
      expiring: sumByLastDay(held.lots),
      unpublished: held.unpublished,
      suspended: held.suspended,
      undecided: held.undecided,
      streetCapacity: streets.reduce((sum, lot) => sum + lot.remaining, 0),
      beforePlan: held.beforePlan,
      lots: lots.length,
    };
  });
}

/** Pools with any lot released by the day, by kind and area code; at most 2,000. */
export async function listPools(db: Database, plan: Plan, filter: PoolsFilter): Promise<NamedPool[]> {
  const rows = await db.kysely
    .selectFrom('release_lot as l')
    .innerJoin('area as a', 'a.area_id', 'l.area_id')
    .select(['l.pool_kind', 'a.code', 'a.level'])
    .select(({ fn }) => [fn.max('a.area_id').as('area_id'), fn.max('a.name').as('name')])
    .where('l.plan_id', '=', plan.id)
    .where('l.voided', '=', false)
    .where('l.released_on', '<=', filter.asOf)
    .$if(filter.poolKind !== undefined, (query) => query.where('l.pool_kind', '=', filter.poolKind ?? ''))
    .$if(filter.areaCode !== undefined, (query) => query.where('a.code', '=', filter.areaCode ?? ''))
    .$if(filter.areaLevel !== undefined, (query) => query.where('a.level', '=', filter.areaLevel ?? ''))
    .groupBy(['l.pool_kind', 'a.code', 'a.level'])
    .orderBy('l.pool_kind')
    .orderBy('a.level')
    .orderBy('a.code')
    .limit(2_000)
    .execute();
  const pools = await readPools(db, {
    planId: plan.id,
    pools: rows.map((row) => ({ poolKind: row.pool_kind as Pool['poolKind'], areaId: Number(row.area_id) })),
    asOf: filter.asOf,
  });
  return pools.map((pool, index) => ({ pool, areaName: rows[index]?.name ?? pool.areaCode }));
}

function sumByLastDay(lots: readonly { readonly validTo: string; readonly remaining: number }[]) {
  const sums = new Map<string, number>();
  for (const { validTo, remaining } of lots) sums.set(validTo, (sums.get(validTo) ?? 0) + remaining);
  return [...sums].sort(([a], [b]) => (a < b ? -1 : 1)).map(([validTo, quantity]) => ({ validTo, quantity }));
}
