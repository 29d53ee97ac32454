import { z } from 'zod';
import { dateSchema } from '../dates.ts';
import type { Finding } from './finding.ts';

/** A decision of an authorised reviewer on one finding, with its ground. Only what is open or "in principle" can be decided. */
export const reviewSchema = z.strictObject({
  ruleId: z.string(),
  decision: z.enum(['accept', 'refuse']),
  ground: z.string().trim().min(5).max(2_000),
  document: z.string().trim().min(1).max(500).optional(),
  reviewer: z.string().trim().min(1).max(200),
  decidedOn: dateSchema,
});
export type Review = z.output<typeof reviewSchema>;

/** Outcomes that a reviewer may decide (rules that hold only in principle, and open questions). */
export const REVIEWABLE = ['FAIL_IN_PRINCIPLE', 'MANUAL_REVIEW'] as const;

/**
 * Applies reviewers' decisions in their order; one on a finding that is not open changes nothing. On a claimed exemption they
 * decide the claim: accepted it is EXEMPT, with all its effects; refused, the ordinary rules hold.
 */
export function applyReviews(findings: readonly Finding[], reviews: readonly Review[]): Finding[] {
  return findings.map((finding) =>
    reviews.filter((review) => review.ruleId === finding.ruleId).reduce(applyReview, finding),
  );
}

function applyReview(finding: Finding, { decision, ground, reviewer, decidedOn }: Review): Finding {
  if (!REVIEWABLE.some((outcome) => outcome === finding.outcome)) return finding;
  const [accepted, refused] =
    finding.group === 'exemption' ? (['EXEMPT', 'NOT_APPLICABLE'] as const) : (['PASS', 'FAIL'] as const);
  const to = decision === 'accept' ? accepted : refused;
  const reason = {
    zh: `${decidedOn} 经 ${reviewer} 审核${decision === 'accept' ? '同意' : '不同意'}：${ground}`,
    en: `${decision === 'accept' ? 'Accepted' : 'Refused'} by ${reviewer} on ${decidedOn}: ${ground}`,
  };
  return {
    ...finding,
    outcome: to,
    changed: [...(finding.changed ?? []), { from: finding.outcome, to, by: `review:${reviewer}`, reason }],
  };
}
