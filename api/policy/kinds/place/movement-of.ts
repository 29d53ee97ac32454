import type { Application } from '../../application.ts';
import type { Facts } from '../../facts.ts';

/**
 * Has the site moved from the place in the register? A distance inside the accuracy of the new point is no move; without
 * the old position nobody knows, unless the application asks for no site at all.
 */
export function movementOf(application: Application, facts: Facts): 'unchanged' | 'moved' | 'unknown' {
  const movedM = facts.applicant?.movedM ?? null;
  if (movedM === null) return application.site === undefined ? 'unchanged' : 'unknown';
  return movedM > (facts.site?.accuracyM ?? 0) ? 'moved' : 'unchanged';
}
