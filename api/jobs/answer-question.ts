import type { Analysis, AnalysisContext, Progress } from '../analyses/analysis.ts';
import { askScenario } from '../scenarios/ask-scenario.ts';
import { getScenario } from '../scenarios/scenario-store.ts';

/** A question: the analysis, its input as the schema of the analysis gives it, and the scenario it is asked of (null = the register as it is). */
export interface Question {
  readonly analysis: Analysis;
  readonly input: Record<string, unknown>;
  readonly scenario: string | null;
}

/** An answer as it is sent and kept. */
export interface AnswerText {
  readonly mediaType: string;
  readonly content: string;
}

/**
 * Asks and gives the answer byte for byte as the route of the question sends it. Throws what the analysis throws, NotFoundError for
 * an unknown scenario.
 */
export async function answerQuestion(
  context: AnalysisContext,
  { analysis, input, scenario }: Question,
  progress: Progress,
): Promise<AnswerText> {
  const answer =
    scenario === null
      ? await analysis.run(context, input, progress)
      : await askScenario(context, await getScenario(context.db, scenario), analysis, input, progress);
  return { mediaType: 'application/geo+json', content: JSON.stringify(answer) };
}
