import type { Request, Response } from 'express';
import type { Analysis } from '../analyses/analysis.ts';
import { InvalidInputError, NotFoundError } from '../errors.ts';
import type { AppDependencies } from '../http/app-dependencies.ts';
import { baseUrl } from '../http/base-url.ts';
import { callerOf } from '../http/caller.ts';
import { parseInput } from '../http/parse-input.ts';
import { getScenario } from '../scenarios/scenario-store.ts';
import { inputToKeep } from './job-question.ts';
import { createJob } from './job-store.ts';
import { fullStatusInfoOf } from './status-info.ts';

interface Submission {
  readonly analysis: Analysis;
  readonly given: unknown;
  readonly scenario: string | null;
  /** The caller asked for a job by the Prefer header. */
  readonly preferred?: boolean;
}

/** Keeps a question as a job and answers 201 with its address. Throws what the question's own route would of its input, QueueFullError. */
export async function submitJob(
  { database, config }: AppDependencies,
  { analysis, given, scenario, preferred = false }: Submission,
  req: Request,
  res: Response,
): Promise<void> {
  const parsed = parseInput(analysis.input, given);
  if (scenario !== null) await getScenario(database, scenario).catch(asInvalidInput(scenario));
  const question = {
    analysis: analysis.id,
    input: inputToKeep(analysis, given as Record<string, unknown>, parsed),
    scenario,
    actor: callerOf(res).actor,
    requestId: String(res.locals.requestId ?? ''),
  };
  const job = await createJob(database, question, config.MAX_WAITING_JOBS);
  const base = baseUrl(req, config);
  if (preferred) res.set('Preference-Applied', 'respond-async');
  res
    .status(201)
    .location(`${base}/jobs/${job.id}`)
    .set('Cache-Control', 'no-store')
    .json(fullStatusInfoOf(job, base));
}

function asInvalidInput(scenario: string) {
  return (error: unknown): never => {
    if (!(error instanceof NotFoundError)) throw error;
    throw new InvalidInputError([
      { field: 'scenario', value: scenario, reason: error.message, allowed: 'the id of a scenario' },
    ]);
  };
}
