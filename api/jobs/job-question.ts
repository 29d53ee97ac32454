import type { Analysis } from '../analyses/analysis.ts';
import { ANALYSES } from '../analyses/registry.ts';
import { InvalidInputError } from '../errors.ts';
import type { Question } from './answer-question.ts';

/** The question that a stored job asks. Throws InvalidInputError when this version of the program no longer takes it. */
export function questionOf(job: {
  readonly analysis: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly scenario: string | null;
}): Question {
  const analysis = ANALYSES.find(({ id }) => id === job.analysis);
  if (!analysis)
    throw new InvalidInputError([
      { field: 'analysis', value: job.analysis, reason: 'is not a question of this version of the program' },
    ]);
  const parsed = analysis.input.safeParse(job.input);
  if (parsed.success) return { analysis, input: parsed.data, scenario: job.scenario };
  throw new InvalidInputError(
    parsed.error.issues.map(({ path, message }) => ({ field: path.join('.') || 'input', reason: message })),
  );
}

/** The input to keep: as given, with the date that the question means when it names none, so that a later run asks for the same day. */
export function inputToKeep(
  analysis: Analysis,
  given: Readonly<Record<string, unknown>>,
  parsed: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return 'asOf' in analysis.input.shape ? { ...given, asOf: parsed.asOf } : { ...given };
}
