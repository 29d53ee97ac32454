import type { z } from 'zod';
import type { Database } from '../../db/database.ts';
import type { Overall } from '../../policy/outcome.ts';
import type { applicationDetailSchema } from './application-inputs.ts';
import { listReviews } from './application-reviews.ts';
import { getApplication } from './find-applications.ts';

export type ApplicationDetail = z.output<typeof applicationDetailSchema>;
const MAX_ASSESSMENTS = 100;

/** An application with its assessments and reviews. Throws NotFoundError. */
export async function getApplicationDetail(db: Database, id: string): Promise<ApplicationDetail> {
  const record = await getApplication(db, id);
  const assessments = await db.kysely
    .selectFrom('assessment')
    .select(['assessment_id', 'as_of', 'overall', 'revision', 'batch_id', 'made_by', 'made_at'])
    .where('application_id', '=', id)
    .orderBy('made_at', 'desc')
    .orderBy('assessment_id')
    .limit(MAX_ASSESSMENTS)
    .execute();
  return {
    ...record,
    assessments: assessments.map((row) => ({
      id: row.assessment_id,
      asOf: row.as_of,
      overall: row.overall as Overall,
      revision: row.revision,
      batch: row.batch_id,
      madeBy: row.made_by,
      madeAt: row.made_at.toISOString(),
    })),
    reviews: await listReviews(db, id),
  };
}
