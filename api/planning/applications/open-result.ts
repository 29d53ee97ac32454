import type { Database } from '../../db/database.ts';
import type { AssessmentResult } from '../../policy/finding.ts';
import { getLatestResult } from './assess-application.ts';

/** Findings on which a reviewer decides, and the revision of the application they are of. */
export interface OpenResult {
  readonly result: AssessmentResult;
  readonly revision: number;
}

/** The findings of the latest assessment. Throws NotFoundError when there is none. */
export function findOpenResult(db: Database, applicationId: string): Promise<OpenResult> {
  return getLatestResult(db, applicationId);
}
