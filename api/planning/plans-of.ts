import type { Config } from '../config.ts';
import { loadPlans, type Plans } from '../policy/load-plans.ts';

/** The plans of this installation: those of the product and of POLICIES_DIR. Throws StartupError for an invalid file. */
export function plansOf(config: Pick<Config, 'POLICIES_DIR'>): Plans {
  return loadPlans(config.POLICIES_DIR);
}
