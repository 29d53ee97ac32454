import type { Localized } from '../../../localized.ts';
import type { Missing, RawFinding } from '../../finding.ts';

/** Manual review for want of data: the reason and what is missing, with what is known in `rest`. */
export function forReview(
  reason: Localized,
  missing: readonly Missing[],
  rest: Omit<RawFinding, 'outcome' | 'reason' | 'missing'> = {},
): RawFinding {
  return {
    ...rest,
    outcome: 'MANUAL_REVIEW',
    reason,
    ...(missing.length > 0 ? { missing: [...missing] } : {}),
  };
}

/** Does not concern this applicant, and why. */
export function notApplicable(reason: Localized, derived?: RawFinding['derived']): RawFinding {
  return { outcome: 'NOT_APPLICABLE', reason, ...(derived ? { derived } : {}) };
}
