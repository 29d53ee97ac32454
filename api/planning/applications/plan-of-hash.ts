import type { Database } from '../../db/database.ts';
import { ConflictError } from '../../errors.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { readPlan } from '../../policy/plan.ts';
import type { Plan } from '../../policy/plan-shape.ts';

/**
 * The rules with this hash, also when the plan has been changed since. Throws ConflictError when this version of the
 * program cannot read them any more.
 */
export async function planByHash(db: Database, plans: Plans, planId: string, hash: string): Promise<Plan> {
  const loaded = plans.get(planId);
  if (loaded?.hash === hash) return loaded;
  const stored = await db.kysely
    .selectFrom('plan_version')
    .select('contents')
    .where('plan_hash', '=', hash)
    .executeTakeFirstOrThrow();
  const read = readPlan(stored.contents);
  if ('plan' in read) return read.plan;
  const problems = read.problems.map(({ path, message }) => `${path}: ${message}`).join('; ');
  throw new ConflictError(
    `the plan ${planId} as it stood can no longer be read by this version of the program: ${problems}`,
  );
}
