import type { Config } from '../config.ts';
import { loadPlans, type Plans } from '../policy/load-plans.ts';

type PlanFolder = Pick<Config, 'POLICIES_DIR'>;

/** The plans of this installation: those of the product and of POLICIES_DIR. Throws StartupError for an invalid file. */
export function plansOf(config: PlanFolder): Plans {
  return loadPlans(config.POLICIES_DIR);
}

let inUse: PlanFolder = { POLICIES_DIR: undefined };

/** Says which plans this process works with, for questions that are asked without its configuration at hand. */
export function usePlans({ POLICIES_DIR }: PlanFolder): void {
  inUse = { POLICIES_DIR };
}

/** The plans that this process works with; those of the product alone unless `usePlans` said otherwise. */
export function plansInUse(): Plans {
  return plansOf(inUse);
}
