import type { Answer } from '../analyses/analysis.ts';
import type { Database } from '../db/database.ts';
import { type AssessmentRequest, assess } from '../planning/assessments/assess.ts';
import { assessmentGeojson } from '../planning/assessments/assessment-geojson.ts';
import { circleOf } from '../planning/assessments/circle-of.ts';
import { markAnswer } from './ask-scenario.ts';
import type { Scenario } from './scenario-record.ts';
import { tryChanges } from './try-changes.ts';

/** An assessment of the register as the scenario would make it; nothing is kept. Throws what an assessment throws. */
export function assessInScenario(
  db: Database,
  scenario: Scenario,
  request: Pick<AssessmentRequest, 'plan' | 'application' | 'asOf' | 'trail'>,
): Promise<Answer> {
  return tryChanges(db, scenario.changes, async (tx, apply) => {
    const applied = await apply();
    const made = await assess(tx, { ...request, save: false });
    const answer = assessmentGeojson(made, await circleOf(tx, made));
    return markAnswer(answer as unknown as Answer, scenario, applied);
  });
}
