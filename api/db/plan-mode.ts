import type pg from 'pg';

/**
 * How a prepared statement is planned: `auto` lets PostgreSQL weigh a plan for each set of values against one for all;
 * `generic` plans once and reuses it, for statements whose best plan does not depend on the values and whose planning
 * would cost more than their running.
 */
export type PlanMode = 'auto' | 'generic';

const SETTING = { auto: 'auto', generic: 'force_generic_plan' } as const;
const current = new WeakMap<pg.PoolClient, PlanMode>();

/** Brings the connection into the mode; sends something only when it changes. Not for use inside a transaction. */
export async function ensurePlanMode(client: pg.PoolClient, mode: PlanMode): Promise<void> {
  if ((current.get(client) ?? 'auto') === mode) return;
  await client.query(`set plan_cache_mode = ${SETTING[mode]}`);
  current.set(client, mode);
}
