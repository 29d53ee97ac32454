import type { Database } from '../../db/database.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import type { Plans } from '../../policy/load-plans.ts';
import { REVIEWABLE } from '../../policy/reviews.ts';
import { getBatch } from '../batches/find-batches.ts';
import { previewBatch } from '../batches/preview-batch.ts';
import { getLatestResult } from './assess-application.ts';
import { getApplication } from './find-applications.ts';

/** Findings on which a reviewer decides, and the revision of the application they are of. */
export interface OpenResult {
  readonly result: AssessmentResult;
  readonly revision: number;
}

/**
 * The findings of the latest assessment; in a frozen batch, where the rule is not open in it, those of the settlement as it
 * would be: what others of the batch leave open is only seen there. Throws NotFoundError when it was never assessed.
 */
export async function findOpenResult(
  db: Database,
  plans: Plans,
  applicationId: string,
  ruleId: string,
): Promise<OpenResult> {
  const latest = await getLatestResult(db, applicationId);
  const { batch } = await getApplication(db, applicationId);
  if (batch === null || isOpen(latest.result, ruleId)) return latest;
  if ((await getBatch(db, batch)).status !== 'snapshot') return latest;
  const { frozen, settlement } = await previewBatch(db, plans, batch, undefined);
  const decision = settlement.decisions.find((one) => one.applicationId === applicationId);
  const applicant = frozen.applicants.find((one) => one.applicationId === applicationId);
  return decision && applicant ? { result: decision.result, revision: applicant.revision } : latest;
}

function isOpen({ findings }: AssessmentResult, ruleId: string): boolean {
  const outcome = findings.find((finding) => finding.ruleId === ruleId)?.outcome;
  return REVIEWABLE.some((one) => one === outcome);
}
