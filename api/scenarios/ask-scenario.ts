import type { Analysis, AnalysisContext, Answer, Progress } from '../analyses/analysis.ts';
import type { Warning } from '../analyses/answer-notes.ts';
import type { AppliedChange } from './apply-changes.ts';
import type { Scenario, ScenarioMark } from './scenario-record.ts';
import { tryChanges } from './try-changes.ts';

/**
 * Asks a question of the register as the scenario would make it. `input` is parsed. The answer is that of the analysis, with
 * the member `scenario` and a warning that it is virtual. Throws what the analysis throws, InvalidInputError for a change that
 * can no longer be made.
 */
export function askScenario(
  { db, ...context }: AnalysisContext,
  scenario: Scenario,
  analysis: Analysis,
  input: Record<string, unknown>,
  progress: Progress,
): Promise<Answer> {
  return tryChanges(db, scenario.changes, async (tx, apply) => {
    const applied = await apply();
    const answer = await analysis.run({ ...context, db: tx }, input, progress);
    return markAnswer(answer, scenario, applied);
  });
}

/** The answer labelled as one of a scenario. */
export function markAnswer<A extends Answer>(
  answer: A,
  scenario: Scenario,
  applied: readonly AppliedChange[],
): A {
  const warnings = (answer as { warnings?: readonly Warning[] }).warnings ?? [];
  return { ...answer, scenario: markOf(scenario, applied), warnings: [VIRTUAL, ...warnings] };
}

/** What an answer says of its scenario. */
export function markOf({ id, title, version }: Scenario, applied: readonly AppliedChange[]): ScenarioMark {
  const changes = applied.map(({ ended, ...change }) => ({
    ...change,
    ...(ended === undefined ? {} : { ended: [...ended] }),
  }));
  return { id, title, version, changes, note: { zh: VIRTUAL.zh, en: VIRTUAL.en } };
}

const VIRTUAL: Warning = {
  code: 'scenario',
  zh: '本答复基于假设方案，方案中的新增、撤销、迁移均未实际发生。',
  en: 'This answer is about a scenario: its additions, removals and moves have not happened.',
};
