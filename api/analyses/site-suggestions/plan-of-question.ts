import { type InputIssue, InvalidInputError } from '../../errors.ts';
import { plansInUse } from '../../planning/plans-of.ts';
import { describeDistanceRule, listDistanceRules } from '../eligible-zones/distance-rules.ts';
import { applicationAt, type ZoneQuestion } from '../eligible-zones/zone-question.ts';
import type { SuggestionInput } from './suggestion-input.ts';

/** What the plan named asks of a new institution of the selection. */
export interface PlanOfQuestion {
  readonly zone: ZoneQuestion;
  /** Rules that compare a site with institutions of its type, as an answer names them. */
  readonly distanceRules: readonly ReturnType<typeof describeDistanceRule>[];
  /**
   * Straight metres beyond which no such rule sees a conflict or leaves it open; 0 when there is none. A walk is never shorter
   * than the straight line, so the limit of a walk serves as well.
   */
  readonly separationM: number;
}

/**
 * The plan of the question; null when none is named. Throws InvalidInputError: an unknown plan, candidates=eligible without a
 * plan, or a selection from which no application can be made (a plan judges a kind, a licence category and one service).
 */
export function resolvePlan(given: SuggestionInput): PlanOfQuestion | null {
  const { plan: id, candidates, includeReview, category, service } = given;
  const issues: InputIssue[] = [];
  if (id === undefined) {
    if (candidates === 'eligible')
      issues.push({ field: 'plan', reason: 'candidates=eligible needs the plan whose rules decide' });
    if (includeReview)
      issues.push({ field: 'includeReview', value: true, reason: 'belongs to candidates=eligible' });
    if (issues.length > 0) throw new InvalidInputError(issues);
    return null;
  }
  if (includeReview && candidates !== 'eligible')
    issues.push({ field: 'includeReview', value: true, reason: 'belongs to candidates=eligible' });
  const plans = plansInUse();
  const plan = plans.get(id);
  if (!plan)
    issues.push({
      field: 'plan',
      value: id,
      reason: 'there is no such plan',
      allowed: [...plans.keys()].join(', '),
    });
  const kind = category === undefined ? given.kind : 'medical';
  if (kind === undefined || (kind === 'medical' && category === undefined))
    issues.push({
      field: 'category',
      reason: 'a plan judges a licence category, or a kind other than medical',
      allowed: 'category, or kind=pharmacy, ltc_home, ltc_residential, ltc_both',
    });
  if (service === undefined)
    issues.push({
      field: 'service',
      reason: 'a plan judges the service that the new institution would ask for',
    });
  if (issues.length > 0 || !plan || kind === undefined || service === undefined)
    throw new InvalidInputError(issues);
  const zone: ZoneQuestion = { plan, kind, category, service, purpose: 'new', asOf: given.asOf };
  const distanceRules = listDistanceRules(plan, applicationAt(zone, { lon: 0, lat: 0 }, undefined)).map(
    describeDistanceRule,
  );
  const separationM = distanceRules.reduce(
    (most, rule) => Math.max(most, rule.metric === 'walk' ? rule.clear_m : rule.radius_m),
    0,
  );
  return { zone, distanceRules, separationM };
}
